package acp.conformance;

/** The agent did not do what the transcript, or the protocol in any conversation, asks of it. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String heard;
  private final boolean absence;

  Mismatch(String expected, String heard) {
    this(expected, heard, false);
  }

  private Mismatch(String expected, String heard, boolean absence) {
    super("expected " + expected + "; " + heard);
    this.expected = expected;
    this.heard = heard;
    this.absence = absence;
  }

  /** What was awaited did not come, nor anything of its kind. */
  static Mismatch absence(String expected, String heard) {
    return new Mismatch(expected, heard, true);
  }

  /** Whether nothing of the kind came, rather than something that was wrong. */
  boolean isAbsence() {
    return absence;
  }

  String expected() {
    return expected;
  }

  String heard() {
    return heard;
  }
}
