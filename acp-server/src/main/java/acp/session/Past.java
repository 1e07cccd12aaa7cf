package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.protocol.AcpException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  private final SessionId id;
  private final Journal journal;
  private final Clock clock;
  private final Scheduler mailbox;

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
    return journal
        .read(id, 0)
        .publishOn(mailbox)
        .reduce(
            SessionState.EMPTY,
            (state, entry) -> {
              if (into != null) {
                into.add(entry.event());
              }
              return state.with(entry);
            })
        .flatMap(this::known);
  }

  /**
   * Shows all of it, each page when there is room for it; gives the fold, as {@link #fold} does.
   */
  Mono<SessionState> show(Watcher watcher) {
    return journal
        .read(id, 0)
        .buffer(PAGE)
        .publishOn(mailbox)
        .concatMap(page -> watcher.replay(page).publishOn(mailbox).thenReturn(page), 1)
        .reduce(SessionState.EMPTY, Past::with)
        .flatMap(this::known);
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
