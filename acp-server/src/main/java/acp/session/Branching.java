package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.Journal.Branch;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Finds out what a branch of a session begins with, so that it is whole by itself. */
final class Branching {
  private final Journal journal;
  private final SessionId from;

  Branching(Journal journal, SessionId from) {
    this.journal = journal;
    this.from = from;
  }

  /** The branch that ends before a prompt, or behind what the agent said. */
  Mono<Branch> at(MessageId message, Event.SessionOpened opened) {
    return journal
        .find(from)
        .switchIfEmpty(Mono.error(() -> AcpException.unknownSession(from.value())))
        .flatMap(
            session ->
                end(message)
                    .flatMap(
                        end ->
                            journal
                                .rewinds(from)
                                .flatMap(rewinds -> branch(session, end, rewinds, opened))));
  }

  private Mono<Long> end(MessageId message) {
    return journal
        .read(from, 0)
        .filter(entry -> isOf(entry.event(), message))
        .map(entry -> entry.event() instanceof Event.PromptAccepted ? entry.seq() - 1 : entry.seq())
        .takeLast(1)
        .next()
        .switchIfEmpty(
            Mono.error(
                () ->
                    AcpException.invalidParams(
                        "messageId", "The session has no message of that id")));
  }

  private static boolean isOf(Event event, MessageId message) {
    return switch (event) {
      case Event.PromptAccepted e -> e.message().equals(message);
      case Event.MessageChunk e -> e.message().equals(message);
      case Event.MessageEnded e -> e.message().equals(message);
      default -> false;
    };
  }

  /**
   * What was brought back only behind the end was not yet so there; the branch shows what is shown
   * now.
   */
  private Mono<Branch> branch(
      SessionSummary session, long end, List<Entry> told, Event.SessionOpened opened) {
    List<Entry> before = told.stream().filter(entry -> entry.seq() <= end).toList();
    List<Long> undone = Rewinds.of(told).undoneBehind(end, told);
    List<Entry> all = new ArrayList<>(before);
    List<Event> closing = new ArrayList<>();
    for (long seq : undone) {
      closing.add(new Event.RewindUndone(seq));
      all.add(new Entry(end + closing.size(), session.updatedAt(), closing.getLast()));
    }
    Rewinds rewinds = Rewinds.of(all);
    return journal
        .read(from, 0)
        .takeWhile(entry -> entry.seq() <= end)
        .reduce(SessionState.EMPTY, (state, entry) -> Past.with(state, entry, rewinds))
        .map(
            state -> {
              closing.addAll(Endings.of(state, Outcome.stopped(Outcome.Reason.END_TURN)));
              String title = session.title();
              if (title != null && !title.equals(state.title())) {
                closing.add(new Event.TitleChanged(title));
              }
              return new Branch(end, closing, opened);
            });
  }
}
