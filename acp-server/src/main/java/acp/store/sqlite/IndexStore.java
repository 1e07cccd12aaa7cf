package acp.store.sqlite;

import acp.event.Entry;
import acp.store.EventCodec;
import acp.store.insight.Facts.Standing;
import acp.store.insight.ToolFact;
import acp.store.insight.TurnFact;
import acp.store.search.Harvest;
import acp.store.search.Passage;
import acp.store.search.Word;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of events, and how it is brought up to date: in steps, each of which reads some
 * events as they are at one moment, and then writes what they yield in a transaction of its own,
 * with how far it came. So a step is done whole or not at all; two processes that do the same one
 * find out, and the second drops it. Of one connection, one thread at a time.
 */
final class IndexStore {
  private static final Logger LOG = LoggerFactory.getLogger(IndexStore.class);

  /** A step of this many characters holds up the journal for some milliseconds. */
  private static final int CHARS = 512 * 1024;

  private static final int SESSIONS = 128;
  private static final int ROWS = 4_096;

  /** So many pieces of one message are taken for all of it. */
  private static final int LONGEST_SAYING = 65_536;

  /** Where the numbers of passages begin: newer ones above, those from before below. */
  private static final long MIDDLE = 100_000_000L;

  static final String MAKE =
      "CREATE VIRTUAL TABLE search USING"
          + " fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii')";
  private static final String UNUSED =
      "SELECT NOT EXISTS (SELECT 1 FROM search_passage) AND NOT EXISTS"
          + " (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'search')";
  static final String BACKLOG =
      "SELECT CAST(value AS INTEGER) FROM upkeep WHERE name = 'search.backlog'";
  private static final String MARKED =
      "SELECT no FROM search_mark ORDER BY no DESC LIMIT " + SESSIONS;
  private static final String BEFORE =
      "SELECT no FROM session WHERE no <= ? ORDER BY no DESC LIMIT " + SESSIONS;
  private static final String SESSION =
      """
      SELECT s.cwd, s.last_seq, i.seq, i.counted, i.turn, i.model, i.mode,
        CASE WHEN i.no IS NULL AND s.parent_id IS NOT NULL THEN
          (SELECT max(e.key) FROM event e
            WHERE e.key BETWEEN s.no << 32 AND s.no << 32 | 4294967295
              AND e.type = 'session_opened')
          END
      FROM session s LEFT JOIN search_session i ON i.no = s.no WHERE s.no = ?\
      """;
  private static final String REACHED =
      "SELECT coalesce((SELECT seq FROM search_session WHERE no = ?), 0)";
  private static final String LAST = "SELECT last_seq FROM session WHERE no = ?";
  private static final String REACH =
      """
      INSERT INTO search_session (no, seq, counted, turn, model, mode, first_doc, last_doc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (no) DO UPDATE SET seq = excluded.seq, turn = excluded.turn,
        model = excluded.model, mode = excluded.mode,
        first_doc = min(coalesce(first_doc, excluded.first_doc), coalesce(excluded.first_doc, first_doc)),
        last_doc = max(coalesce(last_doc, excluded.last_doc), coalesce(excluded.last_doc, last_doc))\
      """;
  private static final String MARK =
      "INSERT INTO search_mark (no) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String UNMARK = "DELETE FROM search_mark WHERE no = ?";
  private static final String GREATEST = "SELECT max(doc) FROM search_passage";
  private static final String LEAST = "SELECT min(doc) FROM search_passage";
  private static final String PUT =
      "INSERT INTO search_passage (doc, event, last) VALUES (?, ?, ?)";
  private static final String PUT_WORDS = "INSERT INTO search (rowid, words) VALUES (?, ?)";
  private static final String LOWER =
      "UPDATE upkeep SET value = CAST(? AS TEXT) WHERE name = 'search.backlog'";
  private static final String ALL_DONE = "DELETE FROM upkeep WHERE name = 'search.backlog'";
  private static final String GONE = "SELECT no FROM search_gone LIMIT 1";
  private static final String GONE_DOCS =
      """
      SELECT p.doc FROM search_session i CROSS JOIN search_passage p
      WHERE i.no = ? AND p.doc BETWEEN i.first_doc AND i.last_doc
        AND p.event BETWEEN i.no << 32 AND i.no << 32 | 4294967295\
      """;

  /** What is made of the events, all of it; the index of words besides. */
  private static final List<String> TABLES =
      List.of(
          "search_mark",
          "search_gone",
          "search_session",
          "search_passage",
          "turn_fact",
          "use_fact",
          "tool_fact");

  private final Statements statements;
  private final IndexRows rows;
  private final FactRows facts;

  IndexStore(Statements statements, EventCodec codec) {
    this.statements = statements;
    this.rows = new IndexRows(statements, codec);
    this.facts = new FactRows(statements);
  }

  /**
   * Does a step.
   *
   * @param backlog true to go through sessions from before, too, when nothing else is to be done
   * @return false if there is nothing more to do
   */
  boolean step(boolean backlog) throws SQLException {
    long gone = number(GONE);
    if (gone != 0) {
      write(() -> forget(gone));
      return true;
    }
    List<Long> marked = numbers(statements.prepare(MARKED));
    if (!marked.isEmpty()) {
      List<Reaped> yields = read(marked);
      write(() -> put(yields, false));
      return true;
    }
    long top = number(BACKLOG);
    if (!backlog || top == 0) {
      return false;
    }
    PreparedStatement before = statements.prepare(BEFORE);
    before.setLong(1, top);
    List<Long> old = numbers(before);
    List<Reaped> yields = read(old);
    long done = yields.isEmpty() ? 0 : yields.getLast().no() - 1;
    write(
        () -> {
          if (number(BACKLOG) == top) {
            put(yields, true);
            lower(done);
          }
        });
    return true;
  }

  /**
   * What was made cannot be used: it is made anew, step by step. Where its pages are damaged, they
   * are left as they are, since to drop them would free whatever they point to.
   */
  void replace() throws SQLException {
    try (Statement sql = statements.connection().createStatement()) {
      if (DerivedTables.areSound(sql)) {
        reset();
      } else {
        DerivedTables.replace(sql);
      }
    }
  }

  /** Drops all that was made; to be made anew, step by step. */
  void reset() throws SQLException {
    write(
        () -> {
          drop();
          for (String table : TABLES) {
            statements.prepare("DELETE FROM " + table).executeUpdate();
          }
          statements
              .prepare(
                  "INSERT OR REPLACE INTO upkeep (name, value)"
                      + " SELECT 'search.backlog', CAST(max(no) AS TEXT) FROM session"
                      + " HAVING count(*) > 0")
              .executeUpdate();
        });
  }

  /** An index that is damaged may not be one that can be dropped; then its parts are. */
  private void drop() throws SQLException {
    try {
      statements.once("DROP TABLE IF EXISTS search");
    } catch (SQLException e) {
      statements.once("PRAGMA writable_schema = ON");
      statements.once("DELETE FROM sqlite_schema WHERE type = 'table' AND name = 'search'");
      statements.once("PRAGMA writable_schema = RESET");
      for (String part : List.of("data", "idx", "docsize", "config", "content")) {
        statements.once("DROP TABLE IF EXISTS search_" + part);
      }
    }
  }

  /** Something done in a transaction. */
  private interface Deed {
    void run() throws SQLException;
  }

  private void write(Deed deed) throws SQLException {
    statements.prepare("BEGIN IMMEDIATE").execute();
    boolean done = false;
    try {
      if (number("PRAGMA user_version") != Schema.VERSION) {
        throw new SQLException("the store is of another version now");
      }
      deed.run();
      statements.prepare("COMMIT").execute();
      done = true;
    } finally {
      if (!done) {
        statements.once("ROLLBACK");
      }
    }
  }

  /** What some sessions yield, in their order, as far as a step may go. */
  private List<Reaped> read(List<Long> sessions) throws SQLException {
    List<Reaped> yields = new ArrayList<>();
    int chars = 0;
    statements.prepare("BEGIN").execute();
    try {
      for (long no : sessions) {
        Reaped reaped = reap(no, CHARS - chars);
        yields.add(reaped);
        chars += reaped.harvest().chars() + 64;
        if (chars >= CHARS) {
          break;
        }
      }
    } finally {
      statements.prepare("COMMIT").execute();
    }
    return yields;
  }

  private Reaped reap(long no, int room) throws SQLException {
    PreparedStatement sql = statements.prepare(SESSION);
    sql.setLong(1, no);
    try (ResultSet row = sql.executeQuery()) {
      if (!row.next()) {
        return new Reaped(no, "", 0, 0, 0, new Harvest(0, 0, Standing.NONE), true);
      }
      long seq = row.getLong(3);
      long branched = row.getLong(8);
      long counted = branched == 0 ? row.getLong(4) : branched & 0xFFFFFFFFL;
      Harvest harvest =
          new Harvest(
              seq, counted, standing(no, row.getLong(5), row.getString(6), row.getString(7)));
      String cwd = Objects.requireNonNullElse(row.getString(1), "");
      return new Reaped(
          no, cwd, seq, row.getLong(2), counted, harvest, reap(no, seq, harvest, room));
    }
  }

  private Standing standing(long no, long turn, @Nullable String model, @Nullable String mode)
      throws SQLException {
    return turn == 0
        ? new Standing(model, mode, null, List.of())
        : new Standing(model, mode, facts.turn(no, turn), facts.open(no, turn));
  }

  /** True if nothing is left. */
  private boolean reap(long no, long from, Harvest harvest, int room) throws SQLException {
    long seq = from;
    int read = 0;
    while (harvest.chars() < room) {
      List<Entry> some;
      try {
        some = rows.behind(no, seq, ROWS);
      } catch (SQLException e) {
        if (!Trouble.isCorrupt(e)) {
          throw e;
        }
        // What is behind a damaged page is not found; the journal keeps account of it.
        LOG.warn("Events of session number {} cannot be searched: {}", no, e.toString());
        return true;
      }
      some.forEach(harvest::add);
      read += some.size();
      if (some.size() < ROWS) {
        return true;
      }
      seq = some.getLast().seq();
      if (read >= LONGEST_SAYING && harvest.seq() == from) {
        harvest.end();
      }
    }
    return false;
  }

  private void put(List<Reaped> yields, boolean old) throws SQLException {
    List<Reaped> current = new ArrayList<>();
    int count = 0;
    for (Reaped reaped : yields) {
      PreparedStatement reached = statements.prepare(REACHED);
      reached.setLong(1, reaped.no());
      if (Statements.number(reached) == reaped.from()) {
        current.add(reaped);
        count += reaped.harvest().passages().size();
      }
    }
    if (count > 0 && number(UNUSED) != 0) {
      statements.once(MAKE);
    }
    long doc = old ? least() - count : greatest() + 1;
    // Within a transaction numbers only ascend; and what is newer has the greater one.
    for (Reaped reaped : current.reversed()) {
      put(reaped, doc);
      doc += reaped.harvest().passages().size();
    }
  }

  private long greatest() throws SQLException {
    long greatest = number(GREATEST);
    return Math.max(greatest, MIDDLE);
  }

  private long least() throws SQLException {
    long least = number(LEAST);
    return least == 0 ? MIDDLE : Math.min(least, MIDDLE);
  }

  private void put(Reaped reaped, long first) throws SQLException {
    Harvest harvest = reaped.harvest();
    long doc = first;
    for (Harvest.Found found : harvest.passages()) {
      put(reaped, found, doc++);
    }
    for (TurnFact turn : harvest.facts().turns()) {
      facts.put(reaped.no(), turn);
    }
    for (ToolFact call : harvest.facts().tools()) {
      facts.put(reaped.no(), call);
    }
    reach(reaped, first, doc - 1);
    PreparedStatement last = statements.prepare(LAST);
    last.setLong(1, reaped.no());
    boolean done = reaped.whole() && Statements.number(last) == reaped.lastSeq();
    PreparedStatement mark = statements.prepare(done ? UNMARK : MARK);
    mark.setLong(1, reaped.no());
    mark.executeUpdate();
  }

  private void put(Reaped reaped, Harvest.Found found, long doc) throws SQLException {
    Passage passage = found.passage();
    PreparedStatement sql = statements.prepare(PUT);
    sql.setLong(1, doc);
    sql.setLong(2, Rows.key(reaped.no(), passage.seq()));
    if (passage.last() == passage.seq()) {
      sql.setNull(3, Types.INTEGER);
    } else {
      sql.setLong(3, Rows.key(reaped.no(), passage.last()));
    }
    sql.executeUpdate();
    PreparedStatement words = statements.prepare(PUT_WORDS);
    words.setLong(1, doc);
    words.setString(
        2,
        Word.joined(passage.text())
            + Facets.of(passage.kind(), passage.at(), reaped.cwd(), passage.tool(), found.model()));
    words.executeUpdate();
    words.clearParameters();
  }

  private void reach(Reaped reaped, long first, long last) throws SQLException {
    Standing standing = reaped.harvest().facts().standing();
    PreparedStatement sql = statements.prepare(REACH);
    sql.setLong(1, reaped.no());
    sql.setLong(2, reaped.harvest().seq());
    sql.setLong(3, reaped.counted());
    sql.setLong(4, standing.turn() == null ? 0 : standing.turn().seq());
    sql.setString(5, text(standing.model()));
    sql.setString(6, text(standing.mode()));
    if (last < first) {
      sql.setNull(7, Types.INTEGER);
      sql.setNull(8, Types.INTEGER);
    } else {
      sql.setLong(7, first);
      sql.setLong(8, last);
    }
    sql.executeUpdate();
  }

  private void lower(long top) throws SQLException {
    if (top <= 0) {
      statements.prepare(ALL_DONE).executeUpdate();
      return;
    }
    PreparedStatement sql = statements.prepare(LOWER);
    sql.setLong(1, top);
    sql.executeUpdate();
  }

  /** What was made of a session whose rows are gone. */
  private void forget(long no) throws SQLException {
    PreparedStatement find = statements.prepare(GONE_DOCS);
    find.setLong(1, no);
    for (long doc : numbers(find)) {
      forget("DELETE FROM search WHERE rowid = ?", doc);
      forget("DELETE FROM search_passage WHERE doc = ?", doc);
    }
    facts.forget(no);
    forget("DELETE FROM search_session WHERE no = ?", no);
    forget("DELETE FROM search_gone WHERE no = ?", no);
    // Its number may be another's by now, of which nothing was made yet.
    PreparedStatement again = statements.prepare(LAST);
    again.setLong(1, no);
    if (Statements.number(again) != 0) {
      PreparedStatement mark = statements.prepare(MARK);
      mark.setLong(1, no);
      mark.executeUpdate();
    }
  }

  private void forget(String text, long number) throws SQLException {
    PreparedStatement sql = statements.prepare(text);
    sql.setLong(1, number);
    sql.executeUpdate();
  }

  private long number(String text) throws SQLException {
    return Statements.number(statements.prepare(text));
  }

  private static List<Long> numbers(PreparedStatement sql) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }
}
