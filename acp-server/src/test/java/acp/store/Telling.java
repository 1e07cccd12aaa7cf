package acp.store;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.SessionSummary;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a journal what happens in a session, one append for each event, as a session would. */
public final class Telling {
  private final Journal journal;
  private final SessionId id;
  private Instant now;
  private long seq;
  private int turns;
  private @Nullable TurnId turn;

  /** Begins a session at {@link JournalFixture#T0}. */
  public Telling(Journal journal, String id, String cwd) {
    this(journal, id, cwd, JournalFixture.T0);
  }

  public Telling(Journal journal, String id, String cwd, Instant at) {
    this.journal = journal;
    this.id = new SessionId(id);
    this.now = at;
    this.seq = 1;
    JournalFixture.done(
        journal.create(
            new SessionSummary(this.id, cwd, null, at, at, 1),
            List.of(new Entry(1, at, new Event.SessionOpened(cwd, List.of(), null)))));
  }

  private Telling(Journal journal, SessionId id, Instant now, long seq) {
    this.journal = journal;
    this.id = id;
    this.now = now;
    this.seq = seq;
  }

  /** A branch of it, told on from here. */
  public Telling fork(String branch) {
    SessionId to = new SessionId(branch);
    JournalFixture.done(
        journal.fork(
            id, to, now, new Journal.Branch(new Event.SessionOpened("/fork", List.of(), id))));
    Telling told = new Telling(journal, to, now, seq + 1);
    told.turns = 100;
    return told;
  }

  public SessionId id() {
    return id;
  }

  public long seq() {
    return seq;
  }

  /** So much later. */
  public Telling after(long millis) {
    now = now.plusMillis(millis);
    return this;
  }

  public Telling tell(Event event) {
    return append(List.of(event), List.of(), null);
  }

  private Telling append(List<Event> events, List<Superseded> superseded, @Nullable String title) {
    List<Entry> entries = new ArrayList<>();
    long before = seq;
    for (Event event : events) {
      entries.add(new Entry(++seq, now, event));
    }
    JournalFixture.done(journal.append(id, new Append(before, entries, superseded, title)));
    return this;
  }

  public Telling prompt(String text) {
    turn = new TurnId("turn-" + ++turns);
    return tell(
        new Event.PromptAccepted(
            turn,
            new MessageId("prompt-" + id.value() + "-" + turns),
            List.of(new Content.Text(text))));
  }

  public Telling chunk(String message, String text) {
    return tell(new Event.MessageChunk(new MessageId(message), Event.Role.AGENT, text));
  }

  public Telling thought(String message, String text) {
    return tell(new Event.MessageChunk(new MessageId(message), Event.Role.THOUGHT, text));
  }

  /** Something said in pieces, which become one row when it ends. */
  public Telling says(String message, String... pieces) {
    long first = seq + 1;
    Instant at = now;
    for (String piece : pieces) {
      chunk(message, piece);
    }
    MessageId said = new MessageId(message);
    List<Superseded> rows = new ArrayList<>();
    if (pieces.length > 1) {
      rows.add(
          new Superseded(
              first,
              seq,
              new Entry(
                  first,
                  at,
                  new Event.MessageChunk(said, Event.Role.AGENT, String.join("", pieces)))));
    }
    return append(List.of(new Event.MessageEnded(said, null)), rows, null);
  }

  public Telling title(String title) {
    return append(List.of(new Event.TitleChanged(title)), List.of(), title);
  }

  public Telling calls(String call, String tool, String title, Map<String, String> input) {
    var tree = JsonNodeFactory.instance.objectNode();
    input.forEach(tree::put);
    return tell(
        new Event.ToolCallStarted(
            new CallId(call),
            new MessageId("of-" + call),
            tool,
            title,
            ToolKind.OTHER,
            List.of(),
            tree,
            List.of()));
  }

  public Telling runs(String call) {
    return tell(new Event.ToolCallChanged(new CallId(call), CallStatus.IN_PROGRESS, null));
  }

  public Telling refused(String call) {
    return tell(
        new Event.PermissionDecided(new CallId(call), "tool", "it", false, Basis.USER, null));
  }

  public Telling callEnds(String call, CallStatus status) {
    return tell(new Event.ToolCallEnded(new CallId(call), status, List.of(), "the answer"));
  }

  public Telling chooses(String option, String value) {
    return tell(new Event.ConfigChanged(Map.of(option, value)));
  }

  public Telling ends() {
    return ends(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  public Telling ends(Outcome outcome) {
    return tell(new Event.TurnEnded(running(), outcome));
  }

  /** The turn that runs. */
  public TurnId running() {
    if (turn == null) {
      throw new IllegalStateException("no turn");
    }
    return turn;
  }
}
