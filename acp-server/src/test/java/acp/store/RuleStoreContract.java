package acp.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.permission.Rule;
import acp.permission.RuleStore;
import acp.permission.RuleStore.Decided;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.SessionSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What every store of rules promises. */
@Timeout(60)
public abstract class RuleStoreContract {
  private static final Path HERE = Path.of("/project");
  private static final Path ELSEWHERE = Path.of("/elsewhere");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final SessionId SESSION = new SessionId("session-1");

  @TempDir protected Path folder;

  /** A journal, and the rules that are kept with it. */
  public record Kept(Journal journal, RuleStore rules) {}

  /** Opens the store in {@link #folder}; may be called again, for the same store. */
  protected abstract Kept open();

  protected static Rule rule(String match, Rule.Scope scope) {
    return new Rule("", "run_command", match, "/project", true, Rule.Effect.ALLOW, scope, null);
  }

  private static List<String> matches(RuleStore rules, Path project) {
    return rules(rules, project).stream().map(Rule::match).toList();
  }

  private static List<Rule> rules(RuleStore rules, Path project) {
    return requireNonNull(rules.rules(project).block(LIMIT));
  }

  protected static void done(Mono<Void> work) {
    work.block(LIMIT);
  }

  @Test
  void aRuleHoldsInItsProjectAndOneOfTheUserEverywhere() {
    RuleStore rules = open().rules();

    done(rules.add(HERE, rule("npm test", Rule.Scope.PROJECT)));
    done(rules.add(HERE, rule("make", Rule.Scope.USER)));

    assertEquals(List.of("npm test", "make"), matches(rules, HERE));
    assertEquals(List.of("make"), matches(rules, ELSEWHERE));
  }

  @Test
  void aRuleComesBackAsItWasWithAnIdAndATime() {
    RuleStore rules = open().rules();
    Rule rule =
        new Rule("", "x", "a 'b'\n\ud800", "ü", false, Rule.Effect.DENY, Rule.Scope.PROJECT, null);

    done(rules.add(HERE, rule));

    Rule kept = rules(rules, HERE).getFirst();
    assertFalse(kept.id().isEmpty());
    assertNotNull(kept.since());
    assertEquals("x", kept.tool());
    assertTrue(kept.match().startsWith("a 'b'\n"));
    assertEquals("ü", kept.path());
    assertFalse(kept.exact());
    assertEquals(Rule.Effect.DENY, kept.effect());
    assertEquals(Rule.Scope.PROJECT, kept.scope());
  }

  @Test
  void theSameRuleIsKeptOnce() {
    RuleStore rules = open().rules();

    done(rules.add(HERE, rule("npm test", Rule.Scope.PROJECT)));
    done(rules.add(HERE, rule("npm test", Rule.Scope.PROJECT)));
    done(rules.add(ELSEWHERE, rule("npm test", Rule.Scope.PROJECT)));

    assertEquals(1, rules(rules, HERE).size());
    assertEquals(1, rules(rules, ELSEWHERE).size());
  }

  @Test
  void aRuleIsRemovedByItsIdFromItsProjectAlone() {
    RuleStore rules = open().rules();
    done(rules.add(HERE, rule("a", Rule.Scope.PROJECT)));
    done(rules.add(HERE, rule("b", Rule.Scope.PROJECT)));
    String id = rules(rules, HERE).getLast().id();

    done(rules.remove(ELSEWHERE, id));
    done(rules.remove(HERE, "no number"));
    done(rules.remove(HERE, "4711"));
    assertEquals(List.of("a", "b"), matches(rules, HERE));
    done(rules.remove(HERE, id));

    assertEquals(List.of("a"), matches(rules, HERE));
  }

  @Test
  void anIdIsNotGivenAgain() {
    RuleStore rules = open().rules();
    done(rules.add(HERE, rule("a", Rule.Scope.PROJECT)));
    String id = rules(rules, HERE).getFirst().id();
    done(rules.remove(HERE, id));

    done(rules.add(HERE, rule("b", Rule.Scope.PROJECT)));

    assertNotEquals(id, rules(rules, HERE).getFirst().id());
  }

  @Test
  void clearingTakesTheRulesOfOneProject() {
    RuleStore rules = open().rules();
    done(rules.add(HERE, rule("a", Rule.Scope.PROJECT)));
    done(rules.add(HERE, rule("everywhere", Rule.Scope.USER)));
    done(rules.add(ELSEWHERE, rule("b", Rule.Scope.PROJECT)));

    done(rules.clear(HERE));

    assertEquals(List.of("everywhere"), matches(rules, HERE));
    assertEquals(List.of("everywhere", "b"), matches(rules, ELSEWHERE));
  }

  @Test
  void decisionsAreToldOfAProjectAndOfASessionTheLatestFirst() {
    Kept kept = open();
    session(kept.journal(), SESSION, HERE);
    session(kept.journal(), new SessionId("session-2"), HERE);
    session(kept.journal(), new SessionId("session-3"), ELSEWHERE);

    decide(kept.journal(), SESSION, 2, "first", true, Basis.RULE);
    decide(kept.journal(), new SessionId("session-2"), 3, "second", false, Basis.NOBODY);
    decide(kept.journal(), new SessionId("session-3"), 4, "other", true, Basis.MODE);

    assertEquals(List.of("second", "first"), subjects(kept, HERE, SESSION, 10));
    assertEquals(List.of("second"), subjects(kept, HERE, SESSION, 1));
    assertEquals(List.of("other", "first"), subjects(kept, ELSEWHERE, SESSION, 10));
    Decided first = requireNonNull(kept.rules().decided(HERE, SESSION, 10).block(LIMIT)).getLast();
    assertEquals(SESSION, first.session());
    assertEquals(Instant.ofEpochMilli(2), first.at());
    assertEquals(
        new Event.PermissionDecided(
            new CallId("call"), "run_command", "first", true, Basis.RULE, "rule"),
        first.decision());
  }

  @Test
  void decisionsOutliveTheirSession() {
    Kept kept = open();
    session(kept.journal(), SESSION, HERE);
    decide(kept.journal(), SESSION, 2, "first", true, Basis.USER);

    done(kept.journal().delete(SESSION));

    assertEquals(List.of("first"), subjects(kept, HERE, new SessionId("other"), 10));
  }

  private static List<String> subjects(Kept kept, Path project, SessionId session, int limit) {
    return requireNonNull(kept.rules().decided(project, session, limit).block(LIMIT)).stream()
        .map(decided -> decided.decision().subject())
        .toList();
  }

  protected static void session(Journal journal, SessionId id, Path cwd) {
    Instant at = Instant.ofEpochMilli(1);
    Event opened = new Event.SessionOpened(cwd.toString(), List.of(), null);
    done(
        journal.create(
            new SessionSummary(id, cwd.toString(), null, at, at, 1),
            List.of(new Entry(1, at, opened))));
  }

  protected static void decide(
      Journal journal, SessionId session, long at, String subject, boolean allowed, Basis basis) {
    Event decided =
        new Event.PermissionDecided(
            new CallId("call"),
            "run_command",
            subject,
            allowed,
            basis,
            basis == Basis.RULE ? "rule" : null);
    done(
        journal.append(
            session,
            new Append(
                1, List.of(new Entry(2, Instant.ofEpochMilli(at), decided)), List.of(), null)));
  }
}
