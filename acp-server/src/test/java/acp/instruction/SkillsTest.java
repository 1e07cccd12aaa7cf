package acp.instruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Skills are found by their folders, told by their front matter, and read when they are used. */
@Timeout(20)
class SkillsTest {
  @TempDir Path home;

  private Path project = Path.of("");
  private Skills skills = new Skills(Path.of(""));

  @BeforeEach
  void make() throws IOException {
    project = Files.createDirectories(home.resolve("project"));
    Files.createDirectories(project.resolve(".git"));
    skills = new Skills(home.resolve("config"));
  }

  private void write(String folder, String text) throws IOException {
    Path at = Files.createDirectories(home.resolve(folder));
    Files.writeString(at.resolve(Skills.FILE), text);
  }

  private static String skill(String name, String description, String body) {
    return "---\nname: " + name + "\ndescription: " + description + "\n---\n\n" + body + "\n";
  }

  @Test
  void theyComeFromTheUserAndFromTheProjectByName() throws Exception {
    write("config/skills/zip", skill("zip", "Zips.", "How to zip."));
    write("project/.agents/skills/release", skill("release", "\"Makes a release.\"", "Do it."));
    write("project/a/.claude/skills/deploy", skill("deploy", ">-\n  Brings it\n  out.", "Go."));

    List<Skill> found = skills.find(project.resolve("a"));

    assertEquals(
        List.of("deploy: Brings it out.", "release: Makes a release.", "zip: Zips."),
        found.stream().map(skill -> skill.name() + ": " + skill.description()).toList());
    assertEquals("Do it.", skills.text(found.get(1)));
  }

  @Test
  void theNearerOfTwoCounts() throws Exception {
    write("config/skills/zip", skill("zip", "The user's.", "user"));
    write("project/.agents/skills/zip", skill("zip", "The project's.", "project"));

    List<Skill> found = skills.find(project);

    assertEquals(1, found.size());
    assertEquals("project", skills.text(found.getFirst()));
  }

  @Test
  void withoutFrontMatterItIsCalledAsItsFolder() throws Exception {
    write("config/skills/My Skill!", "Just a text.");

    Skill found = skills.find(project).getFirst();

    assertEquals("my-skill-", found.name());
    assertEquals("Just a text.", skills.text(found));
  }

  @Test
  void whatLeadsOutOfTheProjectIsNone() throws Exception {
    write("elsewhere/evil", skill("evil", "Bad.", "bad"));
    Path folder = Files.createDirectories(project.resolve(".agents/skills"));
    Files.createSymbolicLink(folder.resolve("evil"), home.resolve("elsewhere/evil"));
    Files.writeString(folder.resolve("README.md"), "no skill");

    assertEquals(List.of(), skills.find(project));
  }

  @Test
  void aDescriptionIsOneShortLine() throws Exception {
    write("config/skills/long", skill("long", "word ".repeat(1000), "x"));

    String description = skills.find(project).getFirst().description();

    assertTrue(description.length() <= 501, description);
  }

  @Test
  void oneThatIsGoneFailsInWords() throws Exception {
    write("config/skills/zip", skill("zip", "Zips.", "How."));
    Skill found = skills.find(project).getFirst();
    Files.delete(found.file());

    IOException failure = assertThrows(IOException.class, () -> skills.text(found));

    String sentence = String.valueOf(failure.getMessage());
    assertTrue(sentence.endsWith("cannot be read"), sentence);
  }
}
