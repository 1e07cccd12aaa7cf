package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.Content;
import acp.event.Outcome;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What is asked of a session that is being closed. */
@Timeout(10)
class CloseTest {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);

  private final Rig rig = new Rig(CloseTest::work);

  private static Mono<Outcome> work(Turn turn) {
    return turn.prompt().equals(List.of(new Content.Text("for ever")))
        ? Mono.never()
        : Mono.just(DONE);
  }

  @Test
  void aPromptBehindACloseNeitherRunsNorKeepsItWaiting() {
    Session session = rig.open();
    Mono<Outcome> running = rig.ask(session, "for ever").cache();
    running.subscribe();
    Mono<Void> close = rig.sessions.close(session.id());

    close.subscribe();
    Mono<Outcome> behind = rig.ask(session, "for ever").cache();
    behind.subscribe(_ -> {}, _ -> {});
    close.block(Rig.LIMIT);

    assertEquals(Outcome.stopped(Outcome.Reason.CANCELLED), Rig.await(running));
    AcpException refused = assertThrows(AcpException.class, () -> behind.block(Rig.LIMIT));
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refused.code());
  }

  @Test
  void settingsBehindACloseAreRefused() {
    Session session = rig.open();
    rig.sessions.close(session.id()).block(Rig.LIMIT);

    AcpException refused =
        assertThrows(
            AcpException.class,
            () -> session.configure(_ -> Map.of("mode", "accept_edits")).block(Rig.LIMIT));

    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refused.code());
    SessionState anew = Rig.await(rig.sessions.open(session.id(), null).ready());
    assertEquals("ask", anew.setting("mode", ""));
  }

  @Test
  void whatAnotherProcessDeletedIsNotFound() {
    Session session = rig.open();
    rig.prompt(session, "go");
    rig.journal.delete(session.id()).block(Rig.LIMIT);

    AcpException prompt = assertThrows(AcpException.class, () -> rig.prompt(session, "go"));
    AcpException change =
        assertThrows(
            AcpException.class,
            () -> session.configure(_ -> Map.of("mode", "accept_edits")).block(Rig.LIMIT));

    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, prompt.code());
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, change.code());
  }

  @Test
  void aClosedSessionIsOpenedAnewByTheNextPrompt() {
    Session session = rig.open();
    rig.prompt(session, "go");

    rig.sessions.close(session.id()).block(Rig.LIMIT);

    assertEquals(DONE, rig.prompt(rig.sessions.open(session.id(), null), "go"));
  }

  @Test
  void aCloseThatNobodyWaitsForIsDoneAllTheSame() {
    Session session = rig.open();
    rig.ask(session, "for ever").subscribe();

    rig.sessions.close(session.id()).subscribe().dispose();
    rig.sessions.close(session.id()).block(Rig.LIMIT);

    assertEquals(DONE, rig.prompt(rig.sessions.open(session.id(), null), "go"));
  }
}
