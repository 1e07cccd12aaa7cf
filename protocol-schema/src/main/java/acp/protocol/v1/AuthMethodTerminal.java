package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A login in a terminal: the client runs the agent's program once more, with these arguments, for
 * the user to answer; exit code 0 means logged in.
 *
 * @param id its id
 * @param name how it is shown to people
 * @param description more words for people; {@code null} when absent
 * @param args arguments to add to the agent's command line; {@code null} when absent
 * @param env variables to add to the agent's environment; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
@JsonPropertyOrder("type")
public record AuthMethodTerminal(
    AuthMethodId id,
    String name,
    @Lenient @Nullable String description,
    @NullAsEmpty @Nullable List<String> args,
    @NullAsEmpty @Nullable Map<String, String> env,
    @Meta @Nullable ObjectNode meta)
    implements AuthMethod {
  public AuthMethodTerminal {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    args = Copy.ofNullable(args);
    env = Copy.ofNullable(env);
  }

  /** Holds what is required; the rest is absent. */
  public static AuthMethodTerminal of(AuthMethodId id, String name) {
    return new AuthMethodTerminal(id, name, null, null, null, null);
  }

  /** The discriminator on the wire. */
  @JsonProperty
  public String type() {
    return "terminal";
  }
}
