package acp.instruction;

import acp.event.Instructions;
import java.util.List;

/**
 * The instructions for one turn.
 *
 * @param sections the files and what they say, in the order in which they are to be read: the
 *     user's own, then the project's from its root down, each followed by what it imports
 * @param notes what was left out and why, a sentence for each
 */
public record Guidance(List<Section> sections, List<String> notes) {
  /** There are none. */
  public static final Guidance NONE = new Guidance(List.of(), List.of());

  public Guidance {
    sections = List.copyOf(sections);
    notes = List.copyOf(notes);
  }

  /** The files, as they are recorded. */
  public List<Instructions> files() {
    return sections.stream().map(Section::file).toList();
  }

  /** One file, and the part of it that is given. */
  public record Section(Instructions file, String text) {}
}
