package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * The question belongs to a request of the client that is still open, outside any session.
 *
 * @param requestId the id under which the client asked
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonDeserialize
public record ElicitationRequestScope(@JsonSetter(nulls = Nulls.SET) RequestId requestId)
    implements ElicitationScope {
  public ElicitationRequestScope {
    requireNonNull(requestId, "requestId");
  }
}
