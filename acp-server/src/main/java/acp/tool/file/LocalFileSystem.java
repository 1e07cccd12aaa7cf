package acp.tool.file;

import acp.tool.Blocking;
import acp.tool.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;

/**
 * The files of this machine. Stateless and thread-safe; waits on a pool of its own.
 *
 * <p>A file is replaced by moving a new one into its place, so that nobody ever reads half of it
 * and a cancelled or killed write changes nothing. Where that would lose something, namely other
 * names (hard links) or another owner, and where the folder takes no new files, it is written in
 * place. A symbolic link stays one: what it leads to is written.
 *
 * <p>Failures are {@link FileSystemException}s whose reason is fit for the model.
 */
public final class LocalFileSystem implements FileSystem {
  /** Bytes of the largest file that is read or written; more does not fit a model anyway. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final String UNIX = "unix:nlink,uid,gid";

  @Override
  public Mono<String> readText(Path path) {
    return Blocking.call(() -> Said.of(path, () -> read(path)));
  }

  @Override
  public Mono<byte[]> readBytes(Path path, int most) {
    return Blocking.call(
        () ->
            Said.of(
                path,
                () -> {
                  refuseUnlessPlain(path, Files.readAttributes(path, BasicFileAttributes.class));
                  try (InputStream in = Files.newInputStream(path)) {
                    return in.readNBytes(most);
                  }
                }));
  }

  @Override
  public Mono<Void> writeText(Path path, String text) {
    return Blocking.call(
            () ->
                Said.of(
                    path,
                    () -> {
                      write(path, encode(path, text));
                      return path;
                    }))
        .then();
  }

  @Override
  public Mono<Void> delete(Path path) {
    return Blocking.call(
            () ->
                Said.of(
                    path,
                    () -> {
                      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                        throw refusal(path, "is a folder, not a file");
                      }
                      Files.deleteIfExists(path);
                      return path;
                    }))
        .then();
  }

  private static String read(Path path) throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    refuseUnlessPlain(path, file);
    refuseIfLarge(path, file.size());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1); // it may have grown, and some files hide their size
    }
    refuseIfLarge(path, bytes.length);
    return decode(path, bytes);
  }

  private static String decode(Path path, byte[] bytes) throws FileSystemException {
    for (byte b : bytes) {
      if (b == 0) {
        throw refusal(path, "is a binary file, not text");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw refusal(path, "is not UTF-8 text");
    }
  }

  private static ByteBuffer encode(Path path, String text) throws FileSystemException {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      refuseIfLarge(path, bytes.remaining());
      return bytes;
    } catch (CharacterCodingException lone) {
      throw refusal(path, "cannot hold half of a surrogate pair");
    }
  }

  private static void write(Path path, ByteBuffer bytes) throws IOException {
    Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path;
    boolean exists = Files.exists(target);
    if (exists) {
      refuseUnlessPlain(path, Files.readAttributes(target, BasicFileAttributes.class));
      if (!Files.isWritable(target)) {
        throw refusal(path, "is read-only");
      }
    }
    Path parent = target.getParent();
    if (parent == null) {
      throw refusal(path, "is no file");
    }
    Files.createDirectories(parent);
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path fresh = parent.resolve(".acp-" + unique + ".tmp");
    try {
      fill(fresh, bytes.duplicate(), StandardOpenOption.CREATE_NEW);
      if (exists && !standsIn(fresh, target)) {
        fill(target, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      } else {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (AccessDeniedException folderTakesNone) {
      if (!exists) {
        throw folderTakesNone;
      }
      fill(target, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void fill(Path file, ByteBuffer bytes, StandardOpenOption how) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, how)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true); // else a power cut after the move could leave an empty file
    }
  }

  /** Gives {@code fresh} the mode of {@code target}; false if something else would be lost. */
  private static boolean standsIn(Path fresh, Path target) throws IOException {
    try {
      Map<String, Object> old = Files.readAttributes(target, UNIX);
      Map<String, Object> made = Files.readAttributes(fresh, UNIX);
      if (!old.equals(made)) { // both must have one name, and the same owner and group
        return false;
      }
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
      return true;
    } catch (UnsupportedOperationException | IllegalArgumentException noUnix) {
      return true;
    }
  }

  private static void refuseUnlessPlain(Path path, BasicFileAttributes file)
      throws FileSystemException {
    if (file.isDirectory()) {
      throw refusal(path, "is a folder, not a file");
    }
    if (!file.isRegularFile()) {
      throw refusal(path, "is a device or the like, not a file");
    }
  }

  private static void refuseIfLarge(Path path, long bytes) throws FileSystemException {
    if (bytes > MAX_BYTES) {
      throw refusal(path, "is larger than " + MAX_BYTES / (1024 * 1024) + " MiB");
    }
  }

  private static FileSystemException refusal(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }

  /** Turns the system's failures into ones with a reason that can be read. */
  private interface Said<T> {
    T get() throws IOException;

    static <T> T of(Path path, Said<T> work) throws IOException {
      try {
        return work.get();
      } catch (NoSuchFileException missing) {
        throw missing;
      } catch (AccessDeniedException denied) {
        throw because(path, "permission denied", denied);
      } catch (FileAlreadyExistsException noFolder) {
        throw because(path, "is below something that is not a folder", noFolder);
      } catch (FileSystemException failure) {
        String reason = failure.getReason();
        throw because(path, reason == null ? "cannot be used" : reason, failure);
      } catch (IOException failure) {
        String reason = failure.getMessage();
        throw because(path, reason == null ? "cannot be used" : reason, failure);
      }
    }

    private static IOException because(Path path, String reason, IOException cause) {
      FileSystemException failure = refusal(path, reason);
      failure.initCause(cause);
      return failure;
    }
  }
}
