package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.Location;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call would do.
 *
 * @param title one line for people; for commands the command itself
 * @param locations the files it is about; the last one is where to look
 * @param shown what the user sees before deciding, such as the diff of an edit
 * @param subject exactly what "always allow" would allow, such as the command line; empty for all
 *     that the tool does
 * @param basis what the deed was judged upon, such as a digest of the text that an edit changes;
 *     for the tool alone, which refuses to act when it no longer holds; empty for nothing
 * @param command the command line that it would run; null if it runs none
 */
public record Intent(
    String title,
    ToolKind kind,
    Risk risk,
    List<Location> locations,
    List<Shown> shown,
    String subject,
    String basis,
    @Nullable Command command) {

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

  public Intent {
    requireNonNull(title, "title");
    requireNonNull(kind, "kind");
    requireNonNull(risk, "risk");
    locations = List.copyOf(locations);
    shown = List.copyOf(shown);
    requireNonNull(subject, "subject");
    requireNonNull(basis, "basis");
  }

  /** An intent to run no command. */
  public Intent(
      String title,
      ToolKind kind,
      Risk risk,
      List<Location> locations,
      List<Shown> shown,
      String subject,
      String basis) {
    this(title, kind, risk, locations, shown, subject, basis, null);
  }

  /** An intent that rests upon nothing. */
  public Intent(
      String title,
      ToolKind kind,
      Risk risk,
      List<Location> locations,
      List<Shown> shown,
      String subject) {
    this(title, kind, risk, locations, shown, subject, "");
  }

  /** The same, which is to run a command. */
  public Intent running(String line, Path folder) {
    return new Intent(
        title, kind, risk, locations, shown, subject, basis, new Command(line, folder));
  }
}
