package acp.store.sqlite;

import acp.event.Entry;
import acp.session.JournalException;
import acp.session.SessionSummary;
import acp.session.Taken;
import acp.session.Traits;
import acp.store.EventCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the making. A draft has a row under a name that no session can have, marked as
 * deleted, so that no statement but these sees it. Its events come in transactions of their own;
 * the one that publishes it gives the row its real id and takes the mark away. So a session of any
 * size is written without holding the store, and is there whole or not at all. A draft whose
 * process died is dropped when a later one begins.
 */
final class Drafts {
  private static final String PREFIX = "draft:";

  /** Longer than any draft is in the making. */
  private static final Duration STALE = Duration.ofDays(1);

  private static final String BEGIN =
      "INSERT INTO session (id, cwd, created_at, updated_at, last_seq, deleted_at)"
          + " VALUES (?, '', 0, 0, 0, ?)";
  private static final String STALE_ONES =
      "SELECT id FROM session WHERE id >= 'draft:' AND id < 'draft;' AND deleted_at < ?";
  private static final String FIND = "SELECT no FROM session WHERE id = ?";
  private static final String PARENT = "UPDATE session SET parent_id = ? WHERE no = ?";
  private static final String PUBLISH =
      "UPDATE session SET id = ?, cwd = ?, title = ?, created_at = ?, updated_at = ?,"
          + " last_seq = ?, deleted_at = NULL WHERE no = ?";
  private static final String DROP = "DELETE FROM session WHERE no = ?";
  private static final long MAX_SEQ = (1L << Schema.SEQ_BITS) - 1;

  private final Statements statements;
  private final Rows rows;
  private final CatalogueWrites catalogue;
  private final List<Derivation> derived;

  Drafts(Statements statements, Rows rows, CatalogueWrites catalogue, List<Derivation> derived) {
    this.statements = statements;
    this.catalogue = catalogue;
    this.rows = rows;
    this.derived = List.copyOf(derived);
  }

  /** One transaction's worth of making a session. */
  sealed interface Step {}

  /** Opens the draft. */
  record Begin(String draft) implements Step {}

  /** Some more events. */
  record Page(String draft, List<Entry> entries) implements Step {
    Page {
      entries = List.copyOf(entries);
    }
  }

  /** Makes it the session. */
  record Publish(String draft, SessionSummary session, Traits traits) implements Step {}

  /** Takes it back; nothing happens if it is not there. */
  record Drop(String draft) implements Step {}

  /** A name for a draft, which no other has. */
  static String name() {
    return PREFIX + UUID.randomUUID();
  }

  /**
   * Does it within the transaction.
   *
   * @return why it was refused; null if it was done
   */
  @Nullable JournalException apply(Step step) throws SQLException {
    return switch (step) {
      case Begin begin -> begin(begin.draft);
      case Page page -> add(page);
      case Publish publish -> publish(publish);
      case Drop drop -> drop(drop.draft);
    };
  }

  private @Nullable JournalException begin(String draft) throws SQLException {
    for (String stale : stale()) {
      drop(stale);
    }
    PreparedStatement begin = statements.prepare(BEGIN);
    begin.setString(1, draft);
    begin.setLong(2, System.currentTimeMillis());
    begin.executeUpdate();
    return null;
  }

  private List<String> stale() throws SQLException {
    PreparedStatement find = statements.prepare(STALE_ONES);
    find.setLong(1, System.currentTimeMillis() - STALE.toMillis());
    List<String> found = new ArrayList<>();
    try (ResultSet row = find.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private @Nullable JournalException add(Page page) throws SQLException {
    long no = number(page.draft);
    if (no == 0) {
      return lost();
    }
    String parent = WriteConnection.parent(page.entries);
    if (parent != null) {
      PreparedStatement set = statements.prepare(PARENT);
      set.setString(1, parent);
      set.setLong(2, no);
      set.executeUpdate();
    }
    for (Entry entry : page.entries) {
      rows.insertWhole(no, entry);
    }
    return null;
  }

  private @Nullable JournalException publish(Publish publish) throws SQLException {
    long no = number(publish.draft);
    if (no == 0) {
      return lost();
    }
    SessionSummary session = publish.session;
    if (number(session.id().value()) != 0) {
      return new Taken();
    }
    PreparedStatement set = statements.prepare(PUBLISH);
    set.setString(1, session.id().value());
    set.setString(2, EventCodec.wellFormed(session.cwd()));
    set.setString(3, WriteConnection.wellFormed(session.title()));
    set.setLong(4, session.createdAt().toEpochMilli());
    set.setLong(5, session.updatedAt().toEpochMilli());
    set.setLong(6, session.lastSeq());
    set.setLong(7, no);
    set.executeUpdate();
    Imports.note(statements, session.id().value(), session.lastSeq());
    Tallies.recount(statements, no);
    catalogue.settle(no, session.id().value(), publish.traits);
    catalogue.name(no, session.id().value());
    for (Derivation table : derived) {
      table.adopted(no, session);
    }
    return null;
  }

  private @Nullable JournalException drop(String draft) throws SQLException {
    long no = number(draft);
    if (no != 0) {
      rows.remove(no, 0, MAX_SEQ);
      PreparedStatement session = statements.prepare(DROP);
      session.setLong(1, no);
      session.executeUpdate();
    }
    return null;
  }

  private long number(String id) throws SQLException {
    PreparedStatement find = statements.prepare(FIND);
    find.setString(1, id);
    return Statements.number(find);
  }

  private static JournalException lost() {
    return new JournalException(
        "What was written of the session so far was removed meanwhile; try again", null);
  }
}
