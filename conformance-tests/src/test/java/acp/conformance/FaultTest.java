package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acp.conformance.honest.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each fault that an agent can have is caught by the transcript that is about it. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Map<Fault, String> CAUGHT_BY = caughtBy();

  private static Map<Fault, String> caughtBy() {
    Map<Fault, String> by = new EnumMap<>(Fault.class);
    by.put(Fault.NUMBER_IDS_BECOME_STRINGS, "protocol/initialize-version-1");
    by.put(Fault.PRINTS_A_BANNER, "protocol/initialize-version-1");
    by.put(Fault.PRETTY_PRINTS, "protocol/initialize-version-1");
    by.put(Fault.ENDS_LINES_WITH_CRLF, "protocol/initialize-version-1");
    by.put(Fault.ECHOES_THE_VERSION, "protocol/initialize-version-65535");
    by.put(Fault.INSISTS_ON_VALID_CAPABILITIES, "protocol/initialize-odd-capabilities");
    by.put(Fault.SERVES_BEFORE_INITIALIZE, "protocol/before-initialize");
    by.put(Fault.DIES_OF_GARBAGE, "protocol/malformed-unparseable");
    by.put(Fault.ANSWERS_BATCHES, "protocol/malformed-array");
    by.put(Fault.ANSWERS_NOTIFICATIONS, "protocol/unknown-notification");
    by.put(Fault.ANSWERS_RESPONSES, "protocol/stray-response");
    by.put(Fault.LEAKS_CLASS_NAMES, "protocol/missing-field");
    by.put(Fault.SPEAKS_BEFORE_SESSION_NEW_IS_ANSWERED, "protocol/session-new");
    by.put(Fault.GIVES_THE_SAME_SESSION_TWICE, "protocol/session-new-twice");
    by.put(Fault.TAKES_RELATIVE_CWD, "protocol/session-new-relative-cwd");
    by.put(Fault.REPLAYS_AFTER_THE_RESPONSE, "protocol/load-open-session");
    by.put(Fault.REPLAYS_IN_RESUME, "protocol/resume");
    by.put(Fault.FORGETS_SESSIONS_AT_EXIT, "protocol/load-after-exit");
    by.put(Fault.KEEPS_ONLY_ENDED_TURNS, "scripted/kill-mid-stream");
    by.put(Fault.SHOWS_DEAD_CALLS_AS_OPEN, "scripted/kill-permission-pending");
    by.put(Fault.LISTS_NULL, "protocol/list");
    by.put(Fault.IGNORES_THE_CWD_FILTER, "protocol/list-cwd");
    by.put(Fault.CANCEL_IS_AN_ERROR, "protocol/cancel");
    by.put(Fault.IGNORES_CANCEL, "protocol/cancel");
    by.put(Fault.UPDATES_AFTER_CANCELLED, "protocol/cancel");
    by.put(Fault.CANCEL_POISONS_THE_NEXT_PROMPT, "protocol/cancel-idle");
    by.put(Fault.WAITS_FOR_PERMISSION_AFTER_CANCEL, "scripted/cancel-permission-pending");
    by.put(Fault.RUNS_ON_LATE_PERMISSION, "scripted/cancel-late-permission");
    by.put(Fault.TAKES_REJECTION_FOR_APPROVAL, "scripted/edit-rejected");
    by.put(Fault.TAKES_UNKNOWN_OPTION_FOR_APPROVAL, "scripted/edit-unknown-option");
    by.put(Fault.ASKS_PERMISSION_BEFORE_THE_TOOL_CALL, "scripted/edit-allowed");
    by.put(Fault.CALLS_WHAT_IS_NOT_OFFERED, "scripted/read-from-disk");
    by.put(Fault.IGNORES_UNSAVED_BUFFERS, "scripted/read-from-client");
    by.put(Fault.LEAKS_TERMINALS, "scripted/run-in-terminal");
    by.put(Fault.OMITS_MESSAGE_IDS, "scripted/hello");
    by.put(Fault.INVENTS_A_STOP_REASON, "protocol/prompt-text");
    by.put(Fault.FAILURE_IS_END_OF_TURN, "scripted/fail-500");
    by.put(Fault.CLOSES_WITHOUT_ENDING_THE_TURN, "scripted/close-order");
    by.put(Fault.RUNS_ON_AFTER_EOF, "protocol/eof-at-once");
    by.put(Fault.ENDS_WITH_CODE_1, "protocol/eof-at-once");
    return by;
  }

  @Test
  void everyFaultHasATranscriptThatIsAboutIt() {
    EnumSet<Fault> faults = EnumSet.allOf(Fault.class);

    faults.remove(Fault.NONE);

    assertEquals(faults, CAUGHT_BY.keySet());
  }

  @TestFactory
  Stream<DynamicTest> theFaultIsCaught() throws IOException {
    List<Transcript> all = Library.builtIn(List.of("protocol", "scripted"));
    return CAUGHT_BY.entrySet().stream()
        .map(
            fault -> {
              Transcript catcher = find(all, fault.getValue());
              String name = fault.getKey() + " is caught by " + fault.getValue();
              return dynamicTest(name, () -> assertCaught(fault.getKey(), catcher));
            });
  }

  private static void assertCaught(Fault fault, Transcript catcher) {
    Verdict verdict = new Judge(Honest.agent(fault), PATIENCE).judge(catcher);
    if (!(verdict instanceof Verdict.Failed)) {
      fail(fault + " was not caught: " + verdict);
    }
  }

  private static Transcript find(List<Transcript> all, String name) {
    return all.stream().filter(one -> one.name().equals("v1/" + name)).findFirst().orElseThrow();
  }
}
