package acp.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A session cannot be carried in or out. The message says what is wrong and where, in words for
 * people; it quotes nothing of what a file holds.
 */
public final class TransferException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TransferException(String message) {
    this(message, null);
  }

  public TransferException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Something is wrong with a line, counted from 1. */
  public static TransferException at(long line, String problem) {
    return new TransferException("line " + line + ": " + problem);
  }
}
