package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.ProtocolVersion;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent chose and offers, the result of {@code initialize}.
 *
 * @param protocolVersion the version that is spoken from here on
 * @param agentCapabilities what the agent offers; nothing when it does not say
 * @param authMethods the ways to log in; empty when no login is needed
 * @param agentInfo who the agent is; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization">Initialization</a>
 */
public record InitializeResponse(
    ProtocolVersion protocolVersion,
    @Lenient @WhenAbsent("{}") AgentCapabilities agentCapabilities,
    @Lenient @WhenAbsent("[]") List<AuthMethod> authMethods,
    @Lenient @Nullable Implementation agentInfo,
    @Meta @Nullable ObjectNode meta) {
  public InitializeResponse {
    requireNonNull(protocolVersion, "protocolVersion");
    requireNonNull(agentCapabilities, "agentCapabilities");
    authMethods = List.copyOf(requireNonNull(authMethods, "authMethods"));
  }

  /** Holds what is required; the rest is absent. */
  public static InitializeResponse of(ProtocolVersion protocolVersion) {
    return new InitializeResponse(protocolVersion, AgentCapabilities.of(), List.of(), null, null);
  }
}
