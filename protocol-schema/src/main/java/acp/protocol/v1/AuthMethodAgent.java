package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A login that the agent carries out by itself when asked to {@code authenticate}; written without
 * a {@code type}.
 *
 * @param id its id
 * @param name how it is shown to people
 * @param description more words for people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record AuthMethodAgent(
    AuthMethodId id,
    String name,
    @Lenient @Nullable String description,
    @Meta @Nullable ObjectNode meta)
    implements AuthMethod {
  public AuthMethodAgent {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
  }

  /** Holds what is required; the rest is absent. */
  public static AuthMethodAgent of(AuthMethodId id, String name) {
    return new AuthMethodAgent(id, name, null, null);
  }
}
