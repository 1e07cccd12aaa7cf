package acp.store.sqlite;

import acp.event.SessionId;
import acp.session.Busy;
import acp.session.Change;
import acp.session.Gone;
import acp.session.Labels;
import acp.session.Origin;
import acp.session.Owner;
import acp.session.SessionType;
import acp.session.Stale;
import acp.session.Traits;
import acp.store.EventCodec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link WriteConnection} writes of the catalogue. An update is one statement that names
 * only the columns that change, besides those for tags and data, which have rows of their own.
 */
final class CatalogueWrites {
  private static final String FIND =
      "SELECT no, version, metadata FROM session WHERE id = ? AND deleted_at IS NULL";
  private static final String VISIBLE = " AND deleted_at IS NULL";
  private static final String ORIGIN =
      "UPDATE session SET git_branch = coalesce(git_branch, ?), git_commit = coalesce(git_commit,"
          + " ?), client = coalesce(client, ?), client_version = coalesce(client_version, ?)";
  private static final String TAG =
      "INSERT INTO session_tag (tag, session) VALUES (?, ?) ON CONFLICT DO NOTHING";
  private static final String UNTAG = "DELETE FROM session_tag WHERE tag = ? AND session = ?";
  private static final String TAGS = "SELECT count(*) FROM session_tag WHERE session = ?";
  private static final String KEEP =
      "INSERT OR REPLACE INTO session_data (session, key, value) VALUES (?, ?, ?)";
  private static final String DROP = "DELETE FROM session_data WHERE session = ? AND key = ?";
  private static final String DATA =
      "SELECT count(*), coalesce(sum(length(CAST(value AS BLOB))), 0)"
          + " FROM session_data WHERE session = ?";
  private static final String KEPT =
      "SELECT no FROM session WHERE id = ? AND id NOT LIKE 'draft:%' AND purged_at IS NULL";

  /** One whose purge was begun has no other way left. */
  private static final String PURGEABLE =
      "SELECT no FROM session WHERE id = ? AND id NOT LIKE 'draft:%'"
          + " AND (purged_at IS NULL OR purged_at = 0)";

  private static final String BEGIN_PURGE =
      "UPDATE session SET purged_at = 0 WHERE no = ? AND purged_at IS NULL";
  private static final String RESTORE =
      "UPDATE session SET deleted_at = NULL WHERE no = ? AND deleted_at IS NOT NULL";
  private static final String PUT_ASIDE =
      "UPDATE session SET deleted_at = ? WHERE no = ? AND deleted_at IS NULL";
  private static final String SLICE =
      "SELECT max(key) FROM (SELECT key FROM event WHERE key BETWEEN ? AND ?"
          + " ORDER BY key LIMIT ?)";
  private static final String TOMBSTONE =
      "UPDATE session SET purged_at = ?, parent_id = NULL, cwd = '', title = NULL, alias = NULL,"
          + " metadata = NULL, git_branch = NULL, git_commit = NULL, client = NULL,"
          + " client_version = NULL, model = NULL, mode = NULL, title_source = NULL WHERE no = ?";
  private static final List<String> LEFT =
      List.of(
          "DELETE FROM session_tag WHERE session = ?",
          "DELETE FROM session_data WHERE session = ?",
          "DELETE FROM lease WHERE session = ?",
          "DELETE FROM ephemeral WHERE session = ?",
          "DELETE FROM damage WHERE event BETWEEN ?1 << 32 AND (?1 << 32 | 4294967295)");
  private static final String EPHEMERAL =
      "INSERT OR REPLACE INTO ephemeral (session, owner, host, pid_space, boot, pid, started)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  /** Events that are deleted at once, so that others can write between. */
  static final int SLICE_ROWS = 2_000;

  private final Statements statements;
  private final Rows rows;
  private final Leases leases;
  private final Supplier<Holder> self;
  private final List<Derivation> derived;
  private @Nullable Names names;

  CatalogueWrites(
      Statements statements,
      Rows rows,
      Leases leases,
      Supplier<Holder> self,
      List<Derivation> derived) {
    this.statements = statements;
    this.rows = rows;
    this.leases = leases;
    this.self = self;
    this.derived = List.copyOf(derived);
  }

  /** Something that is done in one transaction. */
  sealed interface Deed {}

  /** Traits that change. */
  record Update(SessionId session, Change change) implements Deed {}

  /** Where it comes from. */
  record Originate(SessionId session, Origin origin) implements Deed {}

  /** Out of the trash. */
  record Restore(SessionId session) implements Deed {}

  /**
   * Some of it goes for good.
   *
   * @param more set if there is more to go
   */
  record Purge(SessionId session, AtomicBoolean more) implements Deed {}

  /** Loads what the first prompt is written with. */
  void warm() throws SQLException {
    names().warm();
  }

  private Names names() {
    if (names == null) {
      names = new Names(statements);
    }
    return names;
  }

  /** Gives a session a name. */
  void name(long no, String session) throws SQLException {
    names().give(no, session);
  }

  /**
   * Does it within the transaction.
   *
   * @return why it was refused; null if it was done
   */
  @Nullable RuntimeException apply(Deed deed) throws SQLException {
    return switch (deed) {
      case Update update -> update(update.session.value(), update.change);
      case Originate origin -> originate(origin);
      case Restore restore -> restore(restore.session.value());
      case Purge purge -> purge(purge);
    };
  }

  private @Nullable RuntimeException update(String session, Change change) throws SQLException {
    long no;
    ObjectNode metadata;
    PreparedStatement find = statements.prepare(FIND);
    find.setString(1, session);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        return new Gone();
      }
      no = row.getLong(1);
      if (change.version() != null && change.version() != row.getLong(2)) {
        return new Stale(row.getLong(2));
      }
      metadata = change.merged(CatalogueReads.metadata(row.getString(3)));
    }
    RuntimeException excess = excess(no, change, metadata);
    if (excess != null) {
      return excess;
    }
    set(no, change, metadata, "version = version + 1");
    for (String tag : change.untagged()) {
      tag(UNTAG, tag, no);
    }
    for (String tag : change.tagged()) {
      tag(TAG, tag, no);
    }
    for (Map.Entry<String, @Nullable JsonNode> each : change.data().entrySet()) {
      keep(no, each.getKey(), each.getValue());
    }
    return null;
  }

  /** Looked at before anything is written, since what is refused must leave nothing. */
  private @Nullable RuntimeException excess(long no, Change change, ObjectNode metadata)
      throws SQLException {
    try {
      Labels.checkMetadata(metadata);
      PreparedStatement tags = statements.prepare(TAGS);
      tags.setLong(1, no);
      if (!change.tagged().isEmpty()) {
        int count = Math.toIntExact(Statements.number(tags));
        Labels.checkTags(count + absent(no, change.tagged()) - present(no, change.untagged()));
      }
      if (change.data().values().stream().anyMatch(value -> value != null)) {
        checkData(no, change);
      }
      return null;
    } catch (IllegalArgumentException tooMuch) {
      return tooMuch;
    }
  }

  private int absent(long no, List<String> tags) throws SQLException {
    return Set.copyOf(tags).size() - present(no, tags);
  }

  private int present(long no, List<String> tags) throws SQLException {
    int present = 0;
    for (String tag : Set.copyOf(tags)) {
      PreparedStatement sql =
          statements.prepare("SELECT count(*) FROM session_tag WHERE tag = ? AND session = ?");
      sql.setString(1, tag);
      sql.setLong(2, no);
      present += Math.toIntExact(Statements.number(sql));
    }
    return present;
  }

  private void checkData(long no, Change change) throws SQLException {
    int keys;
    long bytes;
    PreparedStatement sql = statements.prepare(DATA);
    sql.setLong(1, no);
    try (ResultSet row = sql.executeQuery()) {
      row.next();
      keys = row.getInt(1);
      bytes = row.getLong(2);
    }
    for (Map.Entry<String, @Nullable JsonNode> each : change.data().entrySet()) {
      PreparedStatement before =
          statements.prepare(
              "SELECT 1 + length(CAST(value AS BLOB)) FROM session_data"
                  + " WHERE session = ? AND key = ?");
      before.setLong(1, no);
      before.setString(2, each.getKey());
      long size = Statements.number(before);
      keys -= size > 0 ? 1 : 0;
      bytes -= Math.max(0, size - 1);
      JsonNode value = each.getValue();
      if (value != null) {
        keys++;
        bytes += Labels.checkValue(value);
      }
    }
    Labels.checkData(keys, bytes);
  }

  /** One statement, with the columns that change. */
  private void set(long no, Change change, ObjectNode metadata, String always) throws SQLException {
    List<String> columns = new ArrayList<>(List.of(always));
    List<Object> values = new ArrayList<>();
    if (change.archived() != null) {
      // since when, stays
      columns.add(
          change.archived() ? "archived_at = coalesce(archived_at, ?)" : "archived_at = NULL");
      if (change.archived()) {
        values.add(System.currentTimeMillis());
      }
    }
    if (change.type() != null) {
      columns.add("type = ?");
      values.add(change.type().word());
    }
    if (change.metadata() != null) {
      columns.add("metadata = ?");
      values.add(EventCodec.wellFormed(metadata.toString()));
    }
    values.add(no);
    try (PreparedStatement sql =
        statements
            .connection()
            .prepareStatement(
                "UPDATE session SET " + String.join(", ", columns) + " WHERE no = ?")) {
      for (int i = 0; i < values.size(); i++) {
        sql.setObject(i + 1, values.get(i));
      }
      sql.executeUpdate();
    }
    if (change.type() != null) {
      bindToProcess(no, change.type());
    }
  }

  private void tag(String statement, String tag, long no) throws SQLException {
    PreparedStatement sql = statements.prepare(statement);
    sql.setString(1, tag);
    sql.setLong(2, no);
    sql.executeUpdate();
  }

  private void keep(long no, String key, @Nullable JsonNode value) throws SQLException {
    PreparedStatement sql = statements.prepare(value == null ? DROP : KEEP);
    sql.setLong(1, no);
    sql.setString(2, key);
    if (value != null) {
      sql.setString(3, EventCodec.wellFormed(value.toString()));
    }
    sql.executeUpdate();
  }

  /** Gives a session that is new all its traits. */
  void settle(long no, String session, Traits traits) throws SQLException {
    Change change =
        Change.NONE
            .type(traits.type() == SessionType.USER ? null : traits.type())
            .metadata(traits.metadata().isEmpty() ? null : traits.metadata())
            .tags(List.copyOf(traits.tags()), List.of());
    set(no, change, traits.metadata(), "version = 1");
    for (String tag : traits.tags()) {
      tag(TAG, tag, no);
    }
    for (Map.Entry<String, JsonNode> each : traits.data().entrySet()) {
      keep(no, each.getKey(), each.getValue());
    }
    if (traits.archivedAt() != null) {
      PreparedStatement sql = statements.prepare("UPDATE session SET archived_at = ? WHERE no = ?");
      sql.setLong(1, traits.archivedAt().toEpochMilli());
      sql.setLong(2, no);
      sql.executeUpdate();
    }
    originate(traits.origin(), " WHERE id = ?", session);
  }

  private @Nullable RuntimeException originate(Originate deed) throws SQLException {
    originate(deed.origin, " WHERE id = ?" + VISIBLE, deed.session.value());
    return null;
  }

  private void originate(Origin origin, String where, String session) throws SQLException {
    if (origin.equals(Origin.UNKNOWN)) {
      return;
    }
    PreparedStatement sql = statements.prepare(ORIGIN + where);
    sql.setString(1, wellFormed(origin.branch()));
    sql.setString(2, wellFormed(origin.commit()));
    sql.setString(3, wellFormed(origin.client()));
    sql.setString(4, wellFormed(origin.clientVersion()));
    sql.setString(5, session);
    sql.executeUpdate();
  }

  /** An ephemeral session goes with this process; one that is so no longer, does not. */
  private void bindToProcess(long no, SessionType type) throws SQLException {
    if (type != SessionType.EPHEMERAL) {
      PreparedStatement free = statements.prepare("DELETE FROM ephemeral WHERE session = ?");
      free.setLong(1, no);
      free.executeUpdate();
      return;
    }
    Holder holder = self.get();
    PreparedStatement sql = statements.prepare(EPHEMERAL);
    sql.setLong(1, no);
    sql.setString(2, holder.owner());
    sql.setString(3, holder.host());
    sql.setString(4, holder.pidSpace());
    sql.setString(5, holder.boot());
    sql.setLong(6, holder.pid());
    sql.setString(7, holder.started());
    sql.executeUpdate();
  }

  private @Nullable RuntimeException restore(String session) throws SQLException {
    long no = number(KEPT, session);
    if (no == 0) {
      return new Gone();
    }
    PreparedStatement sql = statements.prepare(RESTORE);
    sql.setLong(1, no);
    if (sql.executeUpdate() > 0) {
      for (Derivation table : derived) {
        table.restored(session);
      }
    }
    return null;
  }

  /** The number of a session, in the trash or not; 0 if there is none, or no more. */
  private long number(String question, String session) throws SQLException {
    PreparedStatement sql = statements.prepare(question);
    sql.setString(1, session);
    return Statements.number(sql);
  }

  /** A slice of the events; with the last of them, all the rest. What is taken is overwritten. */
  private @Nullable RuntimeException purge(Purge purge) throws SQLException {
    statements.once("PRAGMA secure_delete = ON");
    try {
      return purgeSome(purge);
    } finally {
      statements.once(Database.OVERWRITE);
    }
  }

  private @Nullable RuntimeException purgeSome(Purge purge) throws SQLException {
    purge.more.set(false);
    String session = purge.session.value();
    long no = number(PURGEABLE, session);
    if (no == 0) {
      return null;
    }
    Owner owner = leases.clear(session);
    if (owner != null) {
      return new Busy(owner);
    }
    PreparedStatement aside = statements.prepare(PUT_ASIDE);
    aside.setLong(1, System.currentTimeMillis());
    aside.setLong(2, no);
    if (aside.executeUpdate() > 0) {
      for (Derivation table : derived) {
        table.deleted(session);
      }
    }
    PreparedStatement begin = statements.prepare(BEGIN_PURGE);
    begin.setLong(1, no);
    begin.executeUpdate();
    PreparedStatement slice = statements.prepare(SLICE);
    slice.setLong(1, Rows.key(no, 0));
    slice.setLong(2, Rows.key(no, MAX_SEQ));
    slice.setInt(3, SLICE_ROWS);
    long last = Statements.number(slice);
    if (last != 0) {
      rows.remove(no, 0, last & MAX_SEQ);
      purge.more.set(true);
      return null;
    }
    for (Derivation table : derived) {
      table.purged(no, session);
    }
    for (String statement : LEFT) {
      PreparedStatement sql = statements.prepare(statement);
      sql.setLong(1, no);
      sql.executeUpdate();
    }
    Imports.forget(statements, session);
    PreparedStatement tombstone = statements.prepare(TOMBSTONE);
    tombstone.setLong(1, System.currentTimeMillis());
    tombstone.setLong(2, no);
    tombstone.executeUpdate();
    return null;
  }

  private static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }
}
