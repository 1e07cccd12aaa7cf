package acp.conformance;

/** The command line asks for something that cannot be; the message is one line for the user. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong, in one line. */
  public UsageException(String message) {
    super(message);
  }
}
