package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.protocol.AcpException;
import acp.session.Busy;
import acp.session.Fenced;
import acp.session.Gone;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.JournalException;
import acp.session.Owner;
import acp.session.SessionSummary;
import acp.session.Taken;
import acp.session.Tally;
import acp.store.EventCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The writer's connection, and what is done on it. One thread at a time. */
final class WriteConnection implements AutoCloseable {
  private static final String CREATE =
      "INSERT INTO session (id, parent_id, cwd, title, created_at, updated_at, last_seq,"
          + " messages, turns, tool_calls, requests, tokens_in, tokens_out, tokens_cached,"
          + " tokens_written, cost, model, mode, title_source)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, ?), ?,"
          + " CASE WHEN ? THEN ? END) ON CONFLICT (id) DO NOTHING RETURNING no";

  /**
   * The fence. It names the session by its id, not by a number remembered from before, so it cannot
   * be fooled by a number that was given away again.
   */
  private static final String ADVANCE =
      "UPDATE session SET last_seq = ?, updated_at = max(updated_at, ?), title = coalesce(?, title), "
          + Tallies.ADD
          + " WHERE id = ? AND last_seq = ? AND deleted_at IS NULL AND "
          + Leases.FREE
          + " RETURNING CASE WHEN alias IS NULL THEN -no ELSE no END";

  private static final String EXISTS = "SELECT no FROM session WHERE id = ? AND deleted_at IS NULL";
  private static final String SOURCE =
      "SELECT no, last_seq, title FROM session WHERE id = ? AND deleted_at IS NULL";
  private static final String FORGET =
      "UPDATE session SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL";
  private static final String DAMAGE =
      "INSERT INTO damage (event, found_at, problem) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

  private final Statements statements;
  private final Schema schema;
  private final Supplier<Holder> self;
  private final Leases leases;
  private final Rows rows;
  private final PermitWrites permits;
  private final CatalogueWrites catalogue;
  private final List<Derivation> derived;
  private final Drafts drafts;

  /**
   * @param schema what the store must be of with each transaction
   * @param self who writes
   */
  WriteConnection(Connection connection, Schema schema, EventCodec codec, Supplier<Holder> self) {
    this.statements = new Statements(connection);
    this.schema = schema;
    this.self = self;
    this.leases = new Leases(statements, self);
    this.rows = new Rows(statements, codec);
    this.permits = new PermitWrites(statements);
    this.derived = List.of(permits, new SearchMarks(statements));
    this.catalogue = new CatalogueWrites(statements, rows, leases, self, derived);
    this.drafts = new Drafts(statements, rows, catalogue, derived);
  }

  /**
   * Begins a transaction that holds the write lock from the start, so it cannot fail half-way.
   *
   * @throws JournalException if a newer program has made the store its own meanwhile
   */
  void begin() throws SQLException {
    statements.prepare("BEGIN IMMEDIATE").execute();
    long version = Statements.number(statements.prepare("PRAGMA user_version"));
    if (version > Schema.VERSION) {
      throw schema.newer(Math.toIntExact(version));
    }
  }

  void commit() throws SQLException {
    statements.prepare("COMMIT").execute();
  }

  /**
   * Does it within the transaction.
   *
   * @return why it was refused, in which case nothing of it was done; null if it was done
   */
  @Nullable RuntimeException apply(Write write) throws SQLException {
    return switch (write) {
      case Write.Preparation _ -> warm();
      case Write.Creation creation -> create(creation);
      case Write.Drafting drafting -> drafts.apply(drafting.step());
      case Write.Fork fork -> fork(fork);
      case Write.Cataloguing cataloguing -> catalogue.apply(cataloguing.deed());
      case Write.Deletion deletion -> delete(deletion.session().value());
      case Write.Addition addition -> append(addition.session().value(), addition.append());
      case Write.RuleAddition addition -> permits.add(addition);
      case Write.RuleRemoval removal -> permits.remove(removal);
      case Write.Release release -> {
        release(release.session().value());
        yield null;
      }
      case Write.Damage damage -> record(damage);
    };
  }

  /** Says that this process lives. Not worth a wait for the disk: who loses it is dead. */
  void beat() throws SQLException {
    statements.prepare("PRAGMA synchronous = NORMAL").execute();
    leases.beat(Instant.now());
    statements.prepare("PRAGMA synchronous = FULL").execute();
  }

  /** Prepares what the first session will be written with, while nobody waits for it. */
  private @Nullable JournalException warm() throws SQLException {
    statements.prepare(CREATE);
    rows.warm();
    return null;
  }

  /** Prepares what the first turn will be written with, while the user thinks of it. */
  void warmTurn() throws SQLException {
    var _ = self.get(); // found out once, and kept
    statements.prepare(ADVANCE);
    leases.warm();
    catalogue.warm();
  }

  private @Nullable JournalException create(Write.Creation creation) throws SQLException {
    String id = creation.session().id().value();
    long no = enter(creation.session(), creation.first());
    if (no == 0) {
      return new Taken();
    }
    if (!creation.traits().areUsual()) {
      catalogue.settle(no, id, creation.traits());
    }
    add(no, id, creation.first());
    return null;
  }

  /** Enters a session in the catalogue; its number, or 0 if there is one of its id. */
  private long enter(SessionSummary session, List<Entry> first) throws SQLException {
    PreparedStatement sql = statements.prepare(CREATE);
    sql.setString(1, session.id().value());
    sql.setString(2, parent(first));
    sql.setString(3, EventCodec.wellFormed(session.cwd()));
    sql.setString(4, wellFormed(session.title()));
    sql.setLong(5, session.createdAt().toEpochMilli());
    sql.setLong(6, session.updatedAt().toEpochMilli());
    sql.setLong(7, session.lastSeq());
    Tallies.bind(sql, 8, tally(first));
    return Statements.number(sql);
  }

  private void add(long no, String session, List<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      rows.insert(no, entry);
    }
    derive(no, session, entries);
  }

  private void derive(long no, String session, List<Entry> entries) throws SQLException {
    for (Derivation table : derived) {
      table.added(no, session, entries);
    }
  }

  /** A session as another begins with it. */
  private record Source(long no, long last, @Nullable String title) {}

  private @Nullable RuntimeException fork(Write.Fork fork) throws SQLException {
    Source source = source(fork.from().value());
    if (source == null) {
      return AcpException.unknownSession(fork.from().value());
    }
    String cwd = fork.branch().opened().cwd();
    long last = Math.min(source.last, fork.branch().upTo());
    List<Entry> behind = fork.branch().behind(last, fork.at());
    long seq = behind.getLast().seq();
    long no =
        enter(new SessionSummary(fork.to(), cwd, source.title, fork.at(), fork.at(), seq), behind);
    if (no == 0) {
      return new Taken();
    }
    rows.copy(source.no, no, last);
    for (Derivation table : derived) {
      table.copied(source.no, no, last);
    }
    add(no, fork.to().value(), behind);
    Imports.branch(statements, fork.from().value(), fork.to().value(), last);
    Tallies.recount(statements, no);
    catalogue.name(no, fork.to().value());
    return null;
  }

  private @Nullable Source source(String session) throws SQLException {
    PreparedStatement sql = statements.prepare(SOURCE);
    sql.setString(1, session);
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? new Source(row.getLong(1), row.getLong(2), row.getString(3)) : null;
    }
  }

  private @Nullable RuntimeException delete(String session) throws SQLException {
    Owner owner = leases.clear(session);
    if (owner != null) {
      return new Busy(owner);
    }
    PreparedStatement sql = statements.prepare(FORGET);
    sql.setLong(1, System.currentTimeMillis());
    sql.setString(2, session);
    sql.executeUpdate();
    for (Derivation table : derived) {
      table.deleted(session);
    }
    return null;
  }

  static @Nullable String parent(List<Entry> first) {
    for (Entry entry : first) {
      if (entry.event() instanceof Event.SessionOpened opened && opened.parent() != null) {
        return opened.parent().value();
      }
    }
    return null;
  }

  private @Nullable RuntimeException append(String session, Append append) throws SQLException {
    long no = advance(session, append);
    if (no == 0) {
      // Nothing is written yet, so whoever stands in the way may be looked at.
      if (!exists(session)) {
        return new Gone();
      }
      Owner owner = leases.clear(session);
      if (owner != null) {
        return new Busy(owner);
      }
      no = advance(session, append);
      if (no == 0) {
        return new Fenced();
      }
    }
    if (no < 0) {
      no = -no;
      if (append.lease() == Journal.Lease.TAKEN) {
        catalogue.name(no, session); // its first prompt
      }
    }
    add(no, session, append.entries());
    for (Superseded superseded : append.superseded()) {
      supersede(no, session, superseded);
    }
    switch (append.lease()) {
      case TAKEN -> leases.take(no, Instant.now());
      case GIVEN_BACK -> leases.giveBack(no);
      case LEFT -> {}
    }
    return null;
  }

  private static Tally tally(List<Entry> entries) {
    Tally tally = Tally.NONE;
    for (Entry entry : entries) {
      tally = tally.with(entry.event());
    }
    return tally;
  }

  /**
   * Moves the summary on; the session's number, less than nothing if it has no name yet, or 0 if it
   * is not to be moved.
   */
  private long advance(String session, Append append) throws SQLException {
    PreparedStatement sql = statements.prepare(ADVANCE);
    sql.setLong(1, append.last());
    sql.setLong(2, append.entries().getLast().at().toEpochMilli());
    sql.setString(3, wellFormed(append.title()));
    int next = Tallies.bind(sql, 4, tally(append.entries()));
    sql.setString(next, session);
    sql.setLong(next + 1, append.after());
    sql.setString(next + 2, self.get().owner());
    return Statements.number(sql);
  }

  private boolean exists(String session) throws SQLException {
    PreparedStatement sql = statements.prepare(EXISTS);
    sql.setString(1, session);
    return Statements.number(sql) != 0;
  }

  private void supersede(long no, String session, Superseded superseded) throws SQLException {
    rows.remove(no, superseded.from(), superseded.to());
    for (Derivation table : derived) {
      table.removed(no, superseded.from(), superseded.to());
    }
    if (superseded.by() != null) {
      rows.insertWhole(no, superseded.by());
      derive(no, session, List.of(superseded.by()));
    }
  }

  /** Gives back the lease of a session, if this process holds it. */
  void release(String session) throws SQLException {
    leases.release(session);
  }

  /** Gives back all that this process holds. */
  void releaseAll() throws SQLException {
    leases.releaseAll();
  }

  private @Nullable JournalException record(Write.Damage damage) throws SQLException {
    PreparedStatement sql = statements.prepare(DAMAGE);
    sql.setLong(1, damage.event());
    sql.setLong(2, System.currentTimeMillis());
    sql.setString(3, damage.problem());
    sql.executeUpdate();
    return null;
  }

  static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }

  /** Takes back what was not committed. */
  @Override
  public void close() throws SQLException {
    statements.close();
  }
}
