package acp.server;

import acp.session.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What git has checked out in a folder, by git's own files: no process is started, and no more is
 * read of any file than it can well have.
 */
final class Checkout {
  private static final int MAX_LINE = 4096;
  private static final long MAX_PACKED = 16L << 20;
  private static final int DEPTH = 5;
  private static final String REF = "ref: ";
  private static final String HEADS = "refs/heads/";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

  private Checkout() {}

  /** The branch and the commit, as far as they can be told. Never fails. */
  static Origin of(String cwd) {
    try {
      Path folder = Path.of(cwd);
      for (Path at = folder; at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.exists(git)) {
          return in(Files.isDirectory(git) ? git : elsewhere(git, "gitdir: "));
        }
      }
    } catch (IOException | InvalidPathException | SecurityException unreadable) {
      return Origin.UNKNOWN;
    }
    return Origin.UNKNOWN;
  }

  /**
   * @param git the folder of the checkout, which may share its branches with others
   */
  private static Origin in(@Nullable Path git) throws IOException {
    if (git == null) {
      return Origin.UNKNOWN;
    }
    String head = line(git.resolve("HEAD"));
    if (!head.startsWith(REF)) {
      return new Origin(null, commit(head), null, null);
    }
    String ref = head.substring(REF.length()).strip();
    String branch = ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
    Path common = git.resolve("commondir");
    Path shared = Files.exists(common) ? elsewhere(common, "") : git;
    return new Origin(branch, shared == null ? null : resolve(shared, git, ref, DEPTH), null, null);
  }

  private static @Nullable String resolve(Path shared, Path git, String ref, int depth)
      throws IOException {
    if (depth == 0 || !ref.startsWith("refs/") || ref.contains("..") || ref.length() > 1000) {
      return null;
    }
    for (Path folder : new Path[] {git, shared}) {
      Path loose = folder.resolve(ref);
      if (Files.isRegularFile(loose)) {
        String line = line(loose);
        return line.startsWith(REF)
            ? resolve(shared, git, line.substring(REF.length()).strip(), depth - 1)
            : commit(line);
      }
    }
    return packed(shared.resolve("packed-refs"), ref);
  }

  /** Branches that have rested are lines of one file. */
  private static @Nullable String packed(Path file, String ref) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_PACKED) {
      return null;
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(space + 1).strip().equals(ref)) {
          return commit(line.substring(0, space));
        }
      }
    }
    return null;
  }

  private static @Nullable String commit(String text) {
    return COMMIT.matcher(text).matches() ? text : null;
  }

  /** Where a file leads to that holds a path. */
  private static @Nullable Path elsewhere(Path file, String before) throws IOException {
    String line = line(file);
    return line.startsWith(before)
        ? file.resolveSibling(line.substring(before.length()).strip()).normalize()
        : null;
  }

  private static String line(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_LINE), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").strip();
    }
  }
}
