package acp.store.sqlite;

import acp.event.SessionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the sessions that are to go for good: those that have been in the trash for long enough,
 * those whose purge was interrupted, and ephemeral ones whose process has died without a word.
 */
final class Sweep {
  /** At most so many at once. */
  static final int AT_ONCE = 50;

  /** Nobody can say of a process elsewhere whether it lives; this long it is believed to. */
  private static final Duration ELSEWHERE = Duration.ofDays(1);

  private static final String TRASH =
      "SELECT id FROM session WHERE deleted_at IS NOT NULL AND purged_at IS NULL"
          + " AND deleted_at < ? AND id NOT LIKE 'draft:%' LIMIT ?";
  private static final String BEGUN = "SELECT id FROM session WHERE purged_at = 0 LIMIT ?";
  private static final String EPHEMERAL =
      "SELECT s.id, s.updated_at, e.owner, e.host, e.pid_space, e.boot, e.pid, e.started"
          + " FROM ephemeral e JOIN session s ON s.no = e.session LIMIT ?";
  private static final int MAX_EPHEMERAL = 1_000;

  private final Duration trashTime;
  private final Supplier<Holder> self;

  /**
   * @param trashTime how long what was deleted stays
   * @param self who asks
   */
  Sweep(Duration trashTime, Supplier<Holder> self) {
    this.trashTime = trashTime;
    this.self = self;
  }

  /** Some of them. */
  List<SessionId> due(Connection connection) throws SQLException {
    List<SessionId> due = new ArrayList<>();
    try (PreparedStatement sql = connection.prepareStatement(BEGUN)) {
      sql.setInt(1, AT_ONCE);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          due.add(new SessionId(row.getString(1)));
        }
      }
    }
    try (PreparedStatement sql = connection.prepareStatement(TRASH)) {
      sql.setLong(1, System.currentTimeMillis() - trashTime.toMillis());
      sql.setInt(2, AT_ONCE - due.size());
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          due.add(new SessionId(row.getString(1)));
        }
      }
    }
    try (PreparedStatement sql = connection.prepareStatement(EPHEMERAL)) {
      sql.setInt(1, MAX_EPHEMERAL);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next() && due.size() < AT_ONCE) {
          if (isOver(row)) {
            due.add(new SessionId(row.getString(1)));
          }
        }
      }
    }
    return due;
  }

  private boolean isOver(ResultSet row) throws SQLException {
    Instant updated = Instant.ofEpochMilli(row.getLong(2));
    Holder holder =
        new Holder(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getLong(7),
            row.getString(8));
    Holder here = self.get();
    boolean visible =
        holder.host().equals(here.host()) && holder.pidSpace().equals(here.pidSpace());
    Instant now = Instant.now();
    return visible
        ? !holder.isAlive(here, now, now)
        : Duration.between(updated, now).compareTo(ELSEWHERE) > 0;
  }
}
