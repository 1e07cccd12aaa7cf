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
 * @param basis what the deed was judged upon, such as a digest of the text that an edit changes;
 *     for the tool alone, which refuses to act when it no longer holds; empty for nothing
 */
public record Intent(
    String title,
    ToolKind kind,
    Risk risk,
    List<Location> locations,
    List<Shown> shown,
    String subject,
    String basis) {

  public Intent {
    requireNonNull(title, "title");
    requireNonNull(kind, "kind");
    requireNonNull(risk, "risk");
    locations = List.copyOf(locations);
    shown = List.copyOf(shown);
    requireNonNull(subject, "subject");
    requireNonNull(basis, "basis");
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
}
