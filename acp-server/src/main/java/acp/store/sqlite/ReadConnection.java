package acp.store.sqlite;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.permission.Rule;
import acp.permission.RuleStore;
import acp.session.Owner;
import acp.session.Rewinds;
import acp.session.SessionSummary;
import acp.store.EventCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A connection for reading. One thread at a time, and one running read at a time: while its rows
 * are open, SQLite shows the store as it was when the first of them was read. What cannot be read
 * costs itself: it comes as unknown, and whoever keeps account of damages is told.
 */
final class ReadConnection implements AutoCloseable {
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  private static final SessionId NOBODY = new SessionId("nobody");

  private static final String EVENTS =
      """
      SELECT e.key, e.at, e.type, e.data, e.pieces, e.packed
      FROM session s CROSS JOIN event e
      WHERE s.id = ?1 AND s.deleted_at IS NULL AND e.key >= (s.no << 32) + ?2 AND e.key <= (s.no << 32 | ?3)
      ORDER BY e.key\
      """;

  /** What {@link acp.session.SessionState} makes nothing of is left out, and what is settled. */
  private static final String OUTLINE =
      """
      WITH s AS (SELECT no << 32 AS base FROM session WHERE id = ?1 AND deleted_at IS NULL)
      SELECT e.key, e.at, e.type, e.data, e.pieces, e.packed
      FROM event e
      WHERE e.key >= ((SELECT base FROM s) + ?2) AND e.key <= ((SELECT base FROM s) | ?3)
        AND (e.type NOT IN ('message_chunk', 'message_ended', 'permission_asked', 'permission_decided',
              'file_changed', 'files_restored', 'notice_raised', 'command_run', 'prompt_expanded', 'compaction_chunk')
            AND (e.key > ((SELECT base FROM s) | ?4) OR e.type NOT IN
              ('tool_call_started', 'tool_call_changed', 'tool_output', 'tool_call_ended', 'turn_ended'))
          OR e.key =
            (SELECT max(key) FROM event WHERE key > (SELECT base FROM s) AND key <= ((SELECT base FROM s) | ?3)))
      ORDER BY e.key\
      """;

  /** The condition of the index is repeated, or SQLite does not see that it holds. */
  private static final String LANDMARKS =
      """
      FROM session s CROSS JOIN event e INDEXED BY event_landmark
      WHERE s.id = ? AND s.deleted_at IS NULL AND e.key > s.no << 32 AND e.key <= (s.no << 32 | 4294967295)
      AND e.type IN ('prompt_accepted', 'rewound', 'rewind_undone') AND e.type\
      """;

  private static final String REWINDS =
      "SELECT e.key, e.at, e.type, e.data, e.pieces, e.packed "
          + LANDMARKS
          + " IN ('rewound', 'rewind_undone')";
  private static final String REWIND_KEYS =
      "SELECT e.key " + LANDMARKS + " IN ('rewound', 'rewind_undone')";
  private static final String EVENT =
      "SELECT key, at, type, data, pieces, packed FROM event WHERE key = ?";
  private static final String PROMPTS =
      "SELECT e.key " + LANDMARKS + " = 'prompt_accepted' ORDER BY e.key";
  private static final String SUMMARY =
      "SELECT id, cwd, title, created_at, updated_at, last_seq, no FROM session";
  private static final String FIND = SUMMARY + " WHERE id = ? AND deleted_at IS NULL";
  private static final String CWD = "cwd = ?";
  private static final String AFTER = "updated_at <= ? AND (updated_at < ? OR id > ?)";
  private static final String PAGE = " ORDER BY updated_at DESC, id LIMIT ?";

  private final Statements statements;
  private final EventCodec codec;
  private final Leases leases;
  private final Blobs blobs;
  private final Detour detour;
  private final Damages damages;
  private final SearchReads search;
  private final FactReads facts;
  private @Nullable ResultSet rows;
  private SessionId reading = NOBODY;
  private String question = EVENTS;
  private long seq;
  private long end;
  private long settled;
  private int chars;
  private Instant at = Instant.EPOCH;

  /** What kept the read from going on: a page that cannot be read; null if nothing did. */
  private @Nullable SQLException stuck;

  /**
   * @param self who reads
   * @param damages is told what cannot be read
   */
  ReadConnection(Connection connection, EventCodec codec, Supplier<Holder> self, Damages damages) {
    this.statements = new Statements(connection);
    this.codec = codec;
    this.leases = new Leases(statements, self);
    this.blobs = new Blobs(statements);
    this.detour = new Detour(statements);
    this.damages = damages;
    this.search = new SearchReads(statements, codec);
    this.facts = new FactReads(statements, search);
  }

  /** For finding passages. */
  SearchReads search() {
    return search;
  }

  /** For figures. */
  FactReads insights() {
    return facts;
  }

  /** Begins to read a session. From now until {@link #rest} the store stands still. */
  void begin(SessionId session, long after) throws SQLException {
    begin(EVENTS, session, after, MAX_SEQ, 0);
  }

  /** As {@link #begin}, for what {@link acp.session.Journal#outline} promises. */
  void outline(SessionId session, long settled, long upTo) throws SQLException {
    begin(OUTLINE, session, 0, upTo, settled);
  }

  private void begin(String asked, SessionId session, long after, long upTo, long settledTo)
      throws SQLException {
    question = asked;
    settled = Math.clamp(settledTo, 0, MAX_SEQ);
    reading = session;
    seq = Math.clamp(after, 0, MAX_SEQ);
    at = Instant.EPOCH;
    end = Math.clamp(upTo, 0, MAX_SEQ);
    resume();
  }

  /** Goes on behind {@link #seq}. */
  private void resume() throws SQLException {
    PreparedStatement sql = statements.prepare(question);
    sql.setString(1, reading.value());
    sql.setLong(2, seq + 1);
    sql.setLong(3, end);
    if (question.equals(OUTLINE)) {
      sql.setLong(4, settled);
    }
    try {
      rows = sql.executeQuery();
    } catch (SQLException e) {
      if (!Trouble.isCorrupt(e)) {
        throw e;
      }
      statements.drop(question);
      stuck = e; // the first row is looked for at once
    }
  }

  /** The next events, until they are {@code maxRows} or {@code maxChars}; empty at the end. */
  List<Entry> page(int maxRows, int maxChars) throws SQLException {
    List<Entry> page = new ArrayList<>();
    chars = 0;
    while (page.size() < maxRows && chars < maxChars) {
      Entry entry = next();
      if (entry == null) {
        return page;
      }
      seq = entry.seq();
      at = entry.at();
      page.add(entry);
    }
    return page;
  }

  private @Nullable Entry next() throws SQLException {
    while (true) {
      SQLException damaged = stuck;
      stuck = null;
      if (damaged == null) {
        ResultSet row = rows;
        if (row == null) {
          return null;
        }
        try {
          return row.next() ? entry(row) : null;
        } catch (SQLException e) {
          if (!Trouble.isCorrupt(e)) {
            throw e;
          }
          damaged = e;
        }
      }
      rest();
      if (question.equals(OUTLINE)) {
        question = EVENTS; // which stumbles over nothing but what it tells; more is no harm
        resume();
      } else {
        return passOver(damaged);
      }
    }
  }

  private Entry entry(ResultSet row) throws SQLException {
    long key = row.getLong(1);
    Instant at = Instant.ofEpochMilli(row.getLong(2));
    String type = orEmpty(row.getString(3));
    String data = orEmpty(row.getString(4));
    int pieces = row.getInt(5);
    byte[] packed = row.getBytes(6);
    if (packed != null) {
      try {
        data = statements.compression().unpack(packed);
      } catch (DataFormatException e) {
        damages.found(key, "it is packed and cannot be read: " + e.getMessage());
        return new Entry(key & MAX_SEQ, at, codec.unreadable(type, data));
      }
    }
    Event event;
    try {
      String whole = pieces == 0 ? data : blobs.whole(key, data, pieces);
      chars += whole.length();
      event =
          codec.event(type, whole, () -> damages.found(key, "it is not what a " + type + " is"));
    } catch (DataFormatException e) {
      damages.found(key, "a part that is kept apart cannot be read: " + e.getMessage());
      event = codec.unreadable(type, data);
    }
    return new Entry(key & MAX_SEQ, at, event);
  }

  /**
   * A page of the file is damaged. If the keys can still be read, it is one that holds only the
   * data of the next event, and the others are read behind it. If not, they are read from where
   * they can be again; null if there was nothing more to be read in the first place.
   */
  private @Nullable Entry passOver(SQLException damaged) throws SQLException {
    long key = detour.first(reading, seq + 1, end);
    if (key == 0) {
      throw damaged;
    }
    if (key == Detour.UNREADABLE) {
      return passOverPage();
    }
    damages.found(key, "the page of the file that holds it is damaged");
    seq = key & MAX_SEQ;
    resume();
    return new Entry(seq, Instant.EPOCH, codec.unreadable("", ""));
  }

  /** What stands in the place of all events of a page, or more of them. */
  private @Nullable Entry passOverPage() throws SQLException {
    long last = detour.last(reading);
    long lost = seq + 1;
    long most = Math.min(end, last & MAX_SEQ);
    if (lost > most) {
      return null; // it is the next session's
    }
    long readable = detour.readable(reading, lost + 1, most);
    long to = readable == Detour.UNREADABLE ? most : readable - 1;
    damages.found(
        (last & ~MAX_SEQ) | lost,
        "it and all up to event " + to + " are on a page of the file that is damaged");
    seq = to;
    if (readable != Detour.UNREADABLE) {
      resume();
    }
    return new Entry(
        to,
        at,
        new Event.NoticeRaised(
            Event.Severity.ERROR,
            "Some of what happened here cannot be read",
            "A part of the session store's file is damaged. Run acp-server doctor --repair, which"
                + " saves what can be read; a copy of the store may still have the rest."));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Ends what was begun. */
  void rest() throws SQLException {
    ResultSet open = rows;
    rows = null;
    stuck = null;
    if (open != null) {
      open.close();
    }
  }

  /** What was taken back of a session, and brought back. */
  List<Entry> rewinds(SessionId session) throws SQLException {
    List<Entry> all = new ArrayList<>();
    PreparedStatement sql = statements.prepare(REWINDS);
    sql.setString(1, session.value());
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        all.add(entry(row));
      }
    } catch (SQLException e) {
      if (!Trouble.isCorrupt(e)) {
        throw e;
      }
      statements.drop(REWINDS);
      all.clear();
      oneByOne(session, all);
    }
    all.removeIf(entry -> !Rewinds.isRewind(entry.event()));
    all.sort(Comparator.comparingLong(Entry::seq)); // the few of them lie by their types
    return all;
  }

  /** The rewinds that can be read; where they are stands in the index. */
  private void oneByOne(SessionId session, List<Entry> all) throws SQLException {
    List<Long> keys = new ArrayList<>();
    PreparedStatement where = statements.prepare(REWIND_KEYS);
    where.setString(1, session.value());
    try (ResultSet row = where.executeQuery()) {
      while (row.next()) {
        keys.add(row.getLong(1));
      }
    }
    for (long key : keys) {
      PreparedStatement sql = statements.prepare(EVENT);
      sql.setLong(1, key);
      try (ResultSet row = sql.executeQuery()) {
        if (row.next()) {
          all.add(entry(row));
        }
      } catch (SQLException e) {
        if (!Trouble.isCorrupt(e)) {
          throw e;
        }
        statements.drop(EVENT);
        damages.found(key, "the page of the file that holds it is damaged");
      }
    }
  }

  /** Up to where a session was imported; 0 if it was not. */
  long imported(SessionId session) throws SQLException {
    return Imports.of(statements, session.value());
  }

  /** The seqs of a session's prompts. */
  List<Long> prompts(SessionId session) throws SQLException {
    List<Long> all = new ArrayList<>();
    PreparedStatement sql = statements.prepare(PROMPTS);
    sql.setString(1, session.value());
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        all.add(row.getLong(1) & MAX_SEQ);
      }
    }
    return all;
  }

  /** For questions that are asked elsewhere. */
  Connection sql() {
    return statements.connection();
  }

  @Nullable SessionSummary find(SessionId session) throws SQLException {
    PreparedStatement sql = statements.prepare(FIND);
    sql.setString(1, session.value());
    List<SessionSummary> found = summaries(sql);
    return found.isEmpty() ? null : found.getFirst();
  }

  List<SessionSummary> list(@Nullable String cwd, @Nullable SessionSummary after, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    if (cwd != null) {
      values.add(EventCodec.wellFormed(cwd));
    }
    if (after != null) {
      long last = after.updatedAt().toEpochMilli();
      values.addAll(List.of(last, last, after.id().value()));
    }
    values.add(limit);
    PreparedStatement sql = statements.prepare(listing(cwd != null, after != null));
    for (int i = 0; i < values.size(); i++) {
      sql.setObject(i + 1, values.get(i));
    }
    return summaries(sql);
  }

  private static String listing(boolean ofCwd, boolean after) {
    String where = ofCwd && after ? CWD + " AND " + AFTER : ofCwd ? CWD : after ? AFTER : "TRUE";
    return SUMMARY
        + " WHERE deleted_at IS NULL AND "
        + CatalogueReads.LISTED
        + " AND "
        + where
        + PAGE;
  }

  List<Rule> rules(String project) throws SQLException {
    return PermitReads.rules(statements.prepare(PermitReads.RULES), project);
  }

  List<RuleStore.Decided> decided(String project, SessionId session, int limit)
      throws SQLException {
    List<RuleStore.Decided> all =
        PermitReads.decidedIn(statements.prepare(PermitReads.DECIDED_IN_PROJECT), project, limit);
    all.addAll(
        PermitReads.decidedElsewhere(
            statements.prepare(PermitReads.DECIDED_ELSEWHERE), session, project, limit));
    all.sort(Comparator.comparing(RuleStore.Decided::at).reversed());
    return all.subList(0, Math.min(limit, all.size()));
  }

  /** All that is ever asked, for those who want to know how it is answered. */
  static List<String> questions() {
    return List.of(
        EVENTS,
        OUTLINE,
        Detour.NEXT,
        REWINDS,
        REWIND_KEYS,
        EVENT,
        Detour.LAST,
        PROMPTS,
        Imports.OF,
        Leases.OWNER,
        Blobs.PIECES,
        FIND,
        PermitReads.RULES,
        PermitReads.DECIDED_IN_PROJECT,
        PermitReads.DECIDED_ELSEWHERE,
        listing(false, false),
        listing(false, true),
        listing(true, false),
        listing(true, true));
  }

  /** The other process that works in a session; null if none does. */
  @Nullable Owner owner(SessionId session) throws SQLException {
    return leases.owner(session.value());
  }

  private List<SessionSummary> summaries(PreparedStatement sql) throws SQLException {
    List<SessionSummary> all = new ArrayList<>();
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        String id = row.getString(1);
        String cwd = row.getString(2);
        if (id == null || cwd == null) {
          damages.found(Rows.key(row.getLong(7), 0), "its summary is incomplete");
          continue;
        }
        all.add(
            new SessionSummary(
                new SessionId(id),
                cwd,
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getLong(6)));
      }
    }
    return all;
  }

  @Override
  public void close() throws SQLException {
    statements.close();
  }
}
