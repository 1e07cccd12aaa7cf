package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.store.EventCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that searching and figures are made of. Of one connection, one thread at a time.
 */
final class IndexRows {
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  /** The bulk of a session, what tools print and files were, is not even read. */
  static final String NEXT =
      """
      SELECT key, at, type, data, pieces, packed FROM event
      WHERE key > ? AND key <= ?
        AND type IN ('prompt_accepted', 'message_chunk', 'message_ended', 'tool_call_started',
          'tool_call_changed', 'tool_call_ended', 'permission_decided', 'config_changed',
          'title_changed', 'usage_reported', 'command_run', 'compaction_ended', 'turn_ended')
      ORDER BY key LIMIT ?\
      """;

  static final String ONE =
      "SELECT key, at, type, data, pieces, packed FROM event WHERE key BETWEEN ? AND ? ORDER BY key";

  private final Statements statements;
  private final EventCodec codec;
  private final Blobs blobs;

  IndexRows(Statements statements, EventCodec codec) {
    this.statements = statements;
    this.codec = codec;
    this.blobs = new Blobs(statements);
  }

  /** Some events of a session behind a seq, in order; fewer than {@code limit} are the last. */
  List<Entry> behind(long no, long seq, int limit) throws SQLException {
    PreparedStatement sql = statements.prepare(NEXT);
    sql.setLong(1, Rows.key(no, seq));
    sql.setLong(2, Rows.key(no, MAX_SEQ));
    sql.setInt(3, limit);
    return entries(sql);
  }

  /** The events from one key to another. */
  List<Entry> between(long from, long to) throws SQLException {
    PreparedStatement sql = statements.prepare(ONE);
    sql.setLong(1, from);
    sql.setLong(2, to);
    return entries(sql);
  }

  private List<Entry> entries(PreparedStatement sql) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        long key = row.getLong(1);
        entries.add(
            new Entry(
                key & MAX_SEQ,
                Instant.ofEpochMilli(row.getLong(2)),
                event(key, row.getString(3), row.getString(4), row.getInt(5), row.getBytes(6))));
      }
    }
    return entries;
  }

  /** What cannot be read is nobody's business here: it is not found. */
  private Event event(
      long key, @Nullable String type, @Nullable String plain, int pieces, byte @Nullable [] packed)
      throws SQLException {
    if (type == null || plain == null) {
      return codec.unreadable("", "");
    }
    String data = plain;
    try {
      if (packed != null) {
        data = statements.compression().unpack(packed);
      }
      // What a tool answered is not looked for, so the large parts of it stay where they are.
      if (pieces > 0 && type.equals("tool_call_ended") && !data.isEmpty()) {
        return codec.event(type, data);
      }
      return codec.event(type, pieces == 0 ? data : blobs.whole(key, data, pieces));
    } catch (DataFormatException e) {
      return codec.unreadable(type, data);
    }
  }
}
