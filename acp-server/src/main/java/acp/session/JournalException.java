package acp.session;

import org.jspecify.annotations.Nullable;

/**
 * The journal could not do what it was asked. The message says what happened, to which file and
 * what to do, and is fit for people; it names no class.
 */
public class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
