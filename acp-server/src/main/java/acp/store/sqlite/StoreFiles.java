package acp.store.sqlite;

import acp.doctor.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The store's folder and files as the disk sees them: what is there, and for whom. */
final class StoreFiles {
  static final String MEND = "Run: acp-server doctor --repair";

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 100;
  private static final long LITTLE_ROOM = 64L << 20;
  private static final long LONG_LOG = 64L << 20;

  private StoreFiles() {}

  static List<Finding> examine(Path folder) {
    Path file = folder.resolve(Database.FILE);
    if (!Files.exists(folder)) {
      return List.of(
          Finding.note(
              "store.file", "There is no store yet; the first session makes " + file + "."));
    }
    if (!Files.isDirectory(folder)) {
      return List.of(
          Finding.problem(
              "store.file",
              folder + " is where sessions are to be kept, and is no folder.",
              "Move it out of the way, or name another folder with --data-dir."));
    }
    List<Finding> found = new ArrayList<>();
    found.add(there(file));
    found.add(modes(folder));
    found.add(room(folder, file));
    long log = size(folder.resolve(Database.FILE + "-wal"));
    if (log > LONG_LOG) {
      found.add(
          Finding.warning(
              "store.log",
              "The log beside the store is " + megabytes(log) + " long.",
              "A process may be reading for very long; it goes when all have ended and one rests."));
    }
    for (Path part : leftovers(folder)) {
      found.add(
          Finding.warning(
              "store.leftovers", part + " was left by a copy that was broken off.", MEND));
    }
    return found;
  }

  private static Finding there(Path file) {
    if (!Files.exists(file)) {
      return Finding.note(
          "store.file", "There is no store yet; the first session makes " + file + ".");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return Finding.problem(
          "store.file",
          file + " cannot be read.",
          "See who may read it, and whether it is a file.");
    }
    if (!Files.isWritable(file) || !Files.isWritable(file.getParent())) {
      return Finding.problem(
          "store.file",
          file + " cannot be written.",
          "See who may write to its folder; with --read-only sessions can still be looked at.");
    }
    return Finding.ok("store.file", "The store is " + file + ", " + megabytes(size(file)) + ".");
  }

  private static Finding modes(Path folder) {
    List<Path> open = open(folder);
    return open.isEmpty()
        ? Finding.ok("store.modes", "Nobody but you may look into the store.")
        : Finding.warning(
            "store.modes",
            "Others may look into "
                + String.join(", ", open.stream().map(Path::toString).toList())
                + ".",
            MEND);
  }

  /** What in the folder, and the folder itself, others may read or write. */
  private static List<Path> open(Path folder) {
    List<Path> open = new ArrayList<>();
    for (Path each : all(folder)) {
      try {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(each))) {
          open.add(each);
        }
      } catch (IOException | UnsupportedOperationException noModes) {
        return List.of();
      }
    }
    return open;
  }

  private static List<Path> all(Path folder) {
    List<Path> all = new ArrayList<>(List.of(folder));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(each -> each.getFileName().toString().startsWith("sessions"))
          .sorted()
          .forEach(all::add);
    } catch (IOException unreadable) {
      return all;
    }
    return all;
  }

  private static Finding room(Path folder, Path file) {
    long free;
    try {
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Finding.note("store.room", "How much room the disk has cannot be told.");
    }
    if (free < LITTLE_ROOM) {
      return Finding.problem(
          "store.room", "The disk has only " + megabytes(free) + " left.", "Make room on it.");
    }
    return free < size(file) + LITTLE_ROOM
        ? Finding.warning(
            "store.room",
            "The disk has " + megabytes(free) + " left, too little for a copy of the store.",
            "Make room: no daily copies are made meanwhile.")
        : Finding.ok("store.room", "The disk has " + megabytes(free) + " left.");
  }

  /** Why the file cannot be a store, as its first bytes show it; null if it may be one. */
  static @Nullable Finding shape(Path file) {
    long size = size(file);
    if (size == 0) {
      return size(Path.of(file + "-wal")) > 0
          ? null
          : Finding.ok("store.open", "The store is empty: nothing was kept yet.");
    }
    byte[] header;
    try (InputStream in = Files.newInputStream(file)) {
      header = in.readNBytes(HEADER);
    } catch (IOException e) {
      return Finding.problem(
          "store.open", file + " cannot be read.", "See whether its disk is well.");
    }
    if (header.length < HEADER || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return Finding.problem(
          "store.open",
          file + " is not a database.",
          "Put one of the copies beside it in its place, or run acp-server doctor --repair, which"
              + " moves it aside.");
    }
    return null;
  }

  /** What a copy that was broken off long ago has left. */
  static List<Path> leftovers(Path folder) {
    Instant old = Instant.now().minus(Duration.ofDays(1));
    return all(folder).stream()
        .filter(each -> each.getFileName().toString().matches("sessions-.+\\.part(-journal|-wal)?"))
        .filter(each -> changed(each).isBefore(old))
        .toList();
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.MAX;
    }
  }

  /** Closes to others what is open to them, and takes leftovers away. */
  static List<Finding> tighten(Path folder) {
    List<Finding> done = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return done;
    }
    for (Path each : open(folder)) {
      try {
        Set<PosixFilePermission> left = EnumSet.copyOf(Files.getPosixFilePermissions(each));
        left.retainAll(OWNER);
        Files.setPosixFilePermissions(each, left);
        done.add(Finding.note("repair.modes", "Others may no longer look into " + each + "."));
      } catch (IOException | IllegalArgumentException e) {
        done.add(
            Finding.problem(
                "repair.modes", "The mode of " + each + " cannot be set.", "See who owns it."));
      }
    }
    for (Path part : leftovers(folder)) {
      try {
        Files.deleteIfExists(part);
        done.add(Finding.note("repair.leftovers", part + " was removed."));
      } catch (IOException e) {
        done.add(
            Finding.problem(
                "repair.leftovers", part + " cannot be removed.", "See who may write there."));
      }
    }
    return done;
  }

  /** Names, sizes and modes. */
  static Map<String, String> facts(Path folder) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Path each : all(folder)) {
      if (!Files.exists(each)) {
        facts.put(each.toString(), "is not there");
        continue;
      }
      String mode;
      try {
        mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
      } catch (IOException | UnsupportedOperationException noModes) {
        mode = "";
      }
      facts.put(
          each.toString(),
          (Files.isDirectory(each) ? "folder" : size(each) + " bytes") + " " + mode);
    }
    return facts;
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException absent) {
      return 0;
    }
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  /** Whether the file begins with a text. */
  static boolean beginsWith(Path file, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(wanted.length), wanted);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * The other processes that have the file open, as far as the system tells: {@code /proc} does of
   * those of the same user. Elsewhere nobody.
   */
  static List<Long> users(Path file) {
    List<Long> users = new ArrayList<>();
    long self = ProcessHandle.current().pid();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      Path real = file.toRealPath();
      for (Path process : processes.toList()) {
        String name = process.getFileName().toString();
        if (name.matches("\\d{1,10}") && Long.parseLong(name) != self && hasOpen(process, real)) {
          users.add(Long.parseLong(name));
        }
      }
    } catch (IOException noSuchSystem) {
      return users;
    }
    return users;
  }

  private static boolean hasOpen(Path process, Path file) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      for (Path each : open.toList()) {
        if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file)) {
          return true;
        }
      }
    } catch (IOException | UncheckedIOException notOurs) {
      return false;
    }
    return false;
  }

  /** True if a part of the file is missing at its end, and no log beside it may hold that. */
  static boolean isCut(Path file) {
    return size(file) < declared(file)
        && size(file.resolveSibling(file.getFileName() + "-wal")) == 0;
  }

  /** How long the header says the file is; 0 if it does not. */
  static long declared(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      if (header.remaining() < HEADER) {
        return 0;
      }
      int page = Short.toUnsignedInt(header.getShort(16));
      return Integer.toUnsignedLong(header.getInt(28)) * (page == 1 ? 65_536 : page);
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
