package acp.conformance.bench;

/** A step could not be measured; the message says why, for the row of the table. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }
}
