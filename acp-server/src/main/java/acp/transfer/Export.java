package acp.transfer;

import acp.event.Entry;
import acp.event.SessionId;
import acp.session.CatalogueEntry;
import acp.session.Filter;
import acp.session.Journal;
import acp.session.Rewinds;
import acp.session.SessionSummary;
import acp.session.SessionType;
import acp.session.Traits;
import acp.store.EventCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  private static final Filter EVERY_ONE =
      Filter.of(Filter.State.KEPT, Set.of(SessionType.values()));

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
    Traits traits =
        journal
            .catalogue()
            .get(session.id())
            .map(CatalogueEntry::traits)
            .blockOptional(PATIENCE)
            .orElse(Traits.USUAL);
    writer.begin(
        redact ? redaction.mask(session) : session,
        redact ? redaction.mask(traits) : traits,
        redact);
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
   * The session of that id or alias, or the only one for which one of these begins so.
   *
   * @throws TransferException if there is none, or there are several
   */
  public SessionSummary find(String idOrPrefix) {
    List<SessionId> found =
        journal
            .catalogue()
            .named(idOrPrefix, false, MANY + 1)
            .blockOptional(PATIENCE)
            .orElse(List.of());
    SessionSummary only = found.size() == 1 ? journal.find(found.getFirst()).block(PATIENCE) : null;
    if (only != null) {
      return only;
    }
    if (found.isEmpty()) {
      throw new TransferException("there is no session whose id or name is or begins with it");
    }
    throw new TransferException("several sessions begin so: " + names(found));
  }

  private static String names(List<SessionId> found) {
    String names = String.join(", ", found.stream().limit(MANY).map(SessionId::value).toList());
    return found.size() > MANY ? names + " and more" : names;
  }

  private Mono<List<CatalogueEntry>> page(@Nullable SessionSummary after) {
    return journal.catalogue().query(EVERY_ONE, after, LISTED);
  }

  /** All sessions but those in the trash, the latest first; asked for a page at a time. */
  public Iterable<SessionSummary> all() {
    return page(null)
        .expand(page -> page.size() < LISTED ? Mono.empty() : page(page.getLast().summary()))
        .concatMapIterable(page -> page, 1)
        .map(CatalogueEntry::summary)
        .toIterable();
  }
}
