package acp.transfer;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that sessions are read from, and files that they are written to. */
public final class Places {
  /** Deeper than any program puts its sessions. */
  private static final int DEPTH = 12;

  private Places() {}

  /**
   * The file itself, or the files in the folder and below it, in order; links to folders are not
   * followed, and what is no file is passed over.
   *
   * @throws TransferException if it is neither a file nor a folder, or cannot be read
   */
  static List<Path> of(Path fileOrFolder) {
    try {
      BasicFileAttributes what = Files.readAttributes(fileOrFolder, BasicFileAttributes.class);
      if (what.isRegularFile()) {
        return List.of(fileOrFolder);
      }
      if (!what.isDirectory()) {
        throw new TransferException("is neither a file nor a folder");
      }
      try (Stream<Path> all = Files.walk(fileOrFolder, DEPTH)) {
        return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            .sorted(Comparator.naturalOrder())
            .toList();
      }
    } catch (UncheckedIOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(requireNonNull(e.getCause())), e);
    } catch (IOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(e), e);
    }
  }

  /** Writes to a stream. */
  public interface Body {
    /** Writes all there is. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a file that is there whole or not at all, and that only its owner may read.
   *
   * @param replace true to put it in place of a file that is there
   * @throws TransferException if one is there that is not to be replaced, or it cannot be written
   */
  public static void write(Path file, boolean replace, Body body) {
    Path whole = file.toAbsolutePath();
    if (!replace && Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
      throw new TransferException("is there already; --force writes over it");
    }
    Path part = null;
    try {
      part = Files.createTempFile(whole.getParent(), ".export", ".part", ownersAlone(whole));
      try (OutputStream out = Files.newOutputStream(part)) {
        body.write(out);
      }
      move(part, whole);
      part = null;
    } catch (IOException e) {
      throw new TransferException("cannot be written: " + Reasons.of(e), e);
    } finally {
      discard(part);
    }
  }

  private static FileAttribute<?>[] ownersAlone(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void move(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(@Nullable Path part) {
    if (part == null) {
      return;
    }
    try {
      Files.deleteIfExists(part);
    } catch (IOException leftBehind) {
      // the failure that brought us here is the one to tell
    }
  }
}
