package acp.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.PermissionOption;
import acp.event.Risk;
import acp.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done, what is asked, and what an answer allows. */
@Timeout(5)
class PermissionsTest {
  private static final Action LOOK = new Action("read_file", Risk.NONE, "");
  private static final Action EDIT = new Action("edit_file", Risk.EDIT, "");
  private static final Action WRITE = new Action("write_file", Risk.EDIT, "");
  private static final Action TEST = new Action("run_command", Risk.EXECUTE, "npm test");

  private final Permissions permissions = new Permissions(Mode.ASK);

  @Test
  void lookingIsAllowedInEveryMode() {
    for (Mode mode : Mode.values()) {
      assertEquals(Decision.ALLOW, permissions.decide(LOOK, in(mode.id())));
    }
  }

  @Test
  void askModeAsksBeforeEditsAndCommands() {
    SessionState state = in("ask");

    assertEquals(Decision.ASK, permissions.decide(EDIT, state));
    assertEquals(Decision.ASK, permissions.decide(TEST, state));
  }

  @Test
  void acceptEditsAllowsEditsAndStillAsksBeforeCommands() {
    SessionState state = in("accept_edits");

    assertEquals(Decision.ALLOW, permissions.decide(WRITE, state));
    assertEquals(Decision.ASK, permissions.decide(TEST, state));
  }

  @Test
  void aSessionThatNeverChoseIsInTheStandardMode() {
    Permissions trusting = new Permissions(Mode.ACCEPT_EDITS);

    assertEquals(Decision.ALLOW, trusting.decide(EDIT, SessionState.EMPTY));
    assertEquals(Decision.ASK, trusting.decide(EDIT, in("ask")));
  }

  @Test
  void aModeOfANewerVersionCountsAsTheStrictest() {
    Permissions trusting = new Permissions(Mode.ACCEPT_EDITS);

    assertEquals(Decision.ASK, trusting.decide(EDIT, in("do_anything")));
    assertNull(Mode.of("do_anything"));
  }

  @Test
  void aGrantedCommandIsAllowedAndNothingThatBeginsLikeIt() {
    SessionState state = granted(permissions.grant(TEST, "allow_always"));

    assertEquals(Decision.ALLOW, permissions.decide(TEST, state));
    assertEquals(Decision.ASK, permissions.decide(command("npm test && rm -rf ."), state));
    assertEquals(Decision.ASK, permissions.decide(command("npm"), state));
    assertEquals(
        Decision.ASK, permissions.decide(new Action("other", Risk.EXECUTE, "npm test"), state));
  }

  @Test
  void aGrantOfEditsHoldsForEveryToolThatEditsAndForNothingElse() {
    SessionState state = granted(permissions.grant(EDIT, "allow_always"));

    assertEquals(Decision.ALLOW, permissions.decide(WRITE, state));
    assertEquals(Decision.ASK, permissions.decide(TEST, state));
  }

  @Test
  void theOptionsNameExactlyWhatTheyAllow() {
    assertEquals(
        List.of("Allow", "Always allow `npm test` in this session", "Reject"), names(TEST));
    assertEquals(List.of("Allow", "Always allow edits in this session", "Reject"), names(WRITE));
    assertEquals(
        List.of("Allow", "Always allow every use of `deploy` in this session", "Reject"),
        names(new Action("deploy", Risk.EXECUTE, "")));
  }

  @Test
  void whatOneLineCannotNameIsNotAllowedForEver() {
    for (String line : List.of("echo a\nrm b", "echo " + "a".repeat(200), "echo \u202Ecod.exe")) {
      Action action = command(line);

      assertEquals(List.of("Allow", "Reject"), names(action));
      assertNull(permissions.grant(action, "allow_always"));
      assertFalse(permissions.allows(action, "allow_always"));
    }
  }

  @Test
  void onlyTheOptionsThatAllowAreApproval() {
    assertTrue(permissions.allows(TEST, "allow_once"));
    assertTrue(permissions.allows(TEST, "allow_always"));
    assertFalse(permissions.allows(TEST, "reject_once"));
    assertFalse(permissions.allows(TEST, "yes"));
    assertFalse(permissions.allows(TEST, null));
  }

  @Test
  void allowingOnceGrantsNothing() {
    assertNull(permissions.grant(TEST, "allow_once"));
    assertNull(permissions.grant(TEST, "reject_once"));
    assertNull(permissions.grant(TEST, "yes"));
    assertNull(permissions.grant(TEST, null));
    assertNotNull(permissions.grant(TEST, "allow_always"));
  }

  private static Action command(String line) {
    return new Action("run_command", Risk.EXECUTE, line);
  }

  private List<String> names(Action action) {
    return permissions.options(action).stream().map(PermissionOption::name).toList();
  }

  private static SessionState in(String mode) {
    return after(new Event.ConfigChanged(Map.of("mode", mode)));
  }

  private static SessionState granted(@Nullable Grant grant) {
    return after(new Event.PermissionAnswered(new CallId("c"), "allow_always", grant));
  }

  private static SessionState after(Event event) {
    return SessionState.EMPTY.with(new Entry(1, Instant.EPOCH, event));
  }
}
