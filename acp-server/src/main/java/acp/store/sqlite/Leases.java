package acp.store.sqlite;

import acp.session.Owner;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who works in which session, as the store knows it. A lease is a row that is written with the
 * event that begins a turn and deleted with the one that ends it; while it stands and its owner
 * lives, nobody else appends. Of one connection, one thread at a time.
 */
final class Leases {
  /** To be found in statements that let pass what no other process holds. */
  static final String FREE =
      "NOT EXISTS (SELECT 1 FROM lease l WHERE l.session = session.no AND l.owner <> ?)";

  static final String OWNER =
      "SELECT owner, host, pid_space, boot, pid, started, since, seen_at FROM lease"
          + " WHERE session = (SELECT no FROM session WHERE id = ?)";

  private static final String TAKE =
      "INSERT OR REPLACE INTO lease"
          + " (session, owner, host, pid_space, boot, pid, started, since, seen_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String GIVE_BACK = "DELETE FROM lease WHERE session = ? AND owner = ?";
  private static final String RELEASE =
      "DELETE FROM lease WHERE session = (SELECT no FROM session WHERE id = ?) AND owner = ?";
  private static final String CLEAR =
      "DELETE FROM lease WHERE session = (SELECT no FROM session WHERE id = ?) AND owner <> ?";
  private static final String BEAT = "UPDATE lease SET seen_at = ? WHERE owner = ?";

  private final Statements statements;
  private final Supplier<Holder> self;

  Leases(Statements statements, Supplier<Holder> self) {
    this.statements = statements;
    this.self = self;
  }

  /** Prepares what a turn needs. */
  void warm() throws SQLException {
    statements.prepare(TAKE);
    statements.prepare(GIVE_BACK);
  }

  /** This process works in the session from now on, whoever did before. */
  void take(long session, Instant now) throws SQLException {
    Holder holder = self.get();
    PreparedStatement sql = statements.prepare(TAKE);
    sql.setLong(1, session);
    sql.setString(2, holder.owner());
    sql.setString(3, holder.host());
    sql.setString(4, holder.pidSpace());
    sql.setString(5, holder.boot());
    sql.setLong(6, holder.pid());
    sql.setString(7, holder.started());
    sql.setLong(8, now.toEpochMilli());
    sql.setLong(9, now.toEpochMilli());
    sql.executeUpdate();
  }

  /** This process works in the session no more. */
  void giveBack(long session) throws SQLException {
    PreparedStatement sql = statements.prepare(GIVE_BACK);
    sql.setLong(1, session);
    sql.setString(2, self.get().owner());
    sql.executeUpdate();
  }

  /** The same, by the session's id. */
  void release(String session) throws SQLException {
    PreparedStatement sql = statements.prepare(RELEASE);
    sql.setString(1, session);
    sql.setString(2, self.get().owner());
    sql.executeUpdate();
  }

  /** This process works in no session any more. */
  void releaseAll() throws SQLException {
    PreparedStatement sql = statements.prepare("DELETE FROM lease WHERE owner = ?");
    sql.setString(1, self.get().owner());
    sql.executeUpdate();
  }

  /** This process lives. */
  void beat(Instant now) throws SQLException {
    PreparedStatement sql = statements.prepare(BEAT);
    sql.setLong(1, now.toEpochMilli());
    sql.setString(2, self.get().owner());
    sql.executeUpdate();
  }

  /** Drops the lease that a dead process left; the other process that works there, if one does. */
  @Nullable Owner clear(String session) throws SQLException {
    Owner living = owner(session);
    if (living == null) {
      PreparedStatement sql = statements.prepare(CLEAR);
      sql.setString(1, session);
      sql.setString(2, self.get().owner());
      sql.executeUpdate();
    }
    return living;
  }

  /** The other process that works in a session and lives; null if there is none. */
  @Nullable Owner owner(String session) throws SQLException {
    PreparedStatement sql = statements.prepare(OWNER);
    sql.setString(1, session);
    try (ResultSet row = sql.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      Holder holder =
          new Holder(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getLong(5),
              row.getString(6));
      Instant seen = Instant.ofEpochMilli(row.getLong(8));
      if (holder.owner().equals(self.get().owner())
          || !holder.isAlive(self.get(), seen, Instant.now())) {
        return null;
      }
      return new Owner(holder.pid(), holder.host(), Instant.ofEpochMilli(row.getLong(7)));
    }
  }
}
