package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user answered.
 *
 * @param content the values by the names of their fields; {@code null} when absent, as for a URL
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
public record ElicitationAcceptAction(
    @Nullable Map<String, ElicitationContentValue> content, @Meta @Nullable ObjectNode meta)
    implements CreateElicitationResponse {
  public ElicitationAcceptAction {
    content = Copy.ofNullable(content);
  }

  @Override
  public String action() {
    return "accept";
  }
}
