package acp.transfer.foreign;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.CompactionId;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.event.SessionId;
import acp.event.Shown;
import acp.event.TurnId;
import acp.session.SessionSummary;
import acp.transfer.Facts;
import acp.transfer.TransferException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a session of ours of what another program kept: told in its own order and words, it gives
 * events as our own sessions have them. Every prompt begins a turn, which ends with the next one;
 * every call ends; and the same telling always gives the same events. What was made is taken by
 * {@link #poll}, so that no more is held than is open. One thread.
 */
public final class Telling {
  private static final int TITLE = 80;

  /** Of a title that the other program or its user gave, as of one that is given here. */
  private static final int GIVEN_TITLE = 200;

  private static final int LONGEST_PATH = 4_096;
  private static final String NO_RESULT = "No result was kept.";
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final StableIds ids;
  private final SessionId session;
  private final Deque<Entry> ready = new ArrayDeque<>();
  private final Map<String, Long> losses = new LinkedHashMap<>();
  private final Map<String, CallId> calls = new LinkedHashMap<>();
  private final String origin;

  private @Nullable String cwd;
  private @Nullable String title;
  private @Nullable SessionId parent;
  private @Nullable Instant created;
  private Instant at = Instant.EPOCH;
  private long seq;
  private @Nullable TurnId turn;
  private Outcome outcome = Outcome.stopped(Outcome.Reason.END_TURN);
  private @Nullable String key;
  private @Nullable MessageId message;
  private boolean speaking;

  /**
   * A session.
   *
   * @param program the name of the program; part of the id
   * @param id what the program calls it; the other part
   */
  public Telling(String program, String id) {
    this.ids = new StableIds(program, id);
    this.session = new SessionId(ids.session());
    this.origin = "Imported from " + program + ": " + id;
  }

  /** The id that a session of that program has here. */
  public static SessionId idOf(String program, String id) {
    return new SessionId(new StableIds(program, id).session());
  }

  /** Where it worked; the first one counts, and must come before the first event. */
  public void cwd(@Nullable String folder) {
    if (cwd == null && folder != null && !folder.isBlank() && isPath(folder)) {
      cwd = folder;
    }
  }

  private static boolean isPath(String folder) {
    return folder.length() <= LONGEST_PATH && folder.indexOf('\0') < 0;
  }

  /** The session that it is part of. */
  public void parent(SessionId id) {
    parent = id;
  }

  /** When it began, if that is not when its first event happened. */
  public void created(@Nullable Instant when) {
    if (created == null && when != null) {
      created = sane(when);
    }
  }

  /** Its title from now on. */
  public void title(@Nullable Instant when, @Nullable String text) {
    String line = text == null ? "" : line(text);
    if (line.isEmpty() || line.equals(title)) {
      return;
    }
    title = line;
    if (seq > 0) {
      closeMessage();
      add(when, new Event.TitleChanged(line, Event.TitleSource.IMPORT));
    }
  }

  /** What the user asked. Ends the turn before. */
  public void prompt(@Nullable Instant when, List<Content> content) {
    endTurn();
    open(when);
    TurnId next = new TurnId(ids.next());
    turn = next;
    add(when, new Event.PromptAccepted(next, new MessageId(ids.next()), content));
    if (title == null) {
      title(when, titleOf(content));
    }
  }

  /** The prompt was a command of the program's own, and neither it nor its answer for the model. */
  public void command(@Nullable Instant when, String name) {
    TurnId running = turn;
    if (running != null) {
      add(when, new Event.CommandRun(running, name));
    }
  }

  /**
   * What the agent said.
   *
   * @param of names the message that it is part of
   */
  public void said(@Nullable Instant when, String of, String text) {
    if (!text.isEmpty()) {
      open(when);
      MessageId id = message(of);
      speaking = true;
      add(when, new Event.MessageChunk(id, Event.Role.AGENT, text));
    }
  }

  /** What the agent thought. */
  public void thought(@Nullable Instant when, String text) {
    if (!text.isBlank()) {
      open(when);
      MessageId id = new MessageId(ids.next());
      add(when, new Event.MessageChunk(id, Event.Role.THOUGHT, text));
      add(when, new Event.MessageEnded(id, null));
    }
  }

  /**
   * The agent called a tool.
   *
   * @param of names the message that it is part of
   * @param call names the call
   */
  public void call(@Nullable Instant when, String of, String call, ForeignTool tool) {
    open(when);
    if (calls.containsKey(call)) {
      result(when, call, new ForeignResult(false, NO_RESULT, List.of(), List.of()));
    }
    CallId id = new CallId(ids.next());
    calls.put(call, id);
    add(
        when,
        new Event.ToolCallStarted(
            id,
            message(of),
            tool.name(),
            tool.title(),
            tool.kind(),
            tool.locations(),
            tool.input(),
            List.of()));
    add(when, new Event.ToolCallChanged(id, CallStatus.IN_PROGRESS, null));
  }

  /** What came of a call; one that was never told is counted as lost. */
  public void result(@Nullable Instant when, String call, ForeignResult result) {
    CallId id = calls.remove(call);
    if (id == null) {
      lost("results of calls that are not there");
      return;
    }
    closeMessage();
    key = null;
    add(
        when,
        new Event.ToolCallEnded(
            id,
            result.failed() ? CallStatus.FAILED : CallStatus.COMPLETED,
            result.shown(),
            result.told(),
            result.pictures()));
  }

  /** Whether that call was told and has no result. */
  public boolean isOpen(String call) {
    return calls.containsKey(call);
  }

  /** The plan from now on. */
  public void plan(@Nullable Instant when, List<PlanEntry> entries) {
    open(when);
    add(when, new Event.PlanChanged(entries));
  }

  /** A model call was accounted for. */
  public void usage(@Nullable Instant when, Event.UsageReported usage) {
    open(when);
    add(when, usage);
  }

  /** Something people should know. */
  public void notice(
      @Nullable Instant when, Event.Severity severity, String title, @Nullable String text) {
    open(when);
    closeMessage();
    add(when, new Event.NoticeRaised(severity, title, text));
  }

  /** What was before was summarised; the model's context begins with that. */
  public void compacted(@Nullable Instant when, String summary) {
    open(when);
    closeCalls(when);
    closeMessage();
    CompactionId id = new CompactionId(ids.next());
    add(when, new Event.CompactionStarted(id));
    add(when, new Event.CompactionEnded(id, Event.CompactionStatus.COMPLETED, summary));
  }

  /** How the running turn will have ended, if not as usual. */
  public void outcome(Outcome how) {
    if (turn != null) {
      outcome = how;
    }
  }

  /** Something cannot be carried over. */
  public void lost(String what) {
    lost(what, 1);
  }

  /** As the other, so many times. */
  public void lost(String what, long times) {
    if (times > 0) {
      losses.merge(what, times, Long::sum);
    }
  }

  /** The next event that was made; null if there is none yet. */
  public @Nullable Entry poll() {
    return ready.poll();
  }

  /** All was told. */
  public void end() {
    endTurn();
    if (seq == 0) {
      throw new TransferException("holds no conversation");
    }
  }

  /** What the session is, when all was told. */
  public Facts facts() {
    Instant first = created == null ? at : created;
    return new Facts(
        new SessionSummary(session, cwd == null ? "/" : cwd, title, first, at, seq), losses);
  }

  private void open(@Nullable Instant when) {
    if (seq > 0) {
      return;
    }
    if (cwd == null) {
      lost("the folder it worked in");
    }
    if (created == null && when != null) {
      created(when);
    }
    add(
        when == null ? created : when,
        new Event.SessionOpened(cwd == null ? "/" : cwd, List.of(), parent));
    add(when, new Event.NoticeRaised(Event.Severity.INFO, origin, null));
    if (title != null) {
      add(when, new Event.TitleChanged(title, Event.TitleSource.IMPORT));
    }
  }

  private MessageId message(String of) {
    MessageId open = message;
    if (open == null || !of.equals(key)) {
      closeMessage();
      open = new MessageId(ids.next());
      message = open;
      key = of;
    }
    return open;
  }

  private void closeMessage() {
    MessageId open = message;
    if (open != null && speaking) {
      speaking = false;
      add(null, new Event.MessageEnded(open, null));
    }
    message = null;
  }

  private void closeCalls(@Nullable Instant when) {
    for (CallId call : calls.values()) {
      add(
          when,
          new Event.ToolCallEnded(
              call, CallStatus.FAILED, List.of(Shown.Block.text(NO_RESULT)), NO_RESULT));
    }
    lost("results of calls (the file has none)", calls.size());
    calls.clear();
  }

  private void endTurn() {
    closeCalls(null);
    closeMessage();
    key = null;
    TurnId running = turn;
    if (running != null) {
      add(null, new Event.TurnEnded(running, outcome));
    }
    turn = null;
    outcome = Outcome.stopped(Outcome.Reason.END_TURN);
  }

  /** Time never goes back: what has no time, or an earlier one, happened when the last did. */
  private void add(@Nullable Instant when, Event event) {
    Instant next = when == null ? at : sane(when);
    at = next.isAfter(at) ? next : at;
    ready.add(new Entry(++seq, at, event));
  }

  private static Instant sane(Instant when) {
    Instant at = when.truncatedTo(ChronoUnit.MILLIS);
    return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at.isAfter(LATEST) ? LATEST : at;
  }

  private static @Nullable String titleOf(List<Content> content) {
    for (Content piece : content) {
      if (piece instanceof Content.Text text) {
        for (String line : (Iterable<String>) text.text().lines()::iterator) {
          if (!line.isBlank()) {
            return shortened(line.strip(), TITLE);
          }
        }
      }
    }
    return null;
  }

  /** As one line that lists can show; empty if nothing of it can be seen. */
  private static String line(String text) {
    String seen = text.replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]+", " ").strip();
    return shortened(seen, GIVEN_TITLE);
  }

  private static String shortened(String line, int limit) {
    return line.codePointCount(0, line.length()) <= limit
        ? line
        : line.substring(0, line.offsetByCodePoints(0, limit - 1)).stripTrailing() + "…";
  }
}
