package acp.conformance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Finds transcripts: those that come with the kit, or those of a folder. */
public final class Library {
  private static final String EXTENSION = ".acp";

  private Library() {}

  /**
   * The transcripts of the kit, in the order of their names.
   *
   * @param suites which of them: {@code protocol} for any agent, {@code scripted} for agents with
   *     the scripted model
   * @throws IOException if the kit's own files cannot be read
   * @throws TranscriptException if one of them is malformed
   */
  public static List<Transcript> builtIn(List<String> suites) throws IOException {
    SortedMap<String, String> texts = Resources.below("transcripts/", EXTENSION);
    texts
        .keySet()
        .removeIf(name -> suites.stream().noneMatch(suite -> name.contains("/" + suite + "/")));
    return parse(texts);
  }

  /**
   * The transcript that an agent passes if it acts by the scripted prompts.
   *
   * @throws IOException if the kit's own files cannot be read
   */
  static Transcript probe() throws IOException {
    try (InputStream in = Library.class.getResourceAsStream("/probe-scripted.acp")) {
      String text =
          new String(requireNonNull(in, "the probe").readAllBytes(), StandardCharsets.UTF_8);
      return Transcript.parse("probe-scripted", text);
    }
  }

  /**
   * The transcripts of a folder and its sub-folders: the files that end in {@code .acp}.
   *
   * @throws IOException if it cannot be read
   * @throws TranscriptException if one is malformed
   */
  public static List<Transcript> under(Path folder) throws IOException {
    return parse(Resources.under(folder, EXTENSION));
  }

  private static List<Transcript> parse(SortedMap<String, String> texts) {
    List<Transcript> transcripts = new ArrayList<>();
    texts.forEach((name, text) -> transcripts.add(Transcript.parse(name, text)));
    return transcripts;
  }
}
