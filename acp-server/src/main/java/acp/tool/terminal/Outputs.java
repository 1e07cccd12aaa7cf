package acp.tool.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The output of commands that is more than a model is told at once: whole, in files that their
 * owner alone may read, for a week or until there is too much of it. Several processes may use one
 * folder. Nothing is made before there is something to keep. Thread-safe; its methods wait for the
 * disk.
 */
public final class Outputs implements AutoCloseable {
  private static final Duration KEPT_FOR = Duration.ofDays(7);

  /** Bytes of all of them. */
  private static final long MOST = 512L * 1024 * 1024;

  private static final String END = ".txt";

  /** Cannot be guessed, so that a session does not come upon what another has kept. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

  private final @Nullable Path folder;
  private final long most;
  private @Nullable Path temporary;

  private Outputs(@Nullable Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /** Keeps them in {@code folder}, which it makes. */
  public static Outputs in(Path folder) {
    return new Outputs(folder, MOST);
  }

  /** The same with another bound, in bytes, for all of them. */
  static Outputs in(Path folder, long most) {
    return new Outputs(folder, most);
  }

  /** Keeps them in a folder of its own until it is closed. */
  public static Outputs temporary() {
    return new Outputs(null, MOST);
  }

  /** A new file for the output of one command. What is old goes, to make room. */
  Kept begin() throws IOException {
    Path place = place();
    sweep(place);
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    return new Kept(id, place.resolve(id + END));
  }

  /** The file of that id; null if there is none, or none any more. */
  synchronized @Nullable Path find(String id) {
    Path place = folder == null ? temporary : folder;
    if (place == null || !ID.matcher(id).matches()) {
      return null;
    }
    Path file = place.resolve(id + END);
    return Files.isRegularFile(file) ? file : null;
  }

  /** Deletes what was to be kept only until now, and what is old. */
  @Override
  public synchronized void close() {
    if (folder != null) {
      sweep(folder);
    }
    if (temporary != null) {
      files(temporary).forEach(Outputs::delete);
      delete(temporary);
      temporary = null;
    }
  }

  private synchronized Path place() throws IOException {
    if (folder == null) {
      if (temporary == null) {
        temporary = Files.createTempDirectory("acp-server-outputs-");
      }
      return temporary;
    }
    return Files.createDirectories(folder, ownersAlone("rwx------"));
  }

  /** Nobody else may read it; where the file system knows nobody else, nothing. */
  static FileAttribute<?>[] ownersAlone(String permissions) {
    return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private void sweep(Path place) {
    Instant old = Instant.now().minus(KEPT_FOR);
    List<Aged> all = new ArrayList<>();
    for (Path file : files(place)) {
      try {
        all.add(new Aged(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
      } catch (IOException gone) {
        // Another process has deleted it.
      }
    }
    all.sort(Comparator.comparing(Aged::modified));
    long bytes = all.stream().mapToLong(Aged::size).sum();
    for (Aged one : all) {
      if (one.modified.isBefore(old) || bytes > most - Kept.MOST) {
        delete(one.file);
        bytes -= one.size;
      }
    }
  }

  private record Aged(Path file, Instant modified, long size) {}

  private static List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(END)).toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // Then the next sweep tries again.
    }
  }
}
