package acp.store.sqlite;

import acp.event.Entry;
import acp.session.SessionSummary;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps a table that is derived from the events, in the transactions that write these: so it is
 * never ahead of them nor behind. One for each writing connection, one thread at a time; listed in
 * {@link WriteConnection}. What it throws fails the write.
 */
interface Derivation {

  /**
   * Events were added to a session.
   *
   * @param no its number
   * @param session its id
   */
  default void added(long no, String session, List<Entry> entries) throws SQLException {}

  /**
   * Events are gone, or stand in fewer rows: {@link #added} was told of all of them, and is told of
   * the one that stands in their place, if one does.
   */
  default void removed(long no, long fromSeq, long toSeq) throws SQLException {}

  /** A session began with all events of another, up to {@code lastSeq}. */
  default void copied(long from, long to, long lastSeq) throws SQLException {}

  /** A session that was made elsewhere is there, with all its events in the store. */
  default void adopted(long no, SessionSummary session) throws SQLException {}

  /** A session was taken out of the catalogue; its rows stay. */
  default void deleted(String session) throws SQLException {}

  /** A session that was taken out of the catalogue is there again. */
  default void restored(String session) throws SQLException {}

  /**
   * A session is gone for good; its events are gone already, and {@link #removed} was not told of
   * them. Nothing that was derived from them may stay.
   */
  default void purged(long no, String session) throws SQLException {}
}
