package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.store.EventCodec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;

/** The rows of events, and how they are written. Of one connection, one thread at a time. */
final class Rows {
  private static final String INSERT =
      "INSERT INTO event (key, at, type, data, pieces, packed) VALUES (?, ?, ?, ?, ?, ?)";
  private static final String COPY =
      "INSERT INTO event (key, at, type, data, pieces, packed)"
          + " SELECT (? << 32) | (key & 4294967295), at, type, data, pieces, packed FROM event"
          + " WHERE key BETWEEN ? AND ?";
  private static final String DELETE = "DELETE FROM event WHERE key BETWEEN ? AND ?";

  /**
   * These are never packed: the first for who has little to read, as at the beginning of a session;
   * into the others SQL looks, when it counts ({@link Step5Catalogue#TALLY}).
   */
  static final Set<String> PLAIN =
      Set.of("session_opened", "usage_reported", "config_changed", "title_changed");

  private final Statements statements;
  private final EventCodec codec;
  private final Blobs blobs;

  Rows(Statements statements, EventCodec codec) {
    this.statements = statements;
    this.codec = codec;
    this.blobs = new Blobs(statements);
  }

  /** Loads what the first event is written with. */
  void warm() throws SQLException {
    Event first = new Event.SessionOpened("/", List.of(), null);
    codec.type(first);
    Packing.cut(codec.data(first));
    statements.prepare(INSERT);
  }

  /** Writes what happens. Of it, what will soon be replaced by its whole is not packed. */
  void insert(long no, Entry entry) throws SQLException {
    insert(no, entry, !isPassing(entry.event()));
  }

  /** Writes what will not be replaced. */
  void insertWhole(long no, Entry entry) throws SQLException {
    insert(no, entry, true);
  }

  private static boolean isPassing(Event event) {
    return event instanceof Event.MessageChunk
        || event instanceof Event.ToolOutput
        || event instanceof Event.CompactionChunk;
  }

  private void insert(long no, Entry entry, boolean pack) throws SQLException {
    Packing.Cut data = Packing.cut(codec.data(entry.event()));
    String type = codec.type(entry.event());
    byte[] packed =
        pack && data.rest().length() >= Compression.LEAST && !PLAIN.contains(type)
            ? statements.compression().pack(data.rest())
            : null;
    long key = key(no, entry.seq());
    PreparedStatement sql = statements.prepare(INSERT);
    sql.setLong(1, key);
    sql.setLong(2, entry.at().toEpochMilli());
    sql.setString(3, type);
    sql.setString(4, packed == null ? data.rest() : "");
    if (data.pieces().isEmpty()) {
      sql.setNull(5, Types.INTEGER);
    } else {
      sql.setInt(5, data.pieces().size());
      blobs.add(key, data.pieces());
    }
    sql.setBytes(6, packed);
    sql.executeUpdate();
  }

  /** Gives the session {@code to} all events of another up to {@code lastSeq}. */
  void copy(long from, long to, long lastSeq) throws SQLException {
    PreparedStatement sql = statements.prepare(COPY);
    sql.setLong(1, to);
    sql.setLong(2, key(from, 0));
    sql.setLong(3, key(from, lastSeq));
    sql.executeUpdate();
    blobs.copy(to, key(from, 0), key(from, lastSeq));
  }

  void remove(long no, long fromSeq, long toSeq) throws SQLException {
    PreparedStatement sql = statements.prepare(DELETE);
    sql.setLong(1, key(no, fromSeq));
    sql.setLong(2, key(no, toSeq));
    sql.executeUpdate();
    blobs.forget(key(no, fromSeq), key(no, toSeq));
  }

  static long key(long no, long seq) {
    if (seq < 0 || seq >>> Schema.SEQ_BITS != 0) {
      throw new IllegalArgumentException("seq " + seq);
    }
    return no << Schema.SEQ_BITS | seq;
  }
}
