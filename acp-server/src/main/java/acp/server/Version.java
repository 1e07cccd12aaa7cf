package acp.server;

/** What this program is called and which release it is. */
public final class Version {
  public static final String NAME = "acp-server";

  /** The release; a test holds it to the build's. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
