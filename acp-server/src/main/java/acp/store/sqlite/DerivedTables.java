package acp.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tables that are made of the events and hold nothing else: what searching and figures need. If
 * nothing but these is damaged, no session is, and they are made anew.
 */
final class DerivedTables {
  private static final Set<String> FACTS = Set.of("turn_fact", "use_fact", "tool_fact");

  /**
   * The tables of {@link IndexStore#MAKE} and its own beneath it; they come with the first words.
   */
  private static final Set<String> WORDS =
      Set.of(
          "search",
          "search_data",
          "search_idx",
          "search_docsize",
          "search_config",
          "search_content");

  private DerivedTables() {}

  static boolean has(String table) {
    return FACTS.contains(table) || WORDS.contains(table) || table.startsWith("search_");
  }

  /**
   * True if what is wrong with a file lies in these alone: all other tables are sound, each with
   * its indexes, and so is what the file knows of its free pages.
   *
   * @param problems what is wrong, the first few
   */
  static boolean areAloneIn(List<String> problems, Statement sql) throws SQLException {
    if (problems.isEmpty()
        || problems.stream().anyMatch(each -> each.contains("reelist"))
        || !tables(sql).contains("search_session")) {
      return false;
    }
    try {
      for (String table : tables(sql)) {
        if (!has(table) && !isSound(table, sql)) {
          return false;
        }
      }
    } catch (SQLException e) {
      if (Trouble.isCorrupt(e)) {
        return false;
      }
      throw e;
    }
    return true;
  }

  /** True if these have no damaged page, whatever is wrong with what they say. */
  static boolean areSound(Statement sql) throws SQLException {
    try {
      for (String table : tables(sql)) {
        if (has(table) && !table.equals("search") && !isSound(table, sql)) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      if (Trouble.isCorrupt(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isSound(String table, Statement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery("PRAGMA integrity_check(\"" + table + "\")")) {
      return row.next() && row.getString(1).equals("ok");
    }
  }

  /** All, the schema's own among them. */
  private static List<String> tables(Statement sql) throws SQLException {
    return texts(
        sql,
        "SELECT 'sqlite_schema' UNION ALL SELECT name FROM sqlite_schema WHERE type = 'table'");
  }

  /**
   * Puts empty ones in their place, to be filled step by step from the events. What the old ones
   * held on to is no part of the file's order any more until {@code VACUUM} has written it anew: to
   * drop them would free what they point to, and that may be anything. In one transaction.
   */
  static void replace(Statement sql) throws SQLException {
    sql.execute("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      List<String> makers =
          texts(
              sql,
              "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND ("
                  + derived()
                  + ")"
                  + " AND tbl_name NOT IN ("
                  + list(WORDS)
                  + ") ORDER BY type = 'index'");
      sql.execute("PRAGMA writable_schema = ON");
      sql.execute("DELETE FROM sqlite_schema WHERE " + derived());
      sql.execute("PRAGMA writable_schema = RESET");
      for (String maker : makers) {
        sql.execute(maker);
      }
      sql.executeUpdate(Salvage.SEARCHED_LATER);
      sql.execute("COMMIT");
      done = true;
    } finally {
      if (!done) {
        sql.execute("ROLLBACK");
      }
    }
  }

  private static String derived() {
    return "tbl_name = 'search' OR tbl_name GLOB 'search_*' OR tbl_name IN (" + list(FACTS) + ")";
  }

  private static String list(Set<String> names) {
    return "'" + String.join("', '", names) + "'";
  }

  private static List<String> texts(Statement sql, String question) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet row = sql.executeQuery(question)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
