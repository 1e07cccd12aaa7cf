package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.NullAllowed;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request from the agent to the client, as a JSON-RPC message without its {@code jsonrpc} member.
 *
 * @param id the id, chosen by the agent
 * @param method the method's name
 * @param params what the method takes, read according to the method; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/overview">Overview</a>
 */
public record AgentRequest(@NullAllowed RequestId id, String method, @Nullable JsonNode params) {
  public AgentRequest {
    requireNonNull(id, "id");
    requireNonNull(method, "method");
  }
}
