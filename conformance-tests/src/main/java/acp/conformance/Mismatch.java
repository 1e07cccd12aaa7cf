package acp.conformance;

/** The agent did not do what the transcript, or the protocol in any conversation, asks of it. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String heard;

  Mismatch(String expected, String heard) {
    super("expected " + expected + "; " + heard);
    this.expected = expected;
    this.heard = heard;
  }

  String expected() {
    return expected;
  }

  String heard() {
    return heard;
  }
}
