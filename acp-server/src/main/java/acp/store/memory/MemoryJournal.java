package acp.store.memory;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.permission.RuleStore;
import acp.permission.RuleStore.Decided;
import acp.permission.Site;
import acp.protocol.AcpException;
import acp.session.Catalogue;
import acp.session.Fenced;
import acp.session.Gone;
import acp.session.Insights;
import acp.session.Journal;
import acp.session.JournalException;
import acp.session.Search;
import acp.session.SessionState;
import acp.session.SessionSummary;
import acp.session.Taken;
import acp.session.Traits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A journal in the memory of this process: the port's promises but for the disk. Everything is done
 * on the thread that subscribes.
 */
public final class MemoryJournal implements Journal {
  static final Comparator<SessionSummary> LATEST_FIRST =
      Comparator.comparing(SessionSummary::updatedAt)
          .reversed()
          .thenComparing(session -> session.id().value());

  private final Map<SessionId, Kept> sessions = new HashMap<>();
  private final MemoryRules rules = new MemoryRules(this);
  private boolean closed;

  /** The rules of this process, and what its journal holds of decisions. */
  public RuleStore rules() {
    return rules;
  }

  /** Finds passages of this process's sessions. */
  public Search search() {
    return new MemorySearch(this);
  }

  /** Figures of this process's sessions. */
  public Insights insights() {
    return new MemorySearch(this);
  }

  /** A session as it is. */
  record Copy(SessionSummary session, boolean listed, Set<String> tags, List<Entry> entries) {}

  /** All sessions as they are, of one cwd if one is given. */
  synchronized List<Copy> copies(@Nullable String cwd) {
    checkOpen();
    return sessions.values().stream()
        .filter(kept -> !kept.isDeleted())
        .filter(kept -> cwd == null || cwd.equals(kept.summary.cwd()))
        .map(
            kept ->
                new Copy(
                    kept.summary,
                    kept.isListed(),
                    kept.traits.tags(),
                    List.copyOf(kept.events.values())))
        .toList();
  }

  synchronized List<Decided> decided(Path project, SessionId session, int limit) {
    List<Decided> decided = new ArrayList<>();
    for (Kept kept : sessions.values()) {
      boolean asked =
          kept.summary.id().equals(session)
              || Site.project(Path.of(kept.summary.cwd())).equals(project);
      for (Entry entry : asked ? kept.events.values() : List.<Entry>of()) {
        if (entry.event() instanceof Event.PermissionDecided decision) {
          decided.add(new Decided(entry.at(), kept.summary.id(), decision));
        }
      }
    }
    decided.sort(Comparator.comparing(Decided::at));
    return decided.reversed().stream().limit(limit).toList();
  }

  @Override
  public Mono<Void> create(SessionSummary session, Traits traits, List<Entry> first) {
    return Mono.fromRunnable(() -> doCreate(session, traits, first));
  }

  private synchronized Kept doCreate(SessionSummary session, Traits traits, List<Entry> first) {
    checkOpen();
    if (sessions.containsKey(session.id())) {
      throw new Taken();
    }
    Kept kept = new Kept(session, traits);
    first.forEach(kept::take);
    sessions.put(session.id(), kept);
    return kept;
  }

  @Override
  public Catalogue catalogue() {
    return new MemoryCatalogue(this);
  }

  /** Does something with all sessions, whatever became of them, while nobody else does. */
  synchronized <T> T with(Function<Map<SessionId, Kept>, T> deed) {
    checkOpen();
    return deed.apply(sessions);
  }

  @Override
  public Mono<Void> adopt(SessionSummary session, Traits traits, Flux<List<Entry>> pages) {
    return pages
        .collect(() -> new ArrayList<Entry>(), List::addAll)
        .doOnNext(all -> doAdopt(session, traits, all))
        .then();
  }

  private synchronized void doAdopt(SessionSummary session, Traits traits, List<Entry> all) {
    doCreate(session, traits, all).imported = session.lastSeq();
  }

  @Override
  public Mono<Long> imported(SessionId session) {
    return Mono.fromCallable(() -> doImported(session));
  }

  private synchronized long doImported(SessionId session) {
    Kept kept = living(session);
    return kept == null ? 0 : kept.imported;
  }

  @Override
  public Mono<Void> fork(SessionId from, SessionId to, Instant at, Branch branch) {
    return Mono.fromRunnable(() -> doFork(from, to, at, branch));
  }

  private synchronized void doFork(SessionId from, SessionId to, Instant at, Branch branch) {
    checkOpen();
    Kept source = living(from);
    if (source == null) {
      throw AcpException.unknownSession(from.value());
    }
    long last = Math.min(source.summary.lastSeq(), branch.upTo());
    List<Entry> entries = new ArrayList<>(source.events.headMap(last, true).values());
    entries.addAll(branch.behind(last, at));
    String cwd = branch.opened().cwd();
    long seq = entries.getLast().seq();
    SessionSummary branched = new SessionSummary(to, cwd, source.summary.title(), at, at, seq);
    doCreate(branched, Traits.USUAL, entries).imported = Math.min(source.imported, last);
  }

  @Override
  public Mono<Void> delete(SessionId session) {
    return Mono.fromRunnable(() -> doDelete(session));
  }

  private synchronized void doDelete(SessionId session) {
    checkOpen();
    Kept kept = sessions.get(session);
    if (kept != null && !kept.isDeleted()) {
      kept.deletedAt = Instant.now();
    }
  }

  /** The session of that id, unless it was deleted. */
  private @Nullable Kept living(SessionId session) {
    Kept kept = sessions.get(session);
    return kept == null || kept.isDeleted() ? null : kept;
  }

  @Override
  public Mono<Void> append(SessionId session, Append append) {
    return Mono.fromRunnable(() -> doAppend(session, append));
  }

  private synchronized void doAppend(SessionId session, Append append) {
    checkOpen();
    Kept kept = living(session);
    if (kept == null) {
      throw new Gone();
    }
    if (kept.summary.lastSeq() != append.after()) {
      throw new Fenced();
    }
    append.entries().forEach(kept::take);
    for (Superseded rows : append.superseded()) {
      kept.events.subMap(rows.from(), true, rows.to(), true).clear();
      if (rows.by() != null) {
        kept.events.put(rows.from(), rows.by());
      }
    }
    kept.advance(append);
  }

  @Override
  public Flux<Entry> read(SessionId session, long after) {
    return Mono.fromCallable(() -> copy(session, after)).flatMapIterable(entries -> entries);
  }

  @Override
  public Flux<Entry> outline(SessionId session, long settled, long upTo) {
    return Mono.fromCallable(() -> copy(session, 0))
        .flatMapIterable(
            entries -> {
              List<Entry> up = entries.stream().filter(entry -> entry.seq() <= upTo).toList();
              return up.stream()
                  .filter(
                      entry ->
                          entry.seq() == up.getLast().seq()
                              || !SessionState.isNothing(entry.event(), entry.seq() <= settled))
                  .toList();
            });
  }

  private synchronized List<Entry> copy(SessionId session, long after) {
    checkOpen();
    Kept kept = living(session);
    return kept == null ? List.of() : List.copyOf(kept.events.tailMap(after, false).values());
  }

  @Override
  public Mono<SessionSummary> find(SessionId session) {
    return Mono.fromCallable((Callable<@Nullable SessionSummary>) () -> summary(session));
  }

  private synchronized @Nullable SessionSummary summary(SessionId session) {
    checkOpen();
    Kept kept = living(session);
    return kept == null ? null : kept.summary;
  }

  @Override
  public Mono<List<SessionSummary>> list(
      @Nullable String cwd, @Nullable SessionSummary after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return Mono.fromCallable(() -> page(cwd, after, limit));
  }

  private synchronized List<SessionSummary> page(
      @Nullable String cwd, @Nullable SessionSummary after, int limit) {
    checkOpen();
    return sessions.values().stream()
        .filter(kept -> !kept.isDeleted() && kept.isListed())
        .map(kept -> kept.summary)
        .filter(session -> cwd == null || session.cwd().equals(cwd))
        .filter(session -> after == null || LATEST_FIRST.compare(session, after) > 0)
        .sorted(LATEST_FIRST)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new JournalException("The journal is closed", null);
    }
  }
}
