package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.SessionSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A process that appends to some sessions as fast as it can until it is killed, and prints what was
 * acknowledged. Each event stands for one letter, and now and then the last ten become one row, so
 * a session must always hold as many letters as its last seq says.
 */
final class Appender {
  static final int SESSIONS = 4;

  private final SqliteJournal journal;

  private Appender(SqliteJournal journal) {
    this.journal = journal;
  }

  /** The first argument is the folder of the store, the second tells the processes apart. */
  public static void main(String[] args) {
    Appender appender = new Appender(new SqliteJournal(Path.of(args[0])));
    Flux.range(0, SESSIONS)
        .flatMap(i -> appender.appendForEver(new SessionId(args[1] + "-" + i)))
        .blockLast();
  }

  private Mono<Void> appendForEver(SessionId id) {
    Instant now = Instant.EPOCH;
    return journal
        .create(new SessionSummary(id, "/", null, now, now, 1), List.of(letters(1, 1)))
        .thenMany(Flux.range(2, Integer.MAX_VALUE - 2).concatMap(seq -> append(id, seq)))
        .then();
  }

  private Mono<Void> append(SessionId id, int seq) {
    List<Superseded> merged =
        seq % 10 == 0 ? List.of(new Superseded(seq - 9, seq, letters(seq - 9, 10))) : List.of();
    return journal
        .append(id, new Append(seq - 1, List.of(letters(seq, 1)), merged, null))
        .doOnSuccess(_ -> acknowledge(id, seq));
  }

  /** In one piece, or not at all, so that half a line is never taken for a whole one. */
  private static void acknowledge(SessionId id, int seq) {
    System.out.println(id + " " + seq + " .");
  }

  private static Entry letters(long seq, int count) {
    return new Entry(
        seq,
        Instant.EPOCH,
        new Event.MessageChunk(new MessageId("m"), Event.Role.AGENT, "x".repeat(count)));
  }
}
