package acp.server;

/** Settings that cannot be used. The message is one line for people and says what to do. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SettingsException(String message) {
    super(message);
  }
}
