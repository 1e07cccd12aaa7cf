package acp.instruction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a project begins: at the root of its git repository, else where the session works. Read
 * from git's own files: no process is started.
 *
 * @param root absolute
 * @param branch the branch that is checked out; null if there is none, or no repository
 */
public record Repository(Path root, @Nullable String branch) {
  private static final int MAX_HEAD = 4096;
  private static final String REF = "ref: refs/heads/";
  private static final String ELSEWHERE = "gitdir: ";

  public Repository {
    requireNonNull(root, "root");
  }

  /** The project that a folder belongs to. Touches the disk; never fails. */
  public static Repository of(Path cwd) {
    Path start = cwd.toAbsolutePath().normalize();
    for (Path at = start; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        return new Repository(at, branch(git));
      }
    }
    return new Repository(start, null);
  }

  /** The folders from the root down to {@code cwd}, both included. */
  List<Path> downTo(Path cwd) {
    List<Path> folders = new ArrayList<>();
    Path end = cwd.toAbsolutePath().normalize();
    for (Path at = end; at != null && at.startsWith(root); at = at.getParent()) {
      folders.addFirst(at);
    }
    return folders;
  }

  private static @Nullable String branch(Path git) {
    try {
      Path folder = Files.isDirectory(git) ? git : elsewhere(git);
      String head = folder == null ? "" : line(folder.resolve("HEAD"));
      return head.startsWith(REF) ? head.substring(REF.length()) : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** A worktree has a file in place of the folder, which says where that is. */
  private static @Nullable Path elsewhere(Path file) throws IOException {
    String line = line(file);
    return line.startsWith(ELSEWHERE)
        ? file.resolveSibling(line.substring(ELSEWHERE.length())).normalize()
        : null;
  }

  private static String line(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_HEAD), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").strip();
    }
  }
}
