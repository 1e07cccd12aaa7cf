package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Event;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.instruction.Guides;
import acp.instruction.Library;
import acp.session.Client;
import acp.session.Place;
import acp.session.SessionState;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A skill is announced where it is found, and what it says goes to the model. */
@Timeout(30)
class SkillPromptsTest {
  private static final SessionId SESSION = new SessionId("s");

  @TempDir Path home;

  private Path project() throws Exception {
    Path project = Files.createDirectories(home.resolve("project"));
    Path skill = Files.createDirectories(project.resolve(".agents/skills/release"));
    Files.writeString(
        skill.resolve("SKILL.md"),
        "---\nname: release\ndescription: Makes a release.\n---\nTag $ARGUMENTS first.\n");
    return project;
  }

  private SkillPrompts prompts() {
    return new SkillPrompts(new Library(home.resolve("config"), Guides.BUDGET));
  }

  private static List<SlashCommand> settled(SkillPrompts prompts, Path project) throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    prompts.onChange(_ -> changed.countDown());
    prompts.settle(SESSION, new Place(project.toString(), List.of()));
    assertTrue(changed.await(10, TimeUnit.SECONDS), "nothing was told");
    return prompts.of(SESSION);
  }

  @Test
  void aSkillIsAnnouncedWhenTheSessionIsSettledAndForgottenWithIt() throws Exception {
    SkillPrompts prompts = prompts();

    List<SlashCommand> announced = settled(prompts, project());

    assertEquals(List.of(new SlashCommand("release", "Makes a release", "what to do")), announced);
    prompts.leave(SESSION);
    assertEquals(List.of(), prompts.of(SESSION));
  }

  /** A turn of which only the place and the prompt matter. */
  private record At(String cwd, List<Content> prompt) implements Turn {
    @Override
    public TurnId id() {
      return new TurnId("t");
    }

    @Override
    public SessionId session() {
      return SESSION;
    }

    @Override
    public Client client() {
      throw new AssertionError("nobody is asked");
    }

    @Override
    public List<String> roots() {
      return List.of();
    }

    @Override
    public SessionState state() {
      return SessionState.EMPTY;
    }

    @Override
    public Mono<Void> tell(Event event) {
      throw new AssertionError("nothing is told");
    }

    @Override
    public Mono<Void> post(Event event) {
      throw new AssertionError("nothing is told");
    }
  }

  private List<Content> expanded(Path project, String name, String rest, Content... prompt) {
    return prompts()
        .expand(new At(project.toString(), List.of(prompt)), name, rest)
        .defaultIfEmpty(List.of())
        .blockOptional()
        .orElseThrow();
  }

  @Test
  void whatItSaysIsGivenWithWhatTheUserWroteWhereItWantsIt() throws Exception {
    Content picture = new Content.Image("AAAA", "image/png", null);

    List<Content> given =
        expanded(project(), "release", "1.2", new Content.Text("/release 1.2"), picture);

    String text = ((Content.Text) given.getFirst()).text();
    assertTrue(text.startsWith("Do this by the skill release ("), text);
    assertTrue(text.endsWith("<skill>\nTag 1.2 first.\n</skill>\n"), text);
    assertEquals(List.of(picture), given.subList(1, given.size()));
  }

  @Test
  void whatTheUserWroteStandsBehindASkillThatHasNoPlaceForIt() throws Exception {
    Path project = project();
    Files.writeString(project.resolve(".agents/skills/release/SKILL.md"), "Just do it.");

    List<Content> given = expanded(project, "release", "now", new Content.Text("/release now"));

    String text = ((Content.Text) given.getFirst()).text();
    assertTrue(text.endsWith("Just do it.\n</skill>\n\nnow"), text);
  }

  @Test
  void whereThereIsNoneOfThatNameNothingIsGiven() throws Exception {
    assertEquals(List.of(), expanded(project(), "deploy", "", new Content.Text("/deploy")));
    assertNull(prompts().expand(new At("\0", List.of()), "release", "").block());
  }
}
