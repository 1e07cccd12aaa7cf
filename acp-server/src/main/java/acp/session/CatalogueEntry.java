package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the catalogue says of a session.
 *
 * @param alias a short name of its own; null until it is first prompted
 * @param traits without {@code data} where the entry is one of many
 * @param parent the session it was branched from; null for none
 * @param tally what its events add up to, {@link Tally#settled settled}
 * @param deletedAt since when it is in the trash; null if it is not
 * @param version counts the changes of its traits; see {@link Change}
 */
public record CatalogueEntry(
    SessionSummary summary,
    @Nullable String alias,
    @Nullable SessionId parent,
    Traits traits,
    Tally tally,
    @Nullable Instant deletedAt,
    long version) {

  public CatalogueEntry {
    requireNonNull(summary, "summary");
    requireNonNull(traits, "traits");
    requireNonNull(tally, "tally");
  }

  public SessionId id() {
    return summary.id();
  }
}
