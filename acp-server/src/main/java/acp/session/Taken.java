package acp.session;

/** The id is another session's, which may be one that was deleted. Nothing was written. */
public final class Taken extends JournalException {
  private static final long serialVersionUID = 1;

  public Taken() {
    super("The session exists already", null);
  }
}
