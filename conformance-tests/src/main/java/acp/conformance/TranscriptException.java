package acp.conformance;

/**
 * A transcript that cannot be played because of how it is written; the message begins with {@code
 * file:line:}.
 */
public final class TranscriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TranscriptException(String file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
