package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.Location;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import java.util.List;

/**
 * What a call would do.
 *
 * @param title one line for people; for commands the command itself
 * @param locations the files it is about; the last one is where to look
 * @param shown what the user sees before deciding, such as the diff of an edit
 * @param subject exactly what "always allow" would allow, such as the command line; empty for all
 *     that the tool does
 */
public record Intent(
    String title,
    ToolKind kind,
    Risk risk,
    List<Location> locations,
    List<Shown> shown,
    String subject) {

  public Intent {
    requireNonNull(title, "title");
    requireNonNull(kind, "kind");
    requireNonNull(risk, "risk");
    locations = List.copyOf(locations);
    shown = List.copyOf(shown);
    requireNonNull(subject, "subject");
  }
}
