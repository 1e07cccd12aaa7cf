package acp.permission;

import static java.util.Objects.requireNonNull;

import acp.event.Risk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A deed that is to be judged.
 *
 * @param tool the tool's name
 * @param risk what it can harm
 * @param subject exactly what "always allow" would allow, such as a command line; empty for all
 *     that the tool does
 * @param paths the files it is about, absolute
 * @param command the command line that it would run; null if it runs none
 */
public record Action(
    String tool, Risk risk, String subject, List<Path> paths, @Nullable Command command) {
  private static final int LONGEST_DESCRIPTION = 4 * 1024;

  /**
   * A command line for {@code sh}.
   *
   * @param folder where it would be run, absolute
   */
  public record Command(String line, Path folder) {
    public Command {
      requireNonNull(line, "line");
      requireNonNull(folder, "folder");
    }
  }

  public Action {
    requireNonNull(tool, "tool");
    requireNonNull(risk, "risk");
    requireNonNull(subject, "subject");
    paths = List.copyOf(paths);
  }

  /** A deed that is about no file and runs no command. */
  public Action(String tool, Risk risk, String subject) {
    this(tool, risk, subject, List.of(), null);
  }

  /** What it would do, for the record: its subject, or else the files that it is about. */
  public String description() {
    String all =
        subject.isEmpty()
            ? paths.stream().map(Path::toString).collect(Collectors.joining(", "))
            : subject;
    return all.length() <= LONGEST_DESCRIPTION ? all : all.substring(0, LONGEST_DESCRIPTION) + "…";
  }
}
