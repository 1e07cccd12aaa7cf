package acp.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of playing a transcript. */
public sealed interface Verdict {

  /** The agent did all that was asked. */
  record Passed() implements Verdict {}

  /**
   * The transcript does not apply to this agent.
   *
   * @param line the line of the transcript at which that was found, from 1
   * @param reason what the agent does not offer or did not do
   */
  record NotApplicable(int line, String reason) implements Verdict {}

  /**
   * The agent did something else.
   *
   * @param line the line of the transcript, from 1
   * @param statement what stands there
   * @param cause whose failure it is
   * @param expected what was expected, with what was known of the variables
   * @param heard what came instead
   * @param wire the conversation up to there
   * @param stderr the last of what the agent wrote to stderr; may be empty
   */
  record Failed(
      int line,
      String statement,
      Cause cause,
      String expected,
      String heard,
      List<String> wire,
      String stderr)
      implements Verdict {

    /** Copies the list. */
    public Failed {
      wire = List.copyOf(wire);
    }

    /** All of it as text for people, several lines. */
    public String report() {
      StringBuilder report = new StringBuilder();
      report
          .append("    line ")
          .append(line)
          .append(": ")
          .append(Texts.shorten(statement, 1000))
          .append('\n');
      if (cause.requirement() != null) {
        report.append("    breaks:   ").append(cause.requirement()).append('\n');
      }
      report.append("    expected: ").append(Texts.shorten(expected, 2000)).append('\n');
      report.append("    heard:    ").append(heard.replaceFirst("^heard ", "")).append('\n');
      report.append("    the wire (> to the agent, < from it):\n");
      wire.forEach(entry -> report.append("      ").append(entry).append('\n'));
      if (!stderr.isEmpty()) {
        report.append("    stderr, the last of it:\n");
        stderr.lines().forEach(entry -> report.append("      ").append(entry).append('\n'));
      }
      return report.toString();
    }
  }

  /**
   * Whose failure it is.
   *
   * @param requirement what is broken that is watched in every transcript; {@code null} if it is
   *     what the step is about
   * @param isKits whether the kit itself failed, and nothing is known of the agent
   */
  record Cause(@Nullable String requirement, boolean isKits) {
    /** The agent failed in what the step is about. */
    static final Cause STEP = new Cause(null, false);

    /** The kit failed. */
    static final Cause KIT = new Cause(null, true);
  }
}
