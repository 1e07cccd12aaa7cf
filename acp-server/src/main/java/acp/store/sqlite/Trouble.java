package acp.store.sqlite;

import acp.session.JournalException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What went wrong with the database, in sentences for people: no classes, no SQL. */
final class Trouble {
  private static final int PRIMARY_CODE = 0xFF;

  /** How SQLite begins to say so; there is no code for it. */
  private static final Pattern STRANGE =
      Pattern.compile(
          "\\((no such (table|column)|duplicate column|table .* (already exists|has (no|\\d+) column)"
              + "|index .* already exists)");

  /**
   * The failure as the port wants it.
   *
   * @param file the store's
   */
  static JournalException of(Throwable failure, String file) {
    return failure instanceof JournalException told
        ? told
        : new JournalException(sentence(failure, "The session store " + file), failure);
  }

  private static String sentence(Throwable failure, String store) {
    return switch (code(failure)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          store + " is locked by another program; try again in a moment";
      case SQLITE_FULL ->
          store + " cannot be written, because the disk is full; make room, try again";
      case SQLITE_IOERR ->
          store + " could not be read or written; see whether its disk is well and has room";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
          store + " cannot be opened for writing; see who may write to its folder";
      case SQLITE_NOTADB ->
          store
              + " is not a database; put one of the copies beside it in its place, or run acp-server"
              + " doctor --repair, which moves it aside";
      case SQLITE_CORRUPT ->
          store
              + " is damaged; run acp-server doctor --repair, which saves what can be read, or put one"
              + " of the copies beside it in its place";
      case SQLITE_TOOBIG -> "An event is too large to be saved";
      case SQLITE_ERROR ->
          isStrange(failure)
              ? store
                  + " has not the tables that are known here: another build of this program, or"
                  + " another program, has made or changed it; use the build that made it, put one"
                  + " of the copies beside it in its place, or move the file out of the way to"
                  + " begin anew"
              : store + " does not work; the log says more";
      default ->
          failure instanceof SQLException || failure instanceof LinkageError
              ? store + " does not work; the log says more"
              : "An event could not be written down; the log says more";
    };
  }

  /**
   * True when the store as a whole is in trouble, so that whoever asks next would be told the same;
   * false when it may have been one write alone.
   */
  static boolean concernsAll(Throwable failure) {
    return switch (code(failure)) {
      case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE -> false;
      default -> failure instanceof SQLException || failure instanceof LinkageError;
    };
  }

  static boolean cannotOpen(SQLException failure) {
    return code(failure) == SQLiteErrorCode.SQLITE_CANTOPEN;
  }

  static boolean isCorrupt(SQLException failure) {
    return code(failure) == SQLiteErrorCode.SQLITE_CORRUPT;
  }

  /**
   * True if it is what was asked that does not fit the store, such as a table that is not there.
   */
  static boolean isMistake(SQLException failure) {
    return code(failure) == SQLiteErrorCode.SQLITE_ERROR;
  }

  /** True if the store's tables are not those that we believe it to have. */
  private static boolean isStrange(Throwable failure) {
    return STRANGE.matcher(String.valueOf(failure.getMessage())).find();
  }

  static boolean isBusy(SQLException failure) {
    return code(failure) == SQLiteErrorCode.SQLITE_BUSY;
  }

  /** The primary result code; {@code UNKNOWN_ERROR} where the failure has none. */
  private static SQLiteErrorCode code(Throwable failure) {
    return failure instanceof SQLiteException told
        ? SQLiteErrorCode.getErrorCode(told.getResultCode().code & PRIMARY_CODE)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  private Trouble() {}
}
