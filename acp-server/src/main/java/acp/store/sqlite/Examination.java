package acp.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds out how the store is. Reads the whole file. */
final class Examination {
  private static final String DAMAGES =
      """
      SELECT d.found_at, d.event & 4294967295, coalesce(s.id, 'an unknown session'), d.problem
      FROM damage d LEFT JOIN session s ON s.no = d.event >> 32
      ORDER BY d.found_at DESC LIMIT 100\
      """;

  private Examination() {}

  static StoreHealth of(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      return new StoreHealth(
          database.folder().resolve(Database.FILE),
          number(sql, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
          Upkeep.logBytes(database),
          Math.toIntExact(number(sql, "PRAGMA user_version")),
          number(sql, "SELECT count(*) FROM session WHERE deleted_at IS NULL"),
          number(sql, "SELECT count(*) FROM session WHERE deleted_at IS NOT NULL"),
          Upkeep.remembered(sql, "check"),
          Upkeep.problems(sql),
          damages(sql),
          new Backups(database).all());
    }
  }

  private static List<String> damages(Statement sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (ResultSet row = sql.executeQuery(DAMAGES)) {
      while (row.next()) {
        all.add(
            "event %d of %s, found %s: %s"
                .formatted(
                    row.getLong(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(1)),
                    row.getString(4)));
      }
    }
    return all;
  }

  private static long number(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
