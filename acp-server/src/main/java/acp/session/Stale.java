package acp.session;

/** The catalogue's entry of a session is not what who wants to change it has seen. */
public final class Stale extends JournalException {
  private static final long serialVersionUID = 1;

  private final long version;

  /**
   * @param version what it is at
   */
  public Stale(long version) {
    super(
        "The session was changed meanwhile: it is at version " + version + "; look at it again",
        null);
    this.version = version;
  }

  public long version() {
    return version;
  }
}
