package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.Event;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /permissions} shows, and what it takes back. */
@Timeout(30)
class ShowPermissionsTest {
  private static final Instant AT =
      LocalDateTime.of(2026, 3, 4, 5, 6).atZone(ZoneId.systemDefault()).toInstant();

  private final Counter counter = new Counter();

  private void rules() {
    counter.policy.rules.addAll(
        List.of(
            new Means.Rule("", "deny", "git push*", "everywhere", "`config.toml`", null),
            new Means.Rule("7", "allow", "npm test", "this project", "your answer", AT),
            new Means.Rule("s1f", "allow", "edits", "this session", "your answer", null)));
  }

  @Test
  void theModeAndTheRulesAreShownWithScopeAndSource() {
    rules();

    assertEquals(
        """
        Mode: **Ask** – Asks before it edits a file or runs a command that is not known to only look

        - deny `git push*` · everywhere · `config.toml`
        - **7** · allow `npm test` · this project · your answer, 2026-03-04 05:06
        - **s1f** · allow `edits` · this session · your answer

        What denies counts before what asks, and that before what allows. Take one back with `/permissions revoke id`.""",
        counter.say("/permissions"));
  }

  @Test
  void whereThereIsNoRuleThatIsSaid() {
    assertTrue(
        counter
            .say("/permissions")
            .endsWith("There are no rules. What you always allow is listed here."));
  }

  @Test
  void aRuleIsTakenBackByItsId() {
    rules();

    String answer = counter.say("/permissions revoke 7");

    assertEquals(
        "Taken back: **7** · allow `npm test` · this project · your answer, 2026-03-04 05:06",
        answer);
    assertFalse(counter.say("/permissions").contains("npm test"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoke", "revoke 8", "revoke config-1"})
  void whatCannotBeTakenBackIsSaid(String what) {
    rules();

    String answer = counter.say("/permissions " + what);

    assertTrue(answer.endsWith("in front of it in the list of `/permissions`."), answer);
    assertEquals(3, counter.policy.rules.size());
  }

  @Test
  void allIsTakenBackAtOnce() {
    rules();

    assertTrue(counter.say("/permissions clear").contains("is asked again"));
    assertEquals(List.of(), counter.policy.rules);
  }

  @Test
  void theLogShowsWhatWasDecidedAndWhy() {
    counter.policy.decisions.add(decision("rm -rf `x`\n/", false, Basis.NOBODY, null));
    counter.policy.decisions.add(decision("make x", true, Basis.RULE, "make *"));
    counter.policy.decisions.add(decision("", true, Basis.HARMLESS, null));

    assertEquals(
        """
        - 2026-03-04 05:06 · **denied** `run` ``rm -rf `x` /`` · nobody answered
        - 2026-03-04 05:06 · allowed `run` `make x` · by the rule `make *`
        """,
        counter.say("/permissions log 2"));
    assertTrue(counter.say("/permissions log").contains("known to be harmless"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log 0", "log -1", "log many", "log 501", "log 99999999999"})
  void aLogOfNoLinesIsRefusedInWords(String what) {
    assertEquals(
        "`/permissions log` takes a number of lines from 1 to 500.",
        counter.say("/permissions " + what));
  }

  @Test
  void anEmptyLogAndAnUnknownWordAreAnsweredToo() {
    assertEquals("Nothing was decided yet.", counter.say("/permissions log"));
    assertTrue(counter.say("/permissions allow everything").startsWith("`/permissions` shows"));
  }

  private static Means.Decision decision(
      String subject, boolean allowed, Basis basis, @Nullable String rule) {
    return new Means.Decision(
        AT, new Event.PermissionDecided(new CallId("c"), "run", subject, allowed, basis, rule));
  }
}
