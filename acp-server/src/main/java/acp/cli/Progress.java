package acp.cli;

import java.io.PrintWriter;

/** What people see on stderr while a prompt is worked on: a line for each thing that happens. */
final class Progress {
  private static final int WIDTH = 160;

  private final PrintWriter err;
  private final boolean colours;

  Progress(PrintWriter err, boolean colours) {
    this.err = err;
    this.colours = colours;
  }

  /** A tool is called. */
  void step(String title) {
    line("2", "- " + title);
  }

  /** A call came to nothing. */
  void failed(String title) {
    line("33", "- failed: " + title);
  }

  /** A call was not permitted. */
  void refused(String title) {
    line("31", "- refused: " + title + " (needs permission: --mode or --allow)");
  }

  /** Something that the user should know. */
  void notice(String text) {
    line("33", "! " + text);
  }

  /** How it failed. */
  void error(String text) {
    line("31", Commands.NAME + ": " + text);
  }

  private void line(String colour, String text) {
    String cut = Plain.cut(Plain.line(text), WIDTH);
    err.println(colours ? "\u001b[" + colour + "m" + cut + "\u001b[0m" : cut);
    err.flush();
  }
}
