package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.protocol.AcpException;
import acp.session.Fenced;
import acp.session.Gone;
import acp.session.Journal.Append;
import acp.session.Journal.Superseded;
import acp.session.JournalException;
import acp.session.SessionSummary;
import acp.session.Taken;
import acp.store.EventCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writer's connection, with its statements: each is compiled when first needed and then kept,
 * because compiling takes longer than running. One thread at a time.
 */
final class WriteConnection implements AutoCloseable {
  private static final String CREATE =
      "INSERT INTO session (id, parent_id, cwd, title, created_at, updated_at, last_seq)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING no";

  /**
   * The fence. It names the session by its id, not by a number remembered from before, so it cannot
   * be fooled by a number that was given away again.
   */
  private static final String ADVANCE =
      "UPDATE session SET last_seq = ?, updated_at = ?, title = coalesce(?, title)"
          + " WHERE id = ? AND last_seq = ? AND deleted_at IS NULL RETURNING no";

  private static final String EXISTS = "SELECT no FROM session WHERE id = ? AND deleted_at IS NULL";
  private static final String SOURCE =
      "SELECT no, last_seq, title FROM session WHERE id = ? AND deleted_at IS NULL";
  private static final String COPY =
      "INSERT INTO event (key, at, type, data)"
          + " SELECT (? << 32) | (key & 4294967295), at, type, data FROM event"
          + " WHERE key BETWEEN ? AND ?";
  private static final String FORGET =
      "UPDATE session SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL";
  private static final String INSERT =
      "INSERT INTO event (key, at, type, data) VALUES (?, ?, ?, ?)";
  private static final String DELETE = "DELETE FROM event WHERE key BETWEEN ? AND ?";

  private final Connection connection;
  private final EventCodec codec;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final PermitWrites permits = new PermitWrites(this::prepared);
  private final Drafts drafts = new Drafts(this);

  /** The number of the session that was made last. */
  private long created;

  WriteConnection(Connection connection, EventCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  /** Begins a transaction that holds the write lock from the start, so it cannot fail half-way. */
  void begin() throws SQLException {
    prepared("BEGIN IMMEDIATE").execute();
  }

  void commit() throws SQLException {
    prepared("COMMIT").execute();
  }

  /**
   * Does it within the transaction.
   *
   * @return why it was refused, in which case nothing of it was done; null if it was done
   */
  @Nullable RuntimeException apply(Write write) throws SQLException {
    return switch (write) {
      case Write.Preparation _ -> warm();
      case Write.Creation creation -> create(creation.session(), creation.first());
      case Write.Drafting drafting -> drafts.apply(drafting.step());
      case Write.Fork fork -> fork(fork);
      case Write.Deletion deletion -> delete(deletion.session().value());
      case Write.Addition addition -> append(addition.session().value(), addition.append());
      case Write.RuleAddition addition -> permits.add(addition);
      case Write.RuleRemoval removal -> permits.remove(removal);
    };
  }

  /** Prepares what the first session will be written with, while nobody waits for it. */
  private @Nullable JournalException warm() throws SQLException {
    Event first = new Event.SessionOpened("/", List.of(), null);
    codec.type(first);
    codec.data(first);
    prepared(CREATE);
    prepared(INSERT);
    return null;
  }

  private @Nullable JournalException create(SessionSummary session, List<Entry> first)
      throws SQLException {
    PreparedStatement sql = prepared(CREATE);
    sql.setString(1, session.id().value());
    sql.setString(2, parent(first));
    sql.setString(3, EventCodec.wellFormed(session.cwd()));
    sql.setString(4, wellFormed(session.title()));
    sql.setLong(5, session.createdAt().toEpochMilli());
    sql.setLong(6, session.updatedAt().toEpochMilli());
    sql.setLong(7, session.lastSeq());
    long no = number(sql);
    if (no == 0) {
      return new Taken();
    }
    created = no;
    for (Entry entry : first) {
      insert(no, entry);
    }
    return null;
  }

  /** A session as another begins with it. */
  private record Source(long no, long last, @Nullable String title) {}

  private @Nullable RuntimeException fork(Write.Fork fork) throws SQLException {
    Source source = source(fork.from().value());
    if (source == null) {
      return AcpException.unknownSession(fork.from().value());
    }
    String cwd = fork.opened().cwd();
    long seq = source.last + 1;
    JournalException refused =
        create(
            new SessionSummary(fork.to(), cwd, source.title, fork.at(), fork.at(), seq),
            List.of(new Entry(seq, fork.at(), fork.opened())));
    if (refused != null) {
      return refused;
    }
    PreparedStatement copy = prepared(COPY);
    copy.setLong(1, created);
    copy.setLong(2, key(source.no, 0));
    copy.setLong(3, key(source.no, source.last));
    copy.executeUpdate();
    return null;
  }

  private @Nullable Source source(String session) throws SQLException {
    PreparedStatement sql = prepared(SOURCE);
    sql.setString(1, session);
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? new Source(row.getLong(1), row.getLong(2), row.getString(3)) : null;
    }
  }

  private @Nullable JournalException delete(String session) throws SQLException {
    PreparedStatement sql = prepared(FORGET);
    sql.setLong(1, System.currentTimeMillis());
    sql.setString(2, session);
    sql.executeUpdate();
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

  private @Nullable JournalException append(String session, Append append) throws SQLException {
    PreparedStatement sql = prepared(ADVANCE);
    sql.setLong(1, append.last());
    sql.setLong(2, append.entries().getLast().at().toEpochMilli());
    sql.setString(3, wellFormed(append.title()));
    sql.setString(4, session);
    sql.setLong(5, append.after());
    long no = number(sql);
    if (no == 0) {
      return exists(session) ? new Fenced() : new Gone();
    }
    for (Entry entry : append.entries()) {
      insert(no, entry);
      if (entry.event() instanceof Event.PermissionDecided decision) {
        permits.record(no, session, entry.at(), decision);
      }
    }
    for (Superseded rows : append.superseded()) {
      supersede(no, rows);
    }
    return null;
  }

  private boolean exists(String session) throws SQLException {
    PreparedStatement sql = prepared(EXISTS);
    sql.setString(1, session);
    return number(sql) != 0;
  }

  private void supersede(long no, Superseded rows) throws SQLException {
    PreparedStatement sql = prepared(DELETE);
    sql.setLong(1, key(no, rows.from()));
    sql.setLong(2, key(no, rows.to()));
    sql.executeUpdate();
    if (rows.by() != null) {
      insert(no, rows.by());
    }
  }

  void insert(long no, Entry entry) throws SQLException {
    PreparedStatement sql = prepared(INSERT);
    sql.setLong(1, key(no, entry.seq()));
    sql.setLong(2, entry.at().toEpochMilli());
    sql.setString(3, codec.type(entry.event()));
    sql.setString(4, codec.data(entry.event()));
    sql.executeUpdate();
  }

  static long key(long no, long seq) {
    if (seq < 0 || seq >>> Schema.SEQ_BITS != 0) {
      throw new IllegalArgumentException("seq " + seq);
    }
    return no << Schema.SEQ_BITS | seq;
  }

  /** The number that the statement answers with; 0 when it answers with no row. */
  static long number(PreparedStatement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }

  PreparedStatement prepared(String text) throws SQLException {
    PreparedStatement statement = statements.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      statements.put(text, statement);
    }
    return statement;
  }

  /** Takes back what was not committed. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
