package acp.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Sends the log to a rotating file that only the user can read. Nothing goes to stderr: editors
 * show every line of it. Where no file can be written the log is lost, and the program goes on.
 */
final class Logs {
  private static final int BYTES = 4 << 20;
  private static final int FILES = 3;

  private Logs() {}

  /**
   * Starts logging.
   *
   * @param file its name, with {@code %g} for the number of a rotated one; 0 is the newest. A
   *     second process adds a number of its own
   */
  static synchronized void start(Path file) {
    Logger all = Logger.getLogger("");
    for (Handler console : all.getHandlers()) {
      all.removeHandler(console);
    }
    all.setLevel(Level.INFO);
    try {
      Path folder = Files.createDirectories(file.getParent());
      boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
      if (posix) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      FileHandler handler = new FileHandler(file.toString(), BYTES, FILES, true);
      handler.setFormatter(new Line());
      handler.setEncoding("UTF-8");
      all.addHandler(handler);
      if (posix) {
        restrict(folder);
      }
    } catch (IOException | UnsupportedOperationException noLog) {
      all.setLevel(Level.OFF);
    }
  }

  private static void restrict(Path folder) throws IOException {
    Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-------");
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Files.setPosixFilePermissions(each, mine);
      }
    }
  }

  /** One line for each record, then its stack trace. */
  private static final class Line extends Formatter {

    @Override
    public String format(LogRecord entry) {
      StringWriter line = new StringWriter();
      line.append(entry.getInstant().toString())
          .append(' ')
          .append(entry.getLevel().getName())
          .append(' ')
          .append(entry.getLoggerName())
          .append(' ')
          .append(formatMessage(entry).replace('\n', ' '))
          .append('\n');
      if (entry.getThrown() != null) {
        entry.getThrown().printStackTrace(new PrintWriter(line));
      }
      return line.toString();
    }
  }
}
