package acp.transfer;

import acp.event.Entry;
import acp.event.SessionId;
import acp.session.Journal;
import acp.session.Rewinds;
import acp.session.SessionSummary;
import acp.store.EventCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Sessions out of the journal, as streams: of a session, however long, a page is in memory at a
 * time. A session that somebody is writing to is exported as it was when the export began. Blocks
 * its caller.
 */
public final class Export {
  private static final int PAGE = 64;
  private static final int LISTED = 200;
  private static final int MANY = 5;

  /** Longer than the store waits for others; so that a hang is no hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Journal journal;
  private final EventCodec codec = new EventCodec();

  public Export(Journal journal) {
    this.journal = journal;
  }

  /**
   * What was written.
   *
   * @param masked how many secrets were masked
   */
  public record Written(long events, long masked) {}

  /**
   * Writes a session; the stream is flushed and stays open.
   *
   * @param redact true to mask secrets
   * @throws IOException if the stream fails
   * @throws acp.session.JournalException if the journal does
   */
  public Written write(SessionSummary session, Target target, boolean redact, OutputStream out)
      throws IOException {
    Redaction redaction = new Redaction(codec);
    SessionWriter writer = target.writer().apply(out);
    writer.begin(redact ? redaction.mask(session) : session, redact);
    long events = 0;
    Rewinds rewinds = target.whole() ? Rewinds.NONE : rewinds(session);
    try (Stream<Entry> all =
        journal
            .read(session.id(), 0)
            .takeWhile(entry -> entry.seq() <= session.lastSeq())
            .filter(entry -> !rewinds.hide(entry.seq()))
            .toStream(PAGE)) {
      Iterator<Entry> entries = redact ? new Joined(all.iterator()) : all.iterator();
      while (entries.hasNext()) {
        Entry entry = entries.next();
        writer.write(redact ? redaction.mask(entry) : entry);
        events++;
      }
    }
    writer.end(redaction.masked());
    return new Written(events, redaction.masked());
  }

  private Rewinds rewinds(SessionSummary session) {
    List<Entry> all = journal.rewinds(session.id()).block(PATIENCE);
    return all == null
        ? Rewinds.NONE
        : Rewinds.of(all.stream().filter(entry -> entry.seq() <= session.lastSeq()).toList());
  }

  /**
   * The session of that id, or the only one whose id begins so.
   *
   * @throws TransferException if there is none, or there are several
   */
  public SessionSummary find(String idOrPrefix) {
    SessionSummary exact = journal.find(new SessionId(idOrPrefix)).block(PATIENCE);
    if (exact != null) {
      return exact;
    }
    List<SessionSummary> found = new ArrayList<>();
    for (SessionSummary each : all()) {
      if (!idOrPrefix.isEmpty() && each.id().value().startsWith(idOrPrefix)) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw new TransferException("there is no session whose id is or begins with it");
    }
    if (found.size() > 1) {
      throw new TransferException("several sessions begin so: " + names(found));
    }
    return found.getFirst();
  }

  private static String names(List<SessionSummary> found) {
    String names =
        String.join(", ", found.stream().limit(MANY).map(session -> session.id().value()).toList());
    return found.size() > MANY ? names + " and " + (found.size() - MANY) + " more" : names;
  }

  /** All sessions, the latest first; asked for a page at a time. */
  public Iterable<SessionSummary> all() {
    return journal
        .list(null, null, LISTED)
        .expand(
            page ->
                page.size() < LISTED ? Mono.empty() : journal.list(null, page.getLast(), LISTED))
        .concatMapIterable(page -> page, 1)
        .toIterable();
  }
}
