package acp.conformance;

import java.net.URI;
import java.util.List;

/**
 * A conversation with an agent, written down: what we say, and what it must say at least.
 *
 * <p>The format, line by line, stands in {@code transcripts/FORMAT.md} beside the transcripts.
 *
 * @param name the path below the folder of the transcripts, without the extension, with {@code /}
 * @param title the one sentence that says what an agent does that passes
 * @param spec where the protocol says so
 * @param claims the requirements it is about
 * @param source the lines of the file, for reports
 * @param steps what to do, in order
 */
public record Transcript(
    String name, String title, URI spec, Claims claims, List<String> source, List<Step> steps) {

  /** Copies the lists. */
  public Transcript {
    source = List.copyOf(source);
    steps = List.copyOf(steps);
  }

  /**
   * Reads a transcript.
   *
   * @param name how it is to be called, also in the messages of failures
   * @param text the content of the file
   * @throws TranscriptException if a line is not of the format; the message names file and line
   */
  public static Transcript parse(String name, String text) {
    return new TranscriptParser(name, text).parse();
  }

  /** The step's statement as it stands in the file, on one line. */
  String statement(int line) {
    StringBuilder statement = new StringBuilder(source.get(line - 1));
    for (int next = line; next < source.size() && isContinued(source.get(next)); next++) {
      statement.append(' ').append(source.get(next).strip());
    }
    return statement.toString();
  }

  /** Whether the line belongs to the statement above it: it is indented and not blank. */
  static boolean isContinued(String line) {
    return !line.isBlank() && Character.isWhitespace(line.charAt(0));
  }
}
