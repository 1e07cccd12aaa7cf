package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The durable, ordered record of events, and the catalogue of sessions.
 *
 * <p>What it has acknowledged survives the death of the process at any moment. Several processes
 * may use one journal: of two that append to one session at once, one succeeds and the other is
 * told so by {@link Fenced}, and nothing of it is written. While a turn runs, its process holds the
 * lease of the session: all others are told so by {@link Busy}. All methods may be called from any
 * thread, return at once, and do their work when subscribed to.
 *
 * <p>Failures other than those named are {@link JournalException}s, whose message is fit for
 * people.
 */
public interface Journal extends AutoCloseable {

  /**
   * Records a new session with its first events, which begin at seq 1. Done when on disk.
   *
   * @throws JournalException (as an error signal) if the id is taken or the store cannot be written
   */
  default Mono<Void> create(SessionSummary session, List<Entry> first) {
    return create(session, Traits.USUAL, first);
  }

  /** As the other, with traits of its own. */
  Mono<Void> create(SessionSummary session, Traits traits, List<Entry> first);

  /**
   * Records a session that was made elsewhere, with all its events. Until all are on disk it is
   * unknown to every method; if {@code pages} fails, or the process ends before, nothing of it
   * stays. Pages are asked for one at a time, and other sessions are written in between.
   *
   * @param session its id, which must be free, and what the catalogue will say of it
   * @param pages its events, in ascending seq, none of them above {@code session.lastSeq()}
   * @throws Taken (as an error signal) if the id is taken, also by a session that was deleted
   * @throws JournalException (as an error signal) if the store cannot be written; besides, whatever
   *     {@code pages} fails with
   */
  default Mono<Void> adopt(SessionSummary session, Flux<List<Entry>> pages) {
    return adopt(session, Traits.USUAL, pages);
  }

  /** As the other, with traits of its own. */
  Mono<Void> adopt(SessionSummary session, Traits traits, Flux<List<Entry>> pages);

  /**
   * Records some more of a session, all or nothing. Done when on disk. At most one append per
   * session is under way in one process; appends of different sessions share commits. The order is
   * that of the seqs, whatever the clock does; the session's time never goes back.
   *
   * @throws Busy (as an error signal) if another process that lives holds the session's lease
   * @throws Fenced (as an error signal) if the journal's last seq of the session is not {@code
   *     append.after()}: another process has appended meanwhile
   * @throws Gone (as an error signal) if the session is unknown or was deleted
   * @throws JournalException (as an error signal) if the store cannot be written
   */
  Mono<Void> append(SessionId session, Append append);

  /**
   * The other process that works in a session; empty if none does, or only one that is dead. Never
   * this process.
   */
  default Mono<Owner> owner(SessionId session) {
    return Mono.empty();
  }

  /**
   * Gives back the lease of a turn whose end could not be recorded. Done when on disk; what fails
   * is tried again later by itself. Nothing happens if this process does not hold it.
   */
  default Mono<Void> release(SessionId session) {
    return Mono.empty();
  }

  /**
   * What the user should know of the journal as a whole, in a sentence; null if nothing is new.
   * Told once in a process. Returns at once.
   */
  default @Nullable String takeWarning() {
    return null;
  }

  /**
   * The events of a session with a seq greater than {@code after}, in order, as they were at one
   * moment. Read in pages as they are requested, so a slow reader holds no more than a page. Empty
   * for an unknown session. An event that cannot be read comes as {@link Event.Unknown}; where
   * nobody can say how many are lost, a {@link Event.NoticeRaised} stands in their place.
   */
  Flux<Entry> read(SessionId session, long after);

  /**
   * Of the events of a session up to {@code upTo}, those that say what it is, and the last: their
   * fold is that of all of them ({@link SessionState}), and quicker to be had. Otherwise as {@link
   * #read}.
   *
   * @param settled a seq at which no turn and no tool call was under way: of those before nothing
   *     need be told
   */
  Flux<Entry> outline(SessionId session, long settled, long upTo);

  /**
   * The events that took something of a session's conversation back or brought it back, in order;
   * empty for an unknown session. However long the session is, this is quick: what is read of it
   * then can be shown from its first page on without what was taken back.
   */
  default Mono<List<Entry>> rewinds(SessionId session) {
    return read(session, 0).filter(entry -> Rewinds.isRewind(entry.event())).collectList();
  }

  /**
   * Up to where a session's events came from a file, by {@link #adopt} or in a branch of such a
   * one; 0 if it began here, or is unknown. What was allowed in them is not allowed here.
   */
  Mono<Long> imported(SessionId session);

  /**
   * The seqs of a session's prompts, in order, also of those that were taken back; empty for an
   * unknown session. However long the session is, this is quick: a reader who wants the last turns
   * can begin with them.
   */
  default Mono<List<Long>> prompts(SessionId session) {
    return read(session, 0)
        .filter(entry -> entry.event() instanceof Event.PromptAccepted)
        .map(Entry::seq)
        .collectList();
  }

  /**
   * Records a new session that begins as another, whose events keep their seqs in it. Its title is
   * the other's. Done when on disk.
   *
   * @param to its id
   * @throws acp.protocol.AcpException (as an error signal; resource not found) if there is no
   *     {@code from}
   * @throws JournalException (as an error signal) if the id is taken or the store cannot be written
   */
  Mono<Void> fork(SessionId from, SessionId to, Instant at, Branch branch);

  /**
   * Puts a session into the trash; from then on it is unknown to all other methods but those of the
   * {@link #catalogue}, and its id stays taken. Done when on disk; also when there was none.
   *
   * @throws Busy (as an error signal) if another process that lives is at work in it
   */
  Mono<Void> delete(SessionId session);

  /** What there is to say of these sessions besides what happened in them. */
  Catalogue catalogue();

  /** What the catalogue says of one session; empty when unknown. */
  Mono<SessionSummary> find(SessionId session);

  /**
   * A page of the sessions that people see: not archived, and of a type that is listed. Most
   * recently updated first, ties broken by id.
   *
   * @param cwd only sessions with exactly this cwd; null for all
   * @param after the last of the page before; null for the first page
   * @param limit at most so many, at least 1
   */
  Mono<List<SessionSummary>> list(@Nullable String cwd, @Nullable SessionSummary after, int limit);

  /**
   * Finishes what was begun and lets go of the store. Later calls fail with {@link
   * JournalException}. Idempotent.
   */
  @Override
  void close();

  /**
   * One append.
   *
   * @param after the last seq of the session as its writer knows it; the append is refused if the
   *     journal knows better
   * @param entries in ascending seq, all greater than {@code after}, not empty
   * @param superseded rows, of this append or earlier ones, that others replace in the same
   *     transaction
   * @param title the session's title from now on; null to leave it
   * @param lease what becomes of the session's lease in the same transaction
   */
  record Append(
      long after,
      List<Entry> entries,
      List<Superseded> superseded,
      @Nullable String title,
      Lease lease) {

    /** One that leaves the lease as it is. */
    public Append(
        long after, List<Entry> entries, List<Superseded> superseded, @Nullable String title) {
      this(after, entries, superseded, title, Lease.LEFT);
    }

    public Append {
      entries = List.copyOf(entries);
      superseded = List.copyOf(superseded);
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("an append has at least one entry");
      }
    }

    /** The last seq of the session once this is done. */
    public long last() {
      return entries.getLast().seq();
    }
  }

  /**
   * What another session begins with.
   *
   * @param upTo the last seq that it takes; what is above the last there is means that
   * @param closing what comes behind it, so that nothing stays open
   * @param opened the last of its events
   */
  record Branch(long upTo, List<Event> closing, Event.SessionOpened opened) {

    /** All that is recorded of the other. */
    public Branch(Event.SessionOpened opened) {
      this(Long.MAX_VALUE, List.of(), opened);
    }

    public Branch {
      if (upTo < 0) {
        throw new IllegalArgumentException("up to " + upTo);
      }
      closing = List.copyOf(closing);
    }

    /** What is to be recorded behind the events up to {@code last}. */
    public List<Entry> behind(long last, Instant at) {
      List<Entry> entries = new ArrayList<>();
      for (Event event : closing) {
        entries.add(new Entry(last + entries.size() + 1, at, event));
      }
      entries.add(new Entry(last + entries.size() + 1, at, opened));
      return entries;
    }
  }

  /** The right to append to a session, for as long as a turn runs. */
  enum Lease {
    /** A turn begins: this process holds it from now on. */
    TAKEN,
    /** Nothing changes. */
    LEFT,
    /** The turn has ended: nobody holds it. */
    GIVEN_BACK
  }

  /**
   * Rows that are replaced: all with {@code from <= seq <= to} go, and {@code by}, whose seq is
   * {@code from}, stands in their place; null when nothing does. They hold the same content in
   * fewer rows, or content that is held elsewhere.
   */
  record Superseded(long from, long to, @Nullable Entry by) {
    public Superseded {
      if (from > to || (by != null && by.seq() != from)) {
        throw new IllegalArgumentException("from " + from + " to " + to);
      }
    }
  }
}
