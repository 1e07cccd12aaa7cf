package acp.conformance;

import org.jspecify.annotations.Nullable;

/** The agent did not do what the transcript, or the protocol in any conversation, asks of it. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String requirement;
  private final String expected;
  private final String heard;
  private final boolean absence;

  Mismatch(String expected, String heard) {
    this(null, expected, heard, false);
  }

  private Mismatch(@Nullable String requirement, String expected, String heard, boolean absence) {
    super("expected " + expected + "; " + heard);
    this.requirement = requirement;
    this.expected = expected;
    this.heard = heard;
    this.absence = absence;
  }

  /** What holds in any conversation is broken: that requirement. */
  static Mismatch of(String requirement, String expected, String heard) {
    return new Mismatch(requirement, expected, heard, false);
  }

  /** What was awaited did not come, nor anything of its kind. */
  static Mismatch absence(String expected, String heard) {
    return new Mismatch(null, expected, heard, true);
  }

  /** Whether nothing of the kind came, rather than something that was wrong. */
  boolean isAbsence() {
    return absence;
  }

  /** The requirement that is broken, {@code null} if it is what the transcript itself is about. */
  @Nullable String requirement() {
    return requirement;
  }

  String expected() {
    return expected;
  }

  String heard() {
    return heard;
  }
}
