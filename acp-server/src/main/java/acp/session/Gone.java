package acp.session;

/** The journal does not know the session, or no longer: it was deleted. */
public final class Gone extends JournalException {
  private static final long serialVersionUID = 1;

  public Gone() {
    super("There is no such session", null);
  }
}
