package acp.session;

import acp.event.Entry;
import acp.event.SessionId;
import acp.session.Journal.Lease;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A journal whose next append can be held up, or made to fail. */
final class FaultyJournal implements Journal {
  private final Journal journal;
  private volatile Sinks.@Nullable Empty<Void> gate;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger released = new AtomicInteger();
  private final List<Append> appended = new CopyOnWriteArrayList<>();
  private volatile @Nullable Owner owner;
  private volatile boolean forgetful;

  FaultyJournal(Journal journal) {
    this.journal = journal;
  }

  /** Holds appends up until the sink completes. */
  Sinks.Empty<Void> hold() {
    Sinks.Empty<Void> sink = Sinks.empty();
    gate = sink;
    return sink;
  }

  void failNext(int appends) {
    failures.set(appends);
  }

  /** From now on another process is at work in all sessions; null for none. */
  void holdAs(@Nullable Owner other) {
    owner = other;
  }

  /** From now on rewinds are told of only where all else is read. */
  void forgetRewinds() {
    forgetful = true;
  }

  @Override
  public Mono<List<Entry>> rewinds(SessionId session) {
    return forgetful ? Mono.just(List.of()) : journal.rewinds(session);
  }

  /** How often a lease was given back without an event. */
  int released() {
    return released.get();
  }

  /** What became of the lease with each append. */
  List<Lease> leases() {
    return appended.stream().map(Append::lease).toList();
  }

  @Override
  public Mono<Owner> owner(SessionId session) {
    return Mono.justOrEmpty(owner);
  }

  @Override
  public Mono<Void> release(SessionId session) {
    return Mono.fromRunnable(released::incrementAndGet);
  }

  @Override
  public Catalogue catalogue() {
    return journal.catalogue();
  }

  @Override
  public Mono<Void> create(SessionSummary session, Traits traits, List<Entry> first) {
    return journal.create(session, traits, first);
  }

  @Override
  public Mono<Void> append(SessionId session, Append append) {
    return Mono.defer(
        () -> {
          if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Mono.error(new JournalException("The disk is full", null));
          }
          Owner other = owner;
          if (other != null) {
            return Mono.error(new Busy(other));
          }
          appended.add(append);
          Sinks.Empty<Void> held = gate;
          Mono<Void> appended = journal.append(session, append);
          return held == null ? appended : held.asMono().then(appended);
        });
  }

  @Override
  public Mono<Void> adopt(SessionSummary session, Traits traits, Flux<List<Entry>> pages) {
    return journal.adopt(session, traits, pages);
  }

  @Override
  public Mono<Void> fork(SessionId from, SessionId to, Instant at, Branch branch) {
    return journal.fork(from, to, at, branch);
  }

  @Override
  public Mono<Void> delete(SessionId session) {
    return journal.delete(session);
  }

  @Override
  public Flux<Entry> read(SessionId session, long after) {
    return journal.read(session, after);
  }

  @Override
  public Mono<Long> imported(SessionId session) {
    return journal.imported(session);
  }

  @Override
  public Flux<Entry> outline(SessionId session, long settled, long upTo) {
    return journal.outline(session, settled, upTo);
  }

  @Override
  public Mono<SessionSummary> find(SessionId session) {
    return journal.find(session);
  }

  @Override
  public Mono<List<SessionSummary>> list(
      @Nullable String cwd, @Nullable SessionSummary after, int limit) {
    return journal.list(cwd, after, limit);
  }

  @Override
  public void close() {
    journal.close();
  }
}
