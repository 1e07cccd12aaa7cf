package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Lease;
import acp.session.Journal.Superseded;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Journal first, then the rest: takes the events of one session in, appends them, and only then
 * folds them into the state and shows them.
 *
 * <p>One append is under way at a time. What comes meanwhile waits, neighbouring chunks of one
 * message joined, and is the next append. So a lone delta goes out at once, a flood costs a few
 * hundred rows a second, and there is no timer. Above {@link #ROOM} characters waiting, {@link
 * #post} asks its caller to hold on. The next append begins when the watchers have room, so a
 * client that does not listen holds the model back too.
 *
 * <p>Events may be handed in from any thread: that is the only thing the lock guards. Everything
 * else happens on the session's mailbox. An append that fails loses all that waited with it:
 * nothing that is not on disk is ever shown, and {@code lost} is told so that the turn ends.
 */
final class Recorder {
  /** Characters that may wait before the source is asked to hold on. */
  static final int ROOM = 256 * 1024;

  private final SessionId id;
  private final Journal journal;
  private final Clock clock;
  private final Scheduler mailbox;
  private final Function<List<Entry>, Mono<Void>> shown;
  private final Consumer<JournalException> lost;

  private final Object lock = new Object();
  private List<Pending> waiting = new ArrayList<>();
  private int waitingChars;
  private Sinks.@Nullable One<Void> room;
  private final List<Runnable> held = new ArrayList<>();
  private boolean busy;

  private volatile SessionState state = SessionState.EMPTY;
  private @Nullable OpenMessage message;
  private final Map<Object, List<Superseded>> outputs = new HashMap<>();

  /**
   * A recorder that knows nothing yet.
   *
   * @param shown called on the mailbox with what is newly on disk, after the fold; done when there
   *     is room for more
   * @param lost called on the mailbox when an append failed
   */
  Recorder(
      SessionId id,
      Journal journal,
      Clock clock,
      Scheduler mailbox,
      Function<List<Entry>, Mono<Void>> shown,
      Consumer<JournalException> lost) {
    this.id = id;
    this.journal = journal;
    this.clock = clock;
    this.mailbox = mailbox;
    this.shown = shown;
    this.lost = lost;
  }

  /** The fold of all that is on disk, as far as this process knows. */
  SessionState state() {
    return state;
  }

  /**
   * Sets the state, after the journal was read. On the mailbox, within {@link #hold} or before any
   * append.
   */
  void restore(SessionState read) {
    state = read;
    message = null;
    outputs.clear();
  }

  /** What the user should know of the journal as a whole; see {@link Journal#takeWarning}. */
  @Nullable String takeWarning() {
    return journal.takeWarning();
  }

  /** The turn is over and its end not recorded: lets other processes have the session. */
  void yieldLease() {
    journal.release(id).subscribe(_ -> {}, _ -> {}); // what fails is tried again by the journal
  }

  /** Hands an event in, unless its turn is over; done as soon as there is room for more. */
  Mono<Void> post(RunningTurn turn, Event event) {
    synchronized (lock) {
      if (turn.isOver()) {
        return Mono.empty();
      }
      add(event);
      if (waitingChars < ROOM) {
        return Mono.empty();
      }
      if (room == null) {
        room = Sinks.one();
      }
      return room.asMono();
    }
  }

  /**
   * Hands an event in when subscribed to, unless its turn is over; done when it is on disk and
   * shown.
   */
  Mono<Void> tell(RunningTurn turn, Event event) {
    return Mono.create(
        done -> {
          synchronized (lock) {
            if (turn.isOver()) {
              done.success();
            } else {
              add(event).waiters.add(done);
            }
          }
        });
  }

  /**
   * Hands in events that depend on the state they will follow; done when they are on disk and
   * shown.
   */
  Mono<Void> record(Function<SessionState, List<Event>> events) {
    return Mono.create(
        done -> {
          synchronized (lock) {
            add(new Pending(events)).waiters.add(done);
          }
        });
  }

  /** As {@link #record}, and from now on the turn's own events are dropped. */
  Mono<Void> end(RunningTurn turn, Function<SessionState, List<Event>> events) {
    return Mono.create(
        done -> {
          synchronized (lock) {
            turn.over();
            add(new Pending(events)).waiters.add(done);
          }
        });
  }

  /**
   * The message that is being written and has not ended, as of the entries numbered so far. On the
   * mailbox.
   */
  @Nullable OpenMessage openMessage() {
    return message;
  }

  /**
   * Does {@code work} while no append is under way; what comes meanwhile waits. Subscribes on the
   * mailbox.
   */
  <T> Mono<T> hold(Mono<T> work) {
    return Mono.<T>create(done -> mailbox.schedule(() -> seize(work, done)));
  }

  private <T> void seize(Mono<T> work, MonoSink<T> done) {
    synchronized (lock) {
      if (busy) {
        held.add(() -> seize(work, done));
        return;
      }
      busy = true;
    }
    Disposable running =
        work.publishOn(mailbox)
            .doFinally(_ -> mailbox.schedule(this::release))
            .subscribe(done::success, done::error, done::success);
    done.onDispose(running);
  }

  private Pending add(Event event) {
    if (!waiting.isEmpty() && waiting.getLast().join(event)) {
      waitingChars += weight(event);
      return waiting.getLast();
    }
    waitingChars += weight(event);
    return add(new Pending(event));
  }

  private Pending add(Pending pending) {
    waiting.add(pending);
    if (waiting.size() == 1 && !busy) {
      mailbox.schedule(this::flush);
    }
    return pending;
  }

  private static int weight(Event event) {
    return switch (event) {
      case Event.MessageChunk chunk -> chunk.text().length();
      case Event.ToolOutput output -> output.text().length();
      case Event.CompactionChunk chunk -> chunk.text().length();
      default -> 256;
    };
  }

  private void flush() {
    List<Pending> batch;
    Sinks.One<Void> relieved;
    synchronized (lock) {
      if (busy || waiting.isEmpty()) {
        return;
      }
      busy = true;
      batch = waiting;
      waiting = new ArrayList<>();
      waitingChars = 0;
      relieved = room;
      room = null;
    }
    if (relieved != null) {
      relieved.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }
    append(batch);
  }

  private void append(List<Pending> batch) {
    Numbered numbered = number(batch);
    if (numbered.entries.isEmpty()) {
      settle(batch);
      release();
      return;
    }
    journal
        .append(id, numbered.append(state.lastSeq()))
        .publishOn(mailbox)
        .subscribe(
            _ -> {},
            failure -> fail(batch, failure),
            () -> {
              state = numbered.state;
              Mono<Void> roomy = shown.apply(numbered.entries);
              settle(batch);
              roomy.onErrorComplete().publishOn(mailbox).subscribe(_ -> {}, _ -> {}, this::release);
            });
  }

  private void settle(List<Pending> batch) {
    batch.forEach(Pending::settle);
  }

  /**
   * All that waited goes with the batch that failed: later events make no sense without the earlier
   * ones.
   */
  private void fail(List<Pending> batch, Throwable failure) {
    JournalException why =
        failure instanceof JournalException known
            ? known
            : new JournalException("The session's journal failed", failure);
    List<Pending> gone = new ArrayList<>(batch);
    Sinks.One<Void> relieved;
    synchronized (lock) {
      gone.addAll(waiting);
      waiting = new ArrayList<>();
      waitingChars = 0;
      relieved = room;
      room = null;
    }
    message = null;
    outputs.clear();
    lost.accept(why);
    gone.stream()
        .filter(pending -> pending.later != null)
        .forEach(pending -> pending.waiters.forEach(waiter -> waiter.error(why)));
    if (relieved != null) {
      relieved.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }
    release();
  }

  private void release() {
    Runnable next = null;
    synchronized (lock) {
      busy = false;
      if (!held.isEmpty()) {
        next = held.removeFirst();
      }
    }
    if (next != null) {
      next.run();
    } else {
      flush();
    }
  }

  private Numbered number(List<Pending> batch) {
    Numbered numbered = new Numbered(state, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    for (Pending pending : batch) {
      for (Event event : pending.events(numbered.state)) {
        Entry entry = numbered.add(event);
        track(entry, numbered.superseded);
      }
    }
    return numbered;
  }

  /** Keeps account of the rows that something to come will replace. */
  private void track(Entry entry, List<Superseded> superseded) {
    switch (entry.event()) {
      case Event.MessageChunk chunk -> {
        if (message == null || !message.isOf(chunk)) {
          message = new OpenMessage(chunk);
        }
        message.add(entry, chunk);
      }
      case Event.MessageEnded ended -> {
        if (message != null && message.first().message().equals(ended.message())) {
          superseded.addAll(message.close());
          message = null;
        }
      }
      case Event.ToolOutput output ->
          extend(outputs.computeIfAbsent(output.call(), _ -> new ArrayList<>()), entry.seq());
      case Event.ToolCallEnded ended -> supersede(ended.call(), superseded);
      case Event.CompactionChunk chunk ->
          extend(outputs.computeIfAbsent(chunk.compaction(), _ -> new ArrayList<>()), entry.seq());
      case Event.CompactionEnded ended -> supersede(ended.compaction(), superseded);
      default -> {}
    }
  }

  /** The end of a call or compaction holds what its pieces held. */
  private void supersede(Object whole, List<Superseded> superseded) {
    List<Superseded> rows = outputs.remove(whole);
    if (rows != null) {
      superseded.addAll(rows);
    }
  }

  private static void extend(List<Superseded> rows, long seq) {
    if (!rows.isEmpty() && rows.getLast().to() == seq - 1) {
      rows.set(rows.size() - 1, new Superseded(rows.getLast().from(), seq, null));
    } else {
      rows.add(new Superseded(seq, seq, null));
    }
  }

  /** An append in the making. */
  private static final class Numbered {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Superseded> superseded = new ArrayList<>();
    private final Instant at;
    private SessionState state;
    private @Nullable String title;
    private Lease lease = Lease.LEFT;

    Numbered(SessionState state, Instant at) {
      this.state = state;
      this.at = at;
    }

    Entry add(Event event) {
      Entry entry = new Entry(state.lastSeq() + 1, at, event);
      entries.add(entry);
      state = state.with(entry);
      switch (event) {
        case Event.TitleChanged changed -> title = changed.title();
        case Event.PromptAccepted _ -> lease = Lease.TAKEN;
        case Event.TurnEnded _ -> lease = Lease.GIVEN_BACK;
        default -> {}
      }
      return entry;
    }

    Append append(long after) {
      return new Append(after, entries, superseded, title, lease);
    }
  }
}
