package acp.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All requirements by their ids: those of the kit, and perhaps those of a folder. Immutable.
 *
 * <p>The format of the files stands in {@code transcripts/FORMAT.md}.
 */
public final class Catalogue {
  private static final String EXTENSION = ".req";

  private final Map<String, Requirement> requirements;

  private Catalogue(Map<String, Requirement> requirements) {
    this.requirements = Collections.unmodifiableMap(requirements);
  }

  /**
   * The requirements of the kit.
   *
   * @throws IOException if the kit's own files cannot be read
   * @throws TranscriptException if one of them is malformed
   */
  public static Catalogue builtIn() throws IOException {
    return parse(Resources.below("requirements/", EXTENSION));
  }

  /**
   * Reads the files of a catalogue.
   *
   * @param files their texts by name; what follows the last slash is the area
   * @throws TranscriptException if a line is not of the format, or an id is there twice; the
   *     message names file and line
   */
  static Catalogue parse(Map<String, String> files) {
    Map<String, Requirement> all = new TreeMap<>();
    files.forEach((name, text) -> new CatalogueParser(name, text, all).parse());
    return new Catalogue(all);
  }

  /**
   * These requirements and those of the folder's {@code .req} files.
   *
   * @throws IOException if the folder cannot be read
   * @throws TranscriptException if a file is malformed, or names an id that is known
   */
  public Catalogue with(Path folder) throws IOException {
    Map<String, Requirement> all = new TreeMap<>(requirements);
    Resources.under(folder, EXTENSION)
        .forEach((name, text) -> new CatalogueParser(name, text, all).parse());
    return new Catalogue(all);
  }

  /** All of them, in the order of their ids. */
  public Collection<Requirement> all() {
    return requirements.values();
  }

  /** The requirement of that id, or {@code null}. */
  public @Nullable Requirement find(String id) {
    return requirements.get(id);
  }

  /**
   * Sees to it that every requirement the transcripts name is there.
   *
   * @throws TranscriptException if one is not; the message names file and line
   */
  public void check(List<Transcript> transcripts) {
    for (Transcript transcript : transcripts) {
      for (Claims.Claim claim : transcript.claims().list()) {
        for (String id : claim.ids()) {
          if (find(id) == null) {
            throw new TranscriptException(
                transcript.name(), claim.line(), "there is no requirement " + id);
          }
        }
      }
    }
  }
}
