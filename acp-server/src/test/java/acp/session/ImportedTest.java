package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.event.CallId;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a session brings from a file, and what it does not. */
class ImportedTest {
  private static final SessionId ID = new SessionId("from-a-file");

  private final Rig rig = new Rig(turn -> Mono.just(Outcome.stopped(Outcome.Reason.END_TURN)));

  private Session imported(Event... events) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(1, Instant.EPOCH, new Event.SessionOpened("/project", List.of(), null)));
    for (Event event : events) {
      entries.add(new Entry(entries.size() + 1, Instant.EPOCH, event));
    }
    rig.journal
        .adopt(
            new SessionSummary(
                ID, "/project", "Theirs", Instant.EPOCH, Instant.EPOCH, entries.size()),
            Flux.just(entries))
        .block(Rig.LIMIT);
    return rig.sessions.open(ID, null);
  }

  private static final Event ALLOWED =
      new Event.PermissionAnswered(new CallId("c"), "always", new Grant("execute", "rm -rf /"));
  private static final Event CHOSEN =
      new Event.ConfigChanged(Map.of("mode", "yolo", "model", "lab/best"));

  @Test
  void whatWasAllowedElsewhereIsNotAllowedHere() {
    Session session = imported(CHOSEN, ALLOWED);

    SessionState resumed = Rig.await(session.ready());
    Session loaded = rig.engine(rig.journal, _ -> Mono.never()).open(ID, null);
    loaded.replay(this, new Rig.Seen()).block(Rig.LIMIT);

    assertEquals(Set.of(), resumed.grants());
    assertEquals(Map.of("model", "lab/best"), resumed.config());
    assertEquals(resumed, loaded.state());
  }

  @Test
  void theModeOfAPromptThatWasTakenBackDoesNotHoldEither() {
    Event prompt =
        new Event.PromptAccepted(
            new TurnId("t"), new MessageId("m"), List.of(new Content.Text("do it")));
    Session session =
        imported(prompt, CHOSEN, ALLOWED, new Event.Rewound(2, 4, new MessageId("m"), 1));

    SessionState state = Rig.await(session.ready());

    assertEquals(Set.of(), state.grants());
    assertEquals(Map.of("model", "lab/best"), state.config());
  }

  @Test
  void whatIsChosenHereHolds() {
    Session session = imported(CHOSEN);
    session.ready().block(Rig.LIMIT);

    session.configure(_ -> Map.of("mode", "ask")).block(Rig.LIMIT);

    Session other = rig.engine(rig.journal, _ -> Mono.never()).open(ID, null);
    assertEquals("ask", Rig.await(other.ready()).config().get("mode"));
  }

  @Test
  void aBranchOfItAllowsNoMoreThanIt() {
    imported(CHOSEN, ALLOWED).ready().block(Rig.LIMIT);
    SessionId branch = new SessionId("branch");
    rig.journal
        .fork(
            ID,
            branch,
            Instant.EPOCH,
            new Journal.Branch(new Event.SessionOpened("/project", List.of(), ID)))
        .block(Rig.LIMIT);

    SessionState state = Rig.await(rig.sessions.open(branch, null).ready());

    assertEquals(Set.of(), state.grants());
    assertEquals(Map.of("model", "lab/best"), state.config());
  }
}
