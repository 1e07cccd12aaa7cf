package acp.surface.v1;

import java.nio.charset.StandardCharsets;

/**
 * The answer to {@code initialize}: what this agent is and can do in version 1. Every editor waits
 * for it, so it is put together from text: making it from the types would load the whole of the
 * data binding first. A test reads it back with the types.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization">Initialization</a>
 */
public final class GreetingV1 {
  /** The way to authenticate that every client has; editors remember it, so it never changes. */
  static final String AUTH_METHOD = "api-key";

  /** A login in a terminal, for clients that can show one; never changes either. */
  static final String TERMINAL_METHOD = "login";

  private static final String TERMINAL =
      ",{\"type\":\"terminal\",\"id\":\"login\",\"name\":\"Log in\",\"description\":\"Asks for a key in a"
          + " terminal and keeps it in the credentials file.\",\"args\":[\"login\"]}";

  private GreetingV1() {}

  /**
   * The result, as JSON on one line.
   *
   * @param version of this program; digits and points
   * @param terminalLogin true if the client can show a terminal to log in
   * @param unstable true to offer what the protocol has not settled yet
   */
  public static byte[] answer(String version, boolean terminalLogin, boolean unstable) {
    String json =
        "{\"protocolVersion\":1,\"agentCapabilities\":{\"loadSession\":true,"
            + "\"promptCapabilities\":{\"image\":true,\"audio\":false,\"embeddedContext\":true},"
            + "\"mcpCapabilities\":{\"http\":true,\"sse\":false},"
            + "\"sessionCapabilities\":{\"list\":{},\"delete\":{},\"resume\":{},\"close\":{},"
            + (unstable ? "\"fork\":{}," : "")
            + "\"additionalDirectories\":{}},\"auth\":{\"logout\":{}}},\"authMethods\":[{\"id\":\"api-key\",\"name\":\"API"
            + " key\",\"description\":\"Uses the key from the environment or the credentials file;"
            + " the built-in model needs none.\"}"
            + (terminalLogin ? TERMINAL : "")
            + "],"
            + "\"agentInfo\":{\"name\":\"acp-server\",\"title\":\"acp-server\",\"version\":\""
            + version
            + "\"}}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
