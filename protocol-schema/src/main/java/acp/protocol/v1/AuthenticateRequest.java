package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Logs in by one of the offered methods: the parameters of {@code authenticate}.
 *
 * @param methodId the chosen one of the offered {@code authMethods}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record AuthenticateRequest(AuthMethodId methodId, @Meta @Nullable ObjectNode meta) {
  public AuthenticateRequest {
    requireNonNull(methodId, "methodId");
  }

  /** Holds what is required; the rest is absent. */
  public static AuthenticateRequest of(AuthMethodId methodId) {
    return new AuthenticateRequest(methodId, null);
  }
}
