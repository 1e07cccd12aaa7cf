package acp.store.sqlite;

import acp.session.JournalException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the store, in files beside it that nobody but their owner may look into: one before
 * each upgrade, named by the version it had, one before each repair, and one a day, all by the
 * time. A copy is whole or not there: it is made under another name first.
 *
 * <p>What they take is bounded: the last {@link #KEPT} of each kind are kept, and {@link
 * #KEPT_LARGE} of a store that is larger than {@link #LARGE}. The one a day, without which nothing
 * is lost, is made only where as much room is left behind it as it takes itself.
 */
final class Backups {
  static final int KEPT = 3;
  static final int KEPT_LARGE = 2;

  /** Bytes from which on a store is large. */
  static final long LARGE = 1_000_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  /** What a copy leaves free: it shall not be what fills the disk. */
  private static final long RESERVE_BYTES = 64L << 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Database database;
  private final long large;
  private final LongSupplier room;

  Backups(Database database) {
    this(database, LARGE, () -> room(database));
  }

  /**
   * For tests.
   *
   * @param large bytes from which on a store is large
   * @param room bytes that the disk has left; 0 if nobody knows
   */
  Backups(Database database, long large, LongSupplier room) {
    this.database = database;
    this.large = large;
    this.room = room;
  }

  private static long room(Database database) {
    try {
      return Files.getFileStore(database.folder()).getUsableSpace(); // some say 0 who do not know
    } catch (IOException e) {
      return 0; // a full disk will say so
    }
  }

  /**
   * Copies the store as it is before its schema is changed.
   *
   * @throws JournalException if there is no room for it, or it cannot be made: then nothing has
   *     happened, and nothing should
   */
  void beforeUpgrade(Statement sql, int version) throws SQLException {
    if (!hasRoom(sql)) {
      throw new JournalException(
          "The session store "
              + database.name()
              + " must be upgraded, and there is no room for a copy of it; make room, try again",
          null);
    }
    make(sql, "v" + version);
  }

  /** Makes the copy of a day, unless the disk has little room. */
  void daily(Statement sql) throws SQLException {
    String why = noDaily(sql);
    if (why == null) {
      make(sql, "daily");
    } else {
      LOG.warn("{}", why);
    }
  }

  /** Why no copy of a day is made, in a sentence; null if it is. */
  @Nullable String noDaily(Statement sql) throws SQLException {
    long size = size(sql);
    long left = room.getAsLong();
    return left == 0 || left >= 2 * size + RESERVE_BYTES
        ? null
        : "The store is not copied once a day, because twice its size of "
            + StoreFiles.megabytes(size)
            + " is more than the disk has left, "
            + StoreFiles.megabytes(left)
            + ".";
  }

  /**
   * Copies the store before it is repaired.
   *
   * @throws JournalException as {@link #beforeUpgrade} does
   */
  void beforeRepair(Statement sql) throws SQLException {
    if (!hasRoom(sql)) {
      throw new JournalException(
          "There is no room for a copy of the session store "
              + database.name()
              + ", without which nothing of it is changed; make room, try again",
          null);
    }
    make(sql, "repair");
  }

  /** All copies there are, by name. */
  List<Path> all() {
    return files(Pattern.compile("sessions-(v\\d+|daily|repair)-\\d{8}T\\d{6}Z\\.db"));
  }

  private boolean hasRoom(Statement sql) throws SQLException {
    long left = room.getAsLong();
    return left == 0 || left > size(sql) + RESERVE_BYTES;
  }

  private static long size(Statement sql) throws SQLException {
    return StoreChecks.number(
        sql, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  }

  private void make(Statement sql, String kind) throws SQLException {
    String name = "sessions-" + kind + "-" + TIME.format(Instant.now());
    Path part = database.folder().resolve(name + "-" + ProcessHandle.current().pid() + ".part");
    try {
      // An empty file with the right mode is what SQLite copies into.
      database.privateFile(part.getFileName().toString());
      try (PreparedStatement copy = sql.getConnection().prepareStatement("VACUUM INTO ?")) {
        copy.setString(1, part.toString());
        copy.execute();
      }
      Files.move(part, database.folder().resolve(name + ".db"));
    } catch (FileAlreadyExistsException e) {
      discard(part); // another process was as quick: its copy is of the same second
    } catch (IOException e) {
      discard(part);
      throw new JournalException(
          "The session store " + database.name() + " could not be copied; see who may write there",
          e);
    } catch (SQLException | RuntimeException e) {
      discard(part);
      throw e;
    }
    trim(kind.startsWith("v") ? "v\\d+" : kind, size(sql) > large ? KEPT_LARGE : KEPT);
    files(Pattern.compile("sessions-.+\\.part")).stream()
        .filter(Backups::isOld)
        .forEach(Backups::discard);
  }

  /** Left by a process that was killed at it. */
  private static boolean isOld(Path part) {
    try {
      return Files.getLastModifiedTime(part)
          .toInstant()
          .isBefore(Instant.now().minus(Duration.ofDays(1)));
    } catch (IOException e) {
      return false;
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warn("A copy of the session store that failed was left behind: {}", e.toString());
    }
  }

  private void trim(String kind, int kept) {
    List<Path> all = files(Pattern.compile("sessions-" + kind + "-\\d{8}T\\d{6}Z\\.db"));
    for (Path old : all.subList(0, Math.max(0, all.size() - kept))) {
      discard(old);
    }
  }

  /** Those whose name matches, the oldest first. */
  private List<Path> files(Pattern name) {
    try (Stream<Path> files = Files.list(database.folder())) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing(Backups::time).thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      LOG.warn("The copies of the session store could not be listed: {}", e.toString());
      return List.of();
    }
  }

  /** The time in a name, which is of one length and sorts as text. */
  private static String time(Path file) {
    String name = file.getFileName().toString();
    return name.substring(Math.max(0, name.length() - "yyyyMMddTHHmmssZ.db".length()));
  }
}
