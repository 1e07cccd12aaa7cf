package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Journal.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** A session in which another process is at work. */
@Timeout(20)
class BusyTest {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);
  private static final Owner OTHER = new Owner(123, "x", Instant.parse("2026-01-02T03:04:05Z"));

  private final CountDownLatch running = new CountDownLatch(1);
  private final Rig rig =
      new Rig(
          turn ->
              turn.tell(new Event.MessageChunk(new MessageId("m"), Event.Role.AGENT, "half"))
                  .then(Mono.fromRunnable(running::countDown))
                  .then(Mono.never()));

  /** A session whose turn runs in another process. */
  private Session worked() throws InterruptedException {
    Session theirs = rig.open();
    rig.ask(theirs, "go").subscribe();
    assertTrue(running.await(5, TimeUnit.SECONDS));
    Sessions here = rig.engine(rig.journal, _ -> Mono.just(DONE));
    rig.journal.holdAs(OTHER);
    return here.open(theirs.id(), null);
  }

  @Test
  void aPromptIsToldWhoIsAtWork() throws Exception {
    Session session = worked();

    AcpException busy = assertThrows(AcpException.class, () -> rig.prompt(session, "mine"));

    assertEquals(ErrorCode.INVALID_REQUEST, busy.code());
    assertTrue(
        busy.getMessage()
            .startsWith("This session is working in another process (pid 123 on host x, since "),
        busy.getMessage());
    assertEquals(
        Map.of("kind", "busy", "pid", 123L, "host", "x", "since", "2026-01-02T03:04:05Z"),
        busy.data());
  }

  @Test
  void aChangeOfSettingsIsToldWhoIsAtWork() throws Exception {
    Session session = worked();

    AcpException busy =
        assertThrows(
            AcpException.class,
            () -> session.configure(_ -> Map.of("mode", "accept_edits")).block(Rig.LIMIT));

    assertEquals("busy", busy.data().get("kind"));
    rig.journal.holdAs(null);
    Rig.await(session.configure(_ -> Map.of("mode", "accept_edits")));
    assertEquals("accept_edits", session.state().config().get("mode"));
  }

  @Test
  void aReplayLeavesOpenWhatIsWorkedOnAndSaysSo() throws Exception {
    Session session = worked();
    Rig.Seen seen = new Rig.Seen();

    session.replay("new", seen).block(Rig.LIMIT);

    assertFalse(seen.events().stream().anyMatch(Event.TurnEnded.class::isInstance));
    Event.NoticeRaised notice = assertInstanceOf(Event.NoticeRaised.class, seen.events().getLast());
    assertTrue(notice.title().contains("pid 123 on host x"), notice.title());
  }

  @Test
  void aReplayOfWhatIsDeadClosesIt() throws Exception {
    Session session = worked();
    rig.journal.holdAs(null);
    Rig.Seen seen = new Rig.Seen();

    session.replay("new", seen).block(Rig.LIMIT);

    assertInstanceOf(Event.TurnEnded.class, seen.events().getLast());
  }

  @Test
  void theLeaseIsTakenWithThePromptAndGivenBackWithTheEnd() {
    Rig quick = new Rig(turn -> turn.tell(call()).thenReturn(DONE));

    quick.prompt(quick.open(), "go");

    assertEquals(List.of(Lease.TAKEN, Lease.LEFT, Lease.GIVEN_BACK), quick.journal.leases());
    assertEquals(0, quick.journal.released());
  }

  @Test
  void aTurnWhoseEndIsNotRecordedGivesItsLeaseBack() {
    Rig[] failing = new Rig[1];
    failing[0] =
        new Rig(
            turn ->
                Mono.<Void>fromRunnable(() -> failing[0].journal.failNext(1))
                    .then(turn.tell(call()))
                    .thenReturn(DONE));

    assertThrows(AcpException.class, () -> failing[0].prompt(failing[0].open(), "go"));

    assertEquals(1, failing[0].journal.released());
  }

  private static Event call() {
    return new Event.ToolCallEnded(new CallId("c"), CallStatus.COMPLETED, List.of(), "told");
  }
}
