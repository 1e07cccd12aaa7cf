package acp.session;

/** Another process has appended to the session; nothing of the refused append was written. */
public final class Fenced extends JournalException {
  private static final long serialVersionUID = 1;

  public Fenced() {
    super("Another process has written to this session meanwhile", null);
  }
}
