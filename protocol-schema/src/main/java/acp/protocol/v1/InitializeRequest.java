package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.ProtocolVersion;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Opens the conversation: what the client speaks and offers, the parameters of {@code initialize}.
 *
 * @param protocolVersion the newest version that the client speaks
 * @param clientCapabilities what the client offers; nothing when it does not say
 * @param clientInfo who the client is; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization">Initialization</a>
 */
public record InitializeRequest(
    ProtocolVersion protocolVersion,
    @Lenient @WhenAbsent("{}") ClientCapabilities clientCapabilities,
    @Lenient @Nullable Implementation clientInfo,
    @Meta @Nullable ObjectNode meta) {
  public InitializeRequest {
    requireNonNull(protocolVersion, "protocolVersion");
    requireNonNull(clientCapabilities, "clientCapabilities");
  }

  /** Holds what is required; the rest is absent. */
  public static InitializeRequest of(ProtocolVersion protocolVersion) {
    return new InitializeRequest(protocolVersion, ClientCapabilities.of(), null, null);
  }
}
