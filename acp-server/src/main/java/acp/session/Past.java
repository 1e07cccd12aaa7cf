package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.protocol.AcpException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A session's past, as the journal holds it: folded for the session, and shown to those who load
 * it. Read while no append of this process is under way, so that it ends where the present begins.
 * What is found is told on the mailbox.
 */
final class Past {
  /** Events shown at once; the next ones are read when there is room for them. */
  private static final int PAGE = 256;

  private static final int FIRST_PAGE = 16;

  private final SessionId id;
  private final Journal journal;
  private final Clock clock;
  private final Scheduler mailbox;

  /** Up to where it was imported, which never changes; 0 before anything was read. */
  private volatile long imported;

  Past(SessionId id, Journal journal, Clock clock, Scheduler mailbox) {
    this.id = id;
    this.journal = journal;
    this.clock = clock;
    this.mailbox = mailbox;
  }

  /**
   * The fold of all of it; an {@link AcpException} if the journal does not know the session.
   *
   * @param into takes in each event on the way; null for nobody
   */
  Mono<SessionState> fold(Agent.@Nullable History into) {
    return rewinds()
        .flatMap(
            rewinds ->
                (into == null ? outline(rewinds) : read(rewinds, 0))
                    .publishOn(mailbox)
                    .reduce(
                        SessionState.EMPTY,
                        (state, entry) -> {
                          boolean hidden = rewinds.hide(entry.seq());
                          if (into != null && !hidden) {
                            into.add(entry.event());
                          }
                          return next(state, entry, rewinds);
                        }))
        .flatMap(this::known);
  }

  /**
   * Shows it, each page when there is room for it; gives the fold of all of it, as {@link #fold}
   * does.
   *
   * @param turns of how many turns, the last ones; null for all
   */
  Mono<SessionState> show(Watcher watcher, @Nullable Integer turns) {
    return rewinds()
        .flatMap(rewinds -> turns == null ? all(watcher, rewinds) : end(watcher, rewinds, turns))
        .flatMap(this::known);
  }

  private Mono<SessionState> all(Watcher watcher, Rewinds rewinds) {
    return pages(watcher, rewinds, 0)
        .reduce(
            SessionState.EMPTY,
            (state, page) -> {
              for (Entry entry : page) {
                state = next(state, entry, rewinds);
              }
              return state;
            });
  }

  /**
   * What is shown is read first, since somebody waits for it, and then what the fold needs; which
   * therefore ends where it does.
   */
  private Mono<SessionState> end(Watcher watcher, Rewinds rewinds, int turns) {
    return prompts(rewinds)
        .publishOn(mailbox)
        .flatMap(
            prompts -> {
              int left = prompts.size() - turns;
              return left <= 0
                  ? all(watcher, rewinds)
                  : watcher
                      .live(List.of(leftOut(left)))
                      .publishOn(mailbox)
                      .then(shownFrom(watcher, rewinds, prompts, left));
            });
  }

  /** Shows from prompt number {@code first} on, if there is one; folds up to where that ended. */
  private Mono<SessionState> shownFrom(
      Watcher watcher, Rewinds rewinds, List<Long> prompts, int first) {
    Mono<Long> last =
        first == prompts.size()
            ? Mono.just(Long.MAX_VALUE)
            : pages(watcher, rewinds, prompts.get(first) - 1)
                .map(page -> page.getLast().seq())
                .reduce((_, seq) -> seq)
                .defaultIfEmpty(0L);
    return last.flatMap(
        seq ->
            outline(rewinds, prompts.getLast() - 1, seq)
                .publishOn(mailbox)
                .reduce(SessionState.EMPTY, (state, entry) -> next(state, entry, rewinds)));
  }

  private Entry leftOut(int turns) {
    return new Entry(
        1,
        clock.instant(),
        new Event.NoticeRaised(
            Event.Severity.INFO,
            turns == 1 ? "1 earlier turn is not shown" : turns + " earlier turns are not shown",
            "The model sees them as before. They are shown when the session is loaded whole."));
  }

  /** Shows what is behind {@code after} but for what was taken back; gives all of it in pages. */
  private Flux<List<Entry>> pages(Watcher watcher, Rewinds rewinds, long after) {
    return read(rewinds, after)
        .limitRate(PAGE)
        .bufferUntil(new Growing())
        .publishOn(mailbox, 1)
        .concatMap(
            page -> {
              List<Entry> shown =
                  page.stream().filter(entry -> !rewinds.hide(entry.seq())).toList();
              return watcher.replay(shown).publishOn(mailbox).thenReturn(page);
            },
            1);
  }

  /** Says when a page is full: the first ones are short, since somebody waits for them. */
  private static final class Growing implements Predicate<Entry> {
    private int size = FIRST_PAGE;
    private int count;

    @Override
    public boolean test(Entry entry) {
      if (++count < size) {
        return false;
      }
      count = 0;
      size = Math.min(PAGE, 2 * size);
      return true;
    }
  }

  private Mono<Rewinds> rewinds() {
    return journal
        .imported(id)
        .doOnNext(seq -> imported = seq)
        .then(journal.rewinds(id))
        .map(Rewinds::of)
        .publishOn(mailbox);
  }

  /** Up to where another process has just taken something back: that is read with the next look. */
  private Flux<Entry> read(Rewinds rewinds, long after) {
    return journal.read(id, after).takeWhile(rewinds::know);
  }

  /** What a fold of all of it needs. A prompt is taken in when nothing is under way. */
  private Flux<Entry> outline(Rewinds rewinds) {
    return prompts(rewinds)
        .flatMapMany(
            prompts ->
                outline(rewinds, prompts.isEmpty() ? 0 : prompts.getLast() - 1, Long.MAX_VALUE));
  }

  private Flux<Entry> outline(Rewinds rewinds, long settled, long upTo) {
    return journal.outline(id, settled, upTo).takeWhile(rewinds::know);
  }

  /** Those that were not taken back. */
  private Mono<List<Long>> prompts(Rewinds rewinds) {
    return journal
        .prompts(id)
        .map(prompts -> prompts.stream().filter(seq -> !rewinds.hide(seq)).toList());
  }

  private SessionState next(SessionState state, Entry entry, Rewinds rewinds) {
    boolean permits =
        entry.event() instanceof Event.ConfigChanged
            || entry.event() instanceof Event.PermissionAnswered;
    return permits && entry.seq() <= imported
        ? state.importing(entry)
        : with(state, entry, rewinds);
  }

  /** The state after an event that was not imported. */
  static SessionState with(SessionState state, Entry entry, Rewinds rewinds) {
    return rewinds.hide(entry.seq()) ? state.passing(entry) : state.with(entry);
  }

  /**
   * Shows as closed what a dead process left open in {@code state}, and says so where a living one
   * still works on it. Writes nothing.
   */
  Mono<Void> close(SessionState state, Watcher watcher) {
    List<Event> closing = Endings.ofInterrupted(state);
    if (closing.isEmpty()) {
      return Mono.empty();
    }
    return journal
        .owner(id)
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .publishOn(mailbox)
        .flatMap(
            owner ->
                owner.isPresent()
                    ? watcher.live(entries(state, List.of(elsewhere(owner.get()))))
                    : closeUnlessMoved(state, closing, watcher))
        .publishOn(mailbox);
  }

  /** Who has just ended the turn, between our reading and our asking, left nothing to be closed. */
  private Mono<Void> closeUnlessMoved(SessionState state, List<Event> closing, Watcher watcher) {
    return journal
        .find(id)
        .publishOn(mailbox)
        .filter(now -> now.lastSeq() == state.lastSeq())
        .flatMap(_ -> watcher.replay(entries(state, closing)));
  }

  private List<Entry> entries(SessionState state, List<Event> events) {
    List<Entry> entries = new ArrayList<>();
    for (Event event : events) {
      entries.add(new Entry(state.lastSeq() + entries.size() + 1, clock.instant(), event));
    }
    return entries;
  }

  private static Event elsewhere(Owner owner) {
    return new Event.NoticeRaised(
        Event.Severity.INFO,
        Busy.where(owner),
        "What it does is shown when the session is loaded again. Prompts and settings are refused"
            + " meanwhile.");
  }

  /** The state after {@code page}. */
  static SessionState with(SessionState state, List<Entry> page) {
    for (Entry entry : page) {
      state = state.with(entry);
    }
    return state;
  }

  private Mono<SessionState> known(SessionState state) {
    return state.lastSeq() == 0
        ? Mono.error(AcpException.unknownSession(id.value()))
        : Mono.just(state);
  }
}
