package acp.shell;

/** The line is not understood for sure. Expected of any line, so it has no stack. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreadable(String why) {
    super(why, null, false, false);
  }
}
