package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Instructions;
import acp.model.ModelEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model is told where it works and what the files there say; what it was given is recorded. */
@Timeout(30)
class BriefingTest {
  @TempDir Path folder;

  private static ModelEvent text(String delta) {
    return new ModelEvent.Text(delta);
  }

  private static String system(Stage stage) {
    return stage.model.requests.getLast().system();
  }

  private static List<List<String>> loaded(Stage stage) {
    return stage.seen.all(Event.InstructionsLoaded.class).stream()
        .map(event -> event.files().stream().map(Instructions::path).toList())
        .toList();
  }

  @Test
  void theInstructionsStandUnderTheirPathsAndGrantNothing() throws Exception {
    Files.writeString(folder.resolve("AGENTS.md"), "Use tabs.");
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("config/AGENTS.md"), "Speak plainly.");
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("ok"));

    stage.prompt("go");

    String system = system(stage);
    assertTrue(system.contains("## " + folder.resolve("AGENTS.md") + "\n\nUse tabs."), system);
    assertTrue(system.indexOf("Speak plainly.") < system.indexOf("Use tabs."), system);
    assertTrue(system.contains("cannot permit"), system);
    assertEquals(2, stage.session.state().instructions().size());
  }

  @Test
  void whatWasLoadedIsToldOnlyWhenItChanges() throws Exception {
    Path file = Files.writeString(folder.resolve("AGENTS.md"), "one");
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("a")).then(text("b")).then(text("c")).then(text("d"));
    stage.prompt("1");
    stage.prompt("2");
    Files.writeString(file, "another");

    stage.prompt("3");
    assertTrue(system(stage).contains("another"), system(stage));
    Files.delete(file);
    stage.prompt("4");

    assertEquals(
        List.of(List.of(file.toString()), List.of(file.toString()), List.of()), loaded(stage));
    assertFalse(system(stage).contains("# Instructions"), system(stage));
  }

  @Test
  void withoutFilesNothingIsToldOfThem() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("ok"));

    stage.prompt("go");

    assertEquals(List.of(), loaded(stage));
    assertFalse(system(stage).contains("# Instructions"), system(stage));
    assertFalse(system(stage).contains("# Skills"), system(stage));
  }

  @Test
  void theBranchAndTheSkillsAreTold() throws Exception {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/topic\n");
    Path skill = Files.createDirectories(folder.resolve(".agents/skills/release"));
    Files.writeString(
        skill.resolve("SKILL.md"), "---\nname: release\ndescription: Makes one.\n---\nHow.");
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("ok"));

    stage.prompt("go");

    String system = system(stage);
    assertTrue(system.contains("Git branch: topic"), system);
    assertTrue(
        system.contains("- release: Makes one. (" + skill.resolve("SKILL.md") + ")"), system);
    assertFalse(system.contains("How."), system);
  }

  @Test
  void inPlanModeItIsToldToPlan() {
    Stage stage = new Stage(folder, 5);
    stage.model.then(text("a")).then(text("b"));
    stage.prompt("1");
    assertFalse(system(stage).contains("You are planning"), system(stage));
    Stage.await(stage.session.configure(_ -> Map.of("mode", "plan")));

    stage.prompt("2");

    assertTrue(system(stage).contains("You are planning"), system(stage));
  }
}
