package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the agent offers beyond the baseline.
 *
 * @param loadSession whether {@code session/load} is served
 * @param promptCapabilities what a prompt may hold
 * @param mcpCapabilities the MCP transports
 * @param sessionCapabilities the further session methods
 * @param auth what it offers around login
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#agent-capabilities">Initialization
 *     § agent capabilities</a>
 */
public record AgentCapabilities(
    @Lenient @WhenAbsent("false") boolean loadSession,
    @Lenient @WhenAbsent("{}") PromptCapabilities promptCapabilities,
    @Lenient @WhenAbsent("{}") McpCapabilities mcpCapabilities,
    @Lenient @WhenAbsent("{}") SessionCapabilities sessionCapabilities,
    @Lenient @WhenAbsent("{}") AgentAuthCapabilities auth,
    @Meta @Nullable ObjectNode meta) {
  public AgentCapabilities {
    requireNonNull(promptCapabilities, "promptCapabilities");
    requireNonNull(mcpCapabilities, "mcpCapabilities");
    requireNonNull(sessionCapabilities, "sessionCapabilities");
    requireNonNull(auth, "auth");
  }

  /** Holds nothing but the defaults. */
  public static AgentCapabilities of() {
    return new AgentCapabilities(
        false,
        PromptCapabilities.of(),
        McpCapabilities.of(),
        SessionCapabilities.of(),
        AgentAuthCapabilities.of(),
        null);
  }

  /** The same with {@code loadSession}. */
  public AgentCapabilities withLoadSession(boolean loadSession) {
    return new AgentCapabilities(
        loadSession, promptCapabilities, mcpCapabilities, sessionCapabilities, auth, meta);
  }

  /** The same with {@code promptCapabilities}. */
  public AgentCapabilities withPromptCapabilities(PromptCapabilities promptCapabilities) {
    return new AgentCapabilities(
        loadSession, promptCapabilities, mcpCapabilities, sessionCapabilities, auth, meta);
  }

  /** The same with {@code mcpCapabilities}. */
  public AgentCapabilities withMcpCapabilities(McpCapabilities mcpCapabilities) {
    return new AgentCapabilities(
        loadSession, promptCapabilities, mcpCapabilities, sessionCapabilities, auth, meta);
  }

  /** The same with {@code sessionCapabilities}. */
  public AgentCapabilities withSessionCapabilities(SessionCapabilities sessionCapabilities) {
    return new AgentCapabilities(
        loadSession, promptCapabilities, mcpCapabilities, sessionCapabilities, auth, meta);
  }

  /** The same with {@code auth}. */
  public AgentCapabilities withAuth(AgentAuthCapabilities auth) {
    return new AgentCapabilities(
        loadSession, promptCapabilities, mcpCapabilities, sessionCapabilities, auth, meta);
  }

  /** The same with {@code meta}. */
  public AgentCapabilities withMeta(ObjectNode meta) {
    return new AgentCapabilities(
        loadSession, promptCapabilities, mcpCapabilities, sessionCapabilities, auth, meta);
  }
}
