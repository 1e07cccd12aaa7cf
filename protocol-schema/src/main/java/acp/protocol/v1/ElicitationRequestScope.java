package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.NullAllowed;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * The question belongs to a request of the client that is still open, outside any session.
 *
 * @param requestId the id under which the client asked
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonDeserialize
public record ElicitationRequestScope(@NullAllowed RequestId requestId)
    implements ElicitationScope {
  public ElicitationRequestScope {
    requireNonNull(requestId, "requestId");
  }
}
