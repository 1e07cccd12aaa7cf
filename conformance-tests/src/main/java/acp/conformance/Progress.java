package acp.conformance;

import java.io.Console;
import java.io.PrintStream;

/**
 * Tells people who wait at a terminal how far the run has come, on one line that is gone in the
 * end. Says nothing where nobody sits at a terminal.
 */
final class Progress {
  private static final String BACK = "\r\u001b[K";

  private final PrintStream err;
  private final boolean isWatched;
  private final int all;
  private int begun;

  /**
   * With the number of transcripts.
   *
   * @param isWatched whether a person sees what is written to {@code err}
   */
  Progress(PrintStream err, boolean isWatched, int all) {
    this.err = err;
    this.isWatched = isWatched;
    this.all = all;
  }

  /** Whether this process has a terminal. */
  @SuppressWarnings("SystemConsoleNull") // A runtime of few modules has none where nobody types.
  static boolean hasTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** The transcript is played now. */
  void begin(Transcript transcript) {
    begun++;
    if (isWatched) {
      err.print(BACK + begun + "/" + all + "  " + Texts.shorten(transcript.name(), 60));
      err.flush();
    }
  }

  /** Nothing more is played. */
  void end() {
    if (isWatched) {
      err.print(BACK);
      err.flush();
    }
  }
}
