package acp.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is judged by: the transcripts that are played and the requirements that are asked.
 *
 * @param catalogue all requirements that there are
 * @param transcripts what is played
 * @param asked the requirements to judge
 */
record Selection(Catalogue catalogue, List<Transcript> transcripts, List<Requirement> asked) {

  /**
   * Finds them.
   *
   * @param suites the suites besides {@code protocol}
   * @param folder whose transcripts and requirements are taken instead; {@code null} for the kit's
   * @param filter a part of the names of transcripts or of the ids of requirements
   * @throws UsageException if there is nothing to play
   * @throws TranscriptException if a file is malformed, or names a requirement that is not there
   */
  static Selection of(List<String> suites, @Nullable Path folder, String filter)
      throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder);
    }
    Catalogue catalogue = Catalogue.builtIn();
    List<Transcript> all;
    if (folder == null) {
      List<String> wanted = new ArrayList<>(suites);
      wanted.add("protocol");
      all = Library.builtIn(wanted);
    } else {
      catalogue = catalogue.with(folder);
      all = Library.under(folder);
    }
    catalogue.check(all);
    List<Transcript> found = all.stream().filter(one -> matches(one, filter)).toList();
    if (found.isEmpty()) {
      throw new UsageException("there is no transcript to play");
    }
    boolean everything = folder == null && filter.isEmpty();
    List<Requirement> asked =
        catalogue.all().stream()
            .filter(one -> everything || one.isWatched() || isNamed(one, found))
            .toList();
    return new Selection(catalogue, found, asked);
  }

  /** What is watched, is watched in all. */
  private static boolean matches(Transcript transcript, String filter) {
    return transcript.name().contains(filter)
        || filter.startsWith("wire")
        || transcript.claims().all().stream().anyMatch(id -> id.contains(filter));
  }

  private static boolean isNamed(Requirement requirement, List<Transcript> transcripts) {
    return transcripts.stream().anyMatch(one -> one.claims().all().contains(requirement.id()));
  }

  /** Lists the requirements, each with its tier and the transcripts that are about it. */
  void listRequirements(PrintStream out) {
    for (Requirement one : asked) {
      out.println(one.id() + "  " + one.tier().word());
      out.println("    " + one.statement());
      out.println("    " + one.citation());
      List<String> names =
          transcripts.stream()
              .filter(transcript -> transcript.claims().all().contains(one.id()))
              .map(Transcript::name)
              .toList();
      String none =
          one.isWatched() ? "watched in every transcript" : "no transcript of this choice";
      out.println("    " + (names.isEmpty() ? none : String.join(" ", names)));
    }
  }

  /** Lists the transcripts with their titles. */
  void listTranscripts(PrintStream out) {
    transcripts.forEach(one -> out.println(one.name() + "  " + one.title()));
  }
}
