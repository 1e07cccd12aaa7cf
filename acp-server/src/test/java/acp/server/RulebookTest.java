package acp.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.command.Means;
import acp.event.CallId;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.permission.Mode;
import acp.permission.Permissions;
import acp.permission.Rule;
import acp.permission.RuleStore;
import acp.permission.Site;
import acp.session.Client;
import acp.session.SessionState;
import acp.session.Turn;
import acp.store.memory.MemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The rules of the settings, of the project and of the session, as one list. */
@Timeout(30)
class RulebookTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final RuleStore store = new MemoryJournal().rules();
  private final PlayedTurn turn = new PlayedTurn();
  private final Rulebook book =
      new Rulebook(
          new Permissions(
              Mode.ASK,
              List.of(rule("config-1", "git push*", false, Rule.Effect.DENY, Rule.Scope.USER)),
              store,
              List.of()));

  private static Rule rule(
      String id, String match, boolean exact, Rule.Effect effect, Rule.Scope scope) {
    return new Rule(id, "run_command", match, "", exact, effect, scope, null);
  }

  private List<Means.Rule> rules() {
    return requireNonNull(book.rules(turn).block(LIMIT));
  }

  private void learn(String match) {
    store
        .add(Site.project(folder), rule("", match, true, Rule.Effect.ALLOW, Rule.Scope.PROJECT))
        .block(LIMIT);
  }

  private void grant(Grant grant) {
    turn.tell(new Event.PermissionAnswered(new CallId("c"), "allow_always", grant)).block(LIMIT);
  }

  @Test
  void allThatHoldsIsListedAndOnlyWhatAnswersMadeCanBeTakenBack() {
    learn("npm test");
    grant(new Grant("*edit", ""));
    grant(new Grant("run_command", "make $X"));

    List<Means.Rule> rules = rules();

    assertEquals(
        List.of("run_command: git push*", "npm test", "edits", "make $X"),
        rules.stream().map(Means.Rule::what).toList());
    assertEquals(
        List.of("everywhere", "this project", "this session", "this session"),
        rules.stream().map(Means.Rule::scope).toList());
    assertEquals("", rules.getFirst().id());
    assertTrue(rules.stream().skip(1).noneMatch(rule -> rule.id().isEmpty()));
    assertEquals(4, rules.stream().map(Means.Rule::id).distinct().count());
  }

  @Test
  void eachIsTakenBackByItsId() {
    learn("npm test");
    grant(new Grant("*edit", ""));
    String learned = rules().get(1).id();
    String granted = rules().get(2).id();

    book.revoke(turn, learned).block(LIMIT);
    book.revoke(turn, granted).block(LIMIT);

    assertEquals(1, rules().size());
    assertEquals(List.of(), List.copyOf(turn.state.grants()));
  }

  @Test
  void allIsTakenBackAtOnceButForTheSettings() {
    learn("npm test");
    grant(new Grant("*edit", ""));

    book.clear(turn).block(LIMIT);

    assertEquals(
        List.of("run_command: git push*"), rules().stream().map(Means.Rule::what).toList());
    assertFalse(turn.state.grants().contains(new Grant("*edit", "")));
  }

  private final class PlayedTurn implements Turn {
    private SessionState state = SessionState.EMPTY;

    @Override
    public TurnId id() {
      return new TurnId("turn");
    }

    @Override
    public SessionId session() {
      return new SessionId("session");
    }

    @Override
    public List<Content> prompt() {
      return List.of();
    }

    @Override
    public Client client() {
      throw new AssertionError("nobody is asked");
    }

    @Override
    public String cwd() {
      return folder.toString();
    }

    @Override
    public List<String> roots() {
      return List.of();
    }

    @Override
    public SessionState state() {
      return state;
    }

    @Override
    public Mono<Void> tell(Event event) {
      return Mono.fromRunnable(
          () -> state = state.with(new Entry(state.lastSeq() + 1, Instant.EPOCH, event)));
    }

    @Override
    public Mono<Void> post(Event event) {
      return tell(event);
    }
  }
}
