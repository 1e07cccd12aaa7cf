package acp.store.memory;

import acp.event.SessionId;
import acp.session.Catalogue;
import acp.session.CatalogueEntry;
import acp.session.Change;
import acp.session.Filter;
import acp.session.Gone;
import acp.session.Labels;
import acp.session.Origin;
import acp.session.SessionSummary;
import acp.session.Stale;
import acp.session.Tally;
import acp.session.Traits;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The catalogue of a {@link MemoryJournal}. Sessions have no names here: they do not stay. */
final class MemoryCatalogue implements Catalogue {
  private final MemoryJournal journal;

  MemoryCatalogue(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public Mono<CatalogueEntry> get(SessionId session) {
    return Mono.defer(
        () ->
            Mono.justOrEmpty(
                journal.with(
                    sessions -> {
                      Kept kept = sessions.get(session);
                      return Optional.ofNullable(kept == null || kept.gone ? null : kept.entry());
                    })));
  }

  @Override
  public Mono<List<CatalogueEntry>> query(
      Filter filter, @Nullable SessionSummary after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return Mono.fromCallable(
        () ->
            journal.with(
                sessions ->
                    sessions.values().stream()
                        .filter(kept -> !kept.gone)
                        .map(Kept::entry)
                        .filter(entry -> fits(entry, filter))
                        .filter(entry -> follows(entry, after))
                        .sorted(
                            Comparator.comparing(
                                CatalogueEntry::summary, MemoryJournal.LATEST_FIRST))
                        .limit(limit)
                        .map(MemoryCatalogue::listed)
                        .toList()));
  }

  private static boolean follows(CatalogueEntry entry, @Nullable SessionSummary after) {
    return after == null || MemoryJournal.LATEST_FIRST.compare(entry.summary(), after) > 0;
  }

  private static CatalogueEntry listed(CatalogueEntry entry) {
    Traits traits = entry.traits();
    return new CatalogueEntry(
        entry.summary(),
        entry.alias(),
        entry.parent(),
        new Traits(
            traits.type(),
            traits.origin(),
            traits.tags(),
            traits.metadata(),
            new TreeMap<>(),
            traits.archivedAt()),
        entry.tally(),
        entry.deletedAt(),
        entry.version());
  }

  private static boolean fits(CatalogueEntry entry, Filter filter) {
    Traits traits = entry.traits();
    SessionSummary summary = entry.summary();
    Tally tally = entry.tally();
    boolean state =
        switch (filter.state()) {
          case ACTIVE -> entry.deletedAt() == null && traits.archivedAt() == null;
          case ARCHIVED -> entry.deletedAt() == null && traits.archivedAt() != null;
          case KEPT -> entry.deletedAt() == null;
          case TRASHED -> entry.deletedAt() != null;
        };
    String model = tally.model();
    return state
        && filter.takes(traits.type())
        && (filter.cwd() == null || filter.cwd().equals(summary.cwd()))
        && (filter.model() == null || filter.model().equals(model))
        && (filter.provider() == null
            || (model != null && model.startsWith(filter.provider() + "/")))
        && within(summary.createdAt(), filter.createdAfter(), filter.createdBefore())
        && within(summary.updatedAt(), filter.updatedAfter(), filter.updatedBefore())
        && traits.tags().containsAll(filter.tags())
        && holds(summary.title(), filter.text())
        && (filter.parent() == null || filter.parent().equals(entry.parent()))
        && (filter.empty() == null || filter.empty() == (tally.messages() == 0));
  }

  private static boolean within(Instant at, @Nullable Instant from, @Nullable Instant to) {
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }

  private static boolean holds(@Nullable String title, @Nullable String text) {
    return text == null || (title != null && lower(title).contains(lower(text)));
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
    }
    return lower.toString();
  }

  @Override
  public Mono<List<SessionId>> named(String name, boolean trashed, int limit) {
    return Mono.fromCallable(
        () ->
            journal.with(
                sessions -> {
                  Kept exact = sessions.get(new SessionId(name));
                  if (exact != null && !exact.gone && exact.isDeleted() == trashed) {
                    return List.of(exact.summary.id());
                  }
                  return sessions.values().stream()
                      .filter(kept -> !kept.gone && kept.isDeleted() == trashed)
                      .map(kept -> kept.summary.id())
                      .filter(id -> !name.isEmpty() && id.value().startsWith(name))
                      .limit(limit)
                      .toList();
                }));
  }

  @Override
  public Mono<CatalogueEntry> update(SessionId session, Change change) {
    return Mono.fromCallable(
        () -> journal.with(sessions -> updated(living(sessions, session), change)));
  }

  private static Kept living(Map<SessionId, Kept> sessions, SessionId session) {
    Kept kept = sessions.get(session);
    if (kept == null || kept.isDeleted()) {
      throw new Gone();
    }
    return kept;
  }

  private static CatalogueEntry updated(Kept kept, Change change) {
    if (change.version() != null && change.version() != kept.version) {
      throw new Stale(kept.version);
    }
    Traits before = kept.traits;
    Set<String> tags = new TreeSet<>(before.tags());
    tags.removeAll(change.untagged());
    tags.addAll(change.tagged());
    Map<String, JsonNode> data = new TreeMap<>(before.data());
    change
        .data()
        .forEach(
            (key, value) -> {
              if (value == null) {
                data.remove(key);
              } else {
                data.put(key, value);
              }
            });
    Instant since = before.archivedAt();
    if (change.archived() != null) {
      since = !change.archived() ? null : since == null ? now() : since;
    }
    Labels.checkTags(tags.size());
    kept.traits =
        new Traits(
            change.type() == null ? before.type() : change.type(),
            before.origin(),
            tags,
            change.merged(before.metadata()),
            data,
            since);
    kept.version++;
    return kept.entry();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  @Override
  public Mono<Void> originate(SessionId session, Origin origin) {
    return Mono.fromRunnable(
        () ->
            journal.with(
                sessions -> {
                  Kept kept = sessions.get(session);
                  if (kept != null && !kept.isDeleted()) {
                    Traits before = kept.traits;
                    kept.traits =
                        new Traits(
                            before.type(),
                            before.origin().or(origin),
                            before.tags(),
                            before.metadata(),
                            before.data(),
                            before.archivedAt());
                  }
                  return true;
                }));
  }

  @Override
  public Mono<Void> restore(SessionId session) {
    return Mono.fromRunnable(
        () ->
            journal.with(
                sessions -> {
                  Kept kept = sessions.get(session);
                  if (kept == null || kept.gone) {
                    throw new Gone();
                  }
                  kept.deletedAt = null;
                  return true;
                }));
  }

  @Override
  public Mono<Void> purge(SessionId session) {
    return Mono.fromRunnable(
        () ->
            journal.with(
                sessions -> {
                  Kept kept = sessions.get(session);
                  if (kept != null) {
                    kept.vanish();
                  }
                  return true;
                }));
  }
}
