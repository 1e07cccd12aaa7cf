package acp.model;

import static java.util.Objects.requireNonNull;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's keys: from the environment, else from a file that only they can read, which holds
 * lines such as {@code OPENAI_API_KEY = "…"}. Keeps no key itself: each lookup reads anew, so that
 * a key added later is found, and nothing here can print one.
 */
public final class Credentials {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Map<String, String> environment;
  private final Path file;

  /**
   * @param environment what {@link System#getenv()} gives
   * @param file the credentials file; it need not exist
   */
  public Credentials(Map<String, String> environment, Path file) {
    this.environment = requireNonNull(environment, "environment");
    this.file = requireNonNull(file, "file");
  }

  /**
   * The key of that name, such as {@code OPENAI_API_KEY}; null if there is none. Reads the file
   * only if the environment has no such key.
   *
   * @throws AcpException if the file is there but others can read or write it, or it is unreadable
   */
  public @Nullable String find(String name) {
    String set = environment.get(name);
    return set != null && !set.isBlank() ? set.strip() : value(lines(), name);
  }

  /**
   * Those of the names under which there is a key. Reads the file once at most.
   *
   * @throws AcpException as {@link #find} does
   */
  public Set<String> known(Collection<String> names) {
    Set<String> known = new HashSet<>();
    List<String> lines = null;
    for (String name : names) {
      String set = environment.get(name);
      if (set == null || set.isBlank()) {
        lines = lines == null ? lines() : lines;
        set = value(lines, name);
      }
      if (set != null) {
        known.add(name);
      }
    }
    return known;
  }

  /** The lines of the file; none if there is no file. */
  private List<String> lines() {
    try {
      if (isOpenToOthers()) {
        throw refusal("can be read or written by others; run chmod 600 on it", null);
      }
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException | NotDirectoryException absent) {
      return List.of();
    } catch (IOException unreadable) {
      throw refusal("cannot be read", unreadable);
    }
  }

  /**
   * Keeps a key in the file, in place of one of that name; the rest of the file stays. The file and
   * its folder are made for the user alone, and the file is replaced in one step.
   *
   * @throws AcpException (invalid params) if it cannot be a key; or if the file cannot be written
   */
  public void store(String name, String key) {
    if (key.isBlank() || !key.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
      throw AcpException.invalidParams("key", "A key has no blanks, quotes or line breaks");
    }
    rewrite(name, name + " = \"" + key + "\"");
  }

  /**
   * Takes a key out of the file; nothing happens if it is not there. The environment is the user's.
   *
   * @throws AcpException if the file cannot be written
   */
  public void remove(String name) {
    if (Files.exists(file)) {
      rewrite(name, null);
    }
  }

  private void rewrite(String name, @Nullable String line) {
    try {
      Path target = target();
      List<String> lines =
          Files.exists(target)
              ? new ArrayList<>(Files.readAllLines(target, StandardCharsets.UTF_8))
              : new ArrayList<>();
      boolean changed = lines.removeIf(each -> isNamed(each, name)) || line != null;
      if (line != null) {
        lines.add(line);
      }
      if (changed) {
        replace(target, String.join("\n", lines) + "\n");
      }
    } catch (IOException unwritable) {
      throw refusal("cannot be written", unwritable);
    }
  }

  /** The file itself, behind the links to it, also where it is not there yet. */
  private Path target() throws IOException {
    if (Files.exists(file) || !Files.isSymbolicLink(file)) {
      return Files.exists(file) ? file.toRealPath() : file;
    }
    return file.resolveSibling(Files.readSymbolicLink(file));
  }

  private static void replace(Path target, String text) throws IOException {
    Path folder = requireNonNull(target.toAbsolutePath().getParent(), "folder");
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, ownedAs("rwx------", folder));
    }
    Path fresh = Files.createTempFile(folder, "credentials", ".new", ownedAs("rw-------", folder));
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(
          fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] ownedAs(String permissions, Path where) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isNamed(String line, String name) {
    int equals = line.indexOf('=');
    return equals > 0 && line.substring(0, equals).strip().equals(name);
  }

  private static @Nullable String value(List<String> lines, String name) {
    for (String line : lines) {
      if (isNamed(line, name)) {
        String value = unquoted(line.substring(line.indexOf('=') + 1).strip());
        return value.isBlank() ? null : value;
      }
    }
    return null;
  }

  private boolean isOpenToOthers() throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.size(file); // fails if it does not exist, as the other way does
      return false;
    }
    return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
  }

  /** A value of TOML or of a shell: in quotes, or bare up to a comment. */
  private static String unquoted(String value) {
    char quote = value.isEmpty() ? 0 : value.charAt(0);
    if (quote == '"' || quote == '\'') {
      int end = value.indexOf(quote, 1);
      return end < 0 ? value.substring(1) : value.substring(1, end);
    }
    int comment = value.indexOf('#');
    return (comment < 0 ? value : value.substring(0, comment)).strip();
  }

  private AcpException refusal(String why, @Nullable Throwable cause) {
    return new AcpException(
        ErrorCode.INTERNAL_ERROR,
        "The credentials file " + file.getFileName() + " " + why,
        Map.of("kind", "credentials"),
        cause);
  }
}
