package acp.surface.v1;

import java.nio.charset.StandardCharsets;

/**
 * The answer to {@code initialize}: what this agent is and can do in version 1. It is the same for
 * every client, and every editor waits for it, so it is kept as the bytes that go out: making it
 * from the types would load the whole of the data binding first. A test reads it back with the
 * types.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization">Initialization</a>
 */
public final class GreetingV1 {
  /** The id of the one way to authenticate; editors remember it, so it never changes. */
  static final String AUTH_METHOD = "api-key";

  private GreetingV1() {}

  /**
   * The result, as JSON on one line.
   *
   * @param version of this program; digits and points
   */
  public static byte[] answer(String version) {
    String json =
        "{\"protocolVersion\":1,\"agentCapabilities\":{\"loadSession\":true,"
            + "\"promptCapabilities\":{\"image\":true,\"audio\":false,\"embeddedContext\":true},"
            + "\"mcpCapabilities\":{\"http\":false,\"sse\":false},"
            + "\"sessionCapabilities\":{\"list\":{},\"resume\":{},\"close\":{},"
            + "\"additionalDirectories\":{}},\"auth\":{}},\"authMethods\":[{\"id\":\"api-key\",\"name\":\"API"
            + " key\",\"description\":\"Uses the key from the environment or the credentials file;"
            + " the built-in model needs none.\"}],"
            + "\"agentInfo\":{\"name\":\"acp-server\",\"title\":\"acp-server\",\"version\":\""
            + version
            + "\"}}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
