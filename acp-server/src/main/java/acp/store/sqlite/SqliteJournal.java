package acp.store.sqlite;

import acp.event.Entry;
import acp.event.SessionId;
import acp.permission.RuleStore;
import acp.session.Catalogue;
import acp.session.Insights;
import acp.session.Journal;
import acp.session.Owner;
import acp.session.Search;
import acp.session.SessionSummary;
import acp.session.Traits;
import acp.store.EventCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The journal in a file that all processes of a user share.
 *
 * <p><b>Two tables.</b> {@code event} holds what happened, keyed by the session's number and the
 * event's seq in one integer, so that a session is one stretch of one tree. {@code session} holds a
 * row per session: the catalogue, and the fence. A deleted session keeps its rows and its id, and
 * no statement but the deleting one sees them. The row's {@code last_seq} is moved forward in the
 * same transaction as the events are inserted, and only from what the writer believes it to be; of
 * two processes that append to one session the second changes no row, and is told so. The events'
 * keys could not be the fence, because superseding frees them again.
 *
 * <p>Beside them, {@code permission_rule} holds what the user has allowed in projects, and {@code
 * permission_audit} a row for each decision about a deed, written in the transaction of its event.
 * The latest decisions are kept, also those of deleted sessions: they say what was done.
 *
 * <p><b>One at work.</b> While a turn runs its process has a row in {@code lease}, which comes and
 * goes with the events that begin and end the turn and so costs no commit of its own. Whoever else
 * appends is refused, unless the process is dead: on the same machine its pid says so, from
 * elsewhere only that it was not seen for a minute ({@link Holder}).
 *
 * <p><b>What is large</b> in an event is cut out of its row ({@link Packing}) and kept in {@code
 * blob}, once for all events that hold the same, as long as {@code piece} refers to it. Nobody
 * outside sees a difference.
 *
 * <p><b>What can be found</b>, and figures, are derived from the events: an append leaves a mark,
 * and {@link Indexer} does the rest before anybody asks.
 *
 * <p><b>Writing</b> is done by one thread, {@link Writer}, on one connection. It commits whatever
 * has gathered while it was busy with the last commit, so a lone append waits for nobody and a
 * hundred sessions need no hundred syncs. SQLite's write-ahead log is synced with every commit
 * before anybody is told, so what was acknowledged survives a killed process and a power cut. Every
 * transaction takes the write lock when it begins: one that began by reading could fail later
 * without a wait, because the store had moved on beneath it. Other processes are waited for up to
 * the busy timeout.
 *
 * <p><b>Reading</b> is done by {@link Readers}, beside the writer and never in its way. A {@link
 * Replay} keeps its statement open from its first page to its last, which makes SQLite show it the
 * store as it was at the first: with a page at a time from the store as it is, rows that were
 * superseded between two pages would be lost or told twice. What that costs is that the log cannot
 * be recycled past the slowest reader meanwhile.
 *
 * <p><b>Failing</b> is said in sentences ({@link Trouble}). After a failure the connection is
 * dropped and the next call tries a new one, so a disk that has room again is used again. A row
 * that cannot be read costs its event and no other, and is listed in {@code damage}.
 *
 * <p><b>Over time</b> {@link Upkeep} looks after the file while nobody writes, and {@link Schema}
 * makes a store of an older version one of this, after a copy of it.
 *
 * <p>Neither the disk nor SQLite is touched before the first call is subscribed to. Results come on
 * the journal's own threads.
 */
public final class SqliteJournal implements Journal {
  private final Database database;
  private final Upkeep upkeep;
  private final Writer writer;
  private final Readers readers;
  private final Indexer indexer;
  private final SqliteSearch search;

  /**
   * A journal in the file {@code sessions.db} of a folder.
   *
   * @param folder is made when it is not there, and closed to all but its owner
   */
  public SqliteJournal(Path folder) {
    this(folder, StoreOptions.USUAL);
  }

  /** As the other, with options. */
  public SqliteJournal(Path folder, StoreOptions options) {
    this(folder, options, List::of, Holder::self);
  }

  /**
   * For tests that make the store fail, or are another process.
   *
   * @param pragmas what to say to each new connection
   * @param self who uses the store; asked once
   */
  SqliteJournal(
      Path folder, StoreOptions options, Supplier<List<String>> pragmas, Supplier<Holder> self) {
    this.database = new Database(folder, options, pragmas);
    EventCodec codec = new EventCodec();
    Supplier<Holder> known = new Memo<>(self);
    this.upkeep =
        new Upkeep(
            database,
            options.backups(),
            known,
            new Sweep(options.trashTime(), known),
            session -> catalogue().purge(session));
    this.indexer = new Indexer(database, codec);
    this.writer = new Writer(database, codec, known, this::rest);
    this.readers = new Readers(database, codec, known, new Damages(writer));
    this.search = new SqliteSearch(database, readers, indexer);
  }

  /**
   * Opens the store ahead of its first use, which then need not wait for that: the driver alone
   * takes tens of milliseconds the first time. Nothing depends on it. Done when the store is open;
   * fails as a first use would.
   */
  public Mono<Void> prepare() {
    return Mono.create(done -> writer.write(new Write.Preparation(done)));
  }

  /** The rules and the record of decisions, in the same file. */
  public RuleStore rules() {
    return new SqliteRules(writer, readers);
  }

  private void rest() {
    var _ = upkeep.rest();
    indexer.rest();
  }

  /** Finds passages, in the same file. */
  public Search search() {
    return search;
  }

  /** Figures, from the same file. */
  public Insights insights() {
    return search;
  }

  @Override
  public Mono<Void> create(SessionSummary session, Traits traits, List<Entry> first) {
    List<Entry> entries = List.copyOf(first);
    return Mono.create(done -> writer.write(new Write.Creation(session, traits, entries, done)));
  }

  @Override
  public Mono<Void> adopt(SessionSummary session, Traits traits, Flux<List<Entry>> pages) {
    return Mono.defer(
        () -> {
          String draft = Drafts.name();
          return draft(new Drafts.Begin(draft))
              .then(pages.concatMap(page -> draft(new Drafts.Page(draft, page)), 1).then())
              .then(draft(new Drafts.Publish(draft, session, traits)))
              .onErrorResume(
                  failure ->
                      draft(new Drafts.Drop(draft)).onErrorComplete().then(Mono.error(failure)));
        });
  }

  private Mono<Void> draft(Drafts.Step step) {
    return Mono.create(done -> writer.write(new Write.Drafting(step, done)));
  }

  @Override
  public Mono<Void> fork(SessionId from, SessionId to, Instant at, Branch branch) {
    return Mono.create(done -> writer.write(new Write.Fork(from, to, at, branch, done)));
  }

  @Override
  public Mono<Void> delete(SessionId session) {
    return Mono.create(done -> writer.write(new Write.Deletion(session, done)));
  }

  @Override
  public Mono<Void> append(SessionId session, Append append) {
    return Mono.create(done -> writer.write(new Write.Addition(session, append, done)));
  }

  @Override
  public Mono<Void> release(SessionId session) {
    return Mono.create(done -> writer.write(new Write.Release(session, done)));
  }

  @Override
  public Mono<Owner> owner(SessionId session) {
    return readers.ask(connection -> connection.owner(session));
  }

  @Override
  public Flux<Entry> read(SessionId session, long after) {
    return Flux.create(
        reader -> Replay.start(readers, connection -> connection.begin(session, after), reader));
  }

  @Override
  public Flux<Entry> outline(SessionId session, long settled, long upTo) {
    return Flux.create(
        reader ->
            Replay.start(
                readers, connection -> connection.outline(session, settled, upTo), reader));
  }

  @Override
  public Mono<List<Entry>> rewinds(SessionId session) {
    return readers.ask(connection -> connection.rewinds(session));
  }

  @Override
  public Mono<Long> imported(SessionId session) {
    return readers.ask(connection -> connection.imported(session));
  }

  @Override
  public Mono<List<Long>> prompts(SessionId session) {
    return readers.ask(connection -> connection.prompts(session));
  }

  @Override
  public Catalogue catalogue() {
    return new SqliteCatalogue(writer, readers);
  }

  @Override
  public Mono<SessionSummary> find(SessionId session) {
    return readers.ask(connection -> connection.find(session));
  }

  @Override
  public Mono<List<SessionSummary>> list(
      @Nullable String cwd, @Nullable SessionSummary after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
    return readers.ask(connection -> connection.list(cwd, after, limit));
  }

  @Override
  public @Nullable String takeWarning() {
    return upkeep.takeWarning();
  }

  /** How the store is. Reads the whole file, which takes a while when it is large. */
  public Mono<StoreHealth> health() {
    return readers.work(() -> Examination.of(database));
  }

  /**
   * Commits what was taken in, ends all reads, and closes the file; a few milliseconds, unless
   * another process holds the store locked.
   */
  @Override
  public void close() {
    upkeep.close();
    indexer.close();
    readers.close();
    writer.close();
  }
}
