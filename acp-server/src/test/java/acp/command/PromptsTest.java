package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Event;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Prompts of others: a turn with the model, which is given what the prompt stands for. */
@Timeout(30)
class PromptsTest {
  private final Counter counter = new Counter();

  /** One that says what it was called with, and one that cannot be had. */
  private record Two() implements Prompts {
    @Override
    public List<SlashCommand> of(SessionId session) {
      return List.of(
          new SlashCommand("git:review", "Reviews *a* file", "file"),
          new SlashCommand("git:gone", "Is gone", null));
    }

    @Override
    public Mono<List<Content>> expand(Turn turn, String name, String rest) {
      return switch (name) {
        case "git:review" -> Mono.just(List.of(new Content.Text("Review " + rest)));
        case "release", "status" -> Mono.just(List.of(new Content.Text("Release " + rest)));
        case "git:gone" ->
            Mono.error(AcpException.invalidParams("prompt", "The server is not there."));
        default -> Mono.empty();
      };
    }

    @Override
    public void onChange(Consumer<SessionId> changed) {}
  }

  PromptsTest() {
    counter.prompts = new Two();
  }

  @Test
  void theModelIsGivenWhatAPromptStandsForAlsoAfterALoad() {
    String answer = counter.say("/git:review main.c");
    Counter later = counter.reloaded();
    later.say("go on");

    assertEquals("answer 1", answer);
    assertEquals(List.of("U Review main.c", "A answer 1", "U go on"), later.lastAsked());
    assertEquals(
        List.of(new Content.Text("/git:review main.c")),
        counter.seen.all(Event.PromptAccepted.class).getFirst().content());
    assertEquals(1, counter.seen.all(Event.PromptExpanded.class).size());
    assertEquals(List.of(), counter.seen.all(Event.CommandRun.class));
  }

  @Test
  void whatCannotBeHadIsSaidWithoutTheModel() {
    String gone = counter.say("/git:gone");
    String unknown = counter.say("/git:revew x");

    assertTrue(gone.startsWith("The server is not there."), gone);
    assertTrue(unknown.contains("Did you mean `/git:review`?"), unknown);
    assertEquals(0, counter.model.requests.size());
  }

  @Test
  void oneWithoutAColonIsAPromptToo() {
    counter.say("/release 1.2");

    assertEquals(List.of("U Release 1.2"), counter.lastAsked());
  }

  @Test
  void aCommandOfOursCountsMoreThanAPromptOfItsName() {
    String answer = counter.say("/status");

    assertTrue(answer.startsWith("acp-server 1.2.3"), answer);
    assertEquals(0, counter.model.requests.size());
  }

  @Test
  void helpNamesThem() {
    String all = counter.say("/help");
    String one = counter.say("/help git:review");

    assertTrue(all.contains("- `/git:review` – Reviews \\*a\\* file"), all);
    assertTrue(one.startsWith("`/git:review [file]`"), one);
    assertFalse(counter.say("/help status").contains("git"));
  }
}
