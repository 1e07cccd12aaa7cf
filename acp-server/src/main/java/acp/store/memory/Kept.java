package acp.store.memory;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.CatalogueEntry;
import acp.session.Journal.Append;
import acp.session.SessionSummary;
import acp.session.Tally;
import acp.session.Traits;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One session; guarded by the journal. */
final class Kept {
  final TreeMap<Long, Entry> events = new TreeMap<>();
  SessionSummary summary;
  Traits traits;
  @Nullable Instant deletedAt;
  long version = 1;
  long imported;
  boolean gone;
  private Tally tally = Tally.NONE;
  private @Nullable SessionId parent;

  Kept(SessionSummary summary, Traits traits) {
    this.summary = summary;
    this.traits = traits;
  }

  boolean isDeleted() {
    return gone || deletedAt != null;
  }

  boolean isListed() {
    return traits.archivedAt() == null && traits.type().isListed();
  }

  void take(Entry entry) {
    events.put(entry.seq(), entry);
    tally = tally.with(entry.event());
    if (entry.event() instanceof Event.SessionOpened opened && opened.parent() != null) {
      parent = opened.parent();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  void advance(Append append) {
    summary =
        new SessionSummary(
            summary.id(),
            summary.cwd(),
            append.title() == null ? summary.title() : append.title(),
            summary.createdAt(),
            later(summary.updatedAt(), append.entries().getLast().at()),
            append.last());
  }

  /** Nothing but the id stays. */
  void vanish() {
    events.clear();
    gone = true;
  }

  CatalogueEntry entry() {
    return new CatalogueEntry(summary, null, parent, traits, tally.settled(), deletedAt, version);
  }
}
