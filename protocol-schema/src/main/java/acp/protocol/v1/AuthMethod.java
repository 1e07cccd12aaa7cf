package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A way to log in. What is not {@code terminal} is read as the agent's own.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization">Initialization</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = AuthMethodAgent.class)
@JsonSubTypes({@JsonSubTypes.Type(name = "terminal", value = AuthMethodTerminal.class)})
public sealed interface AuthMethod permits AuthMethodTerminal, AuthMethodAgent {

  /** Its id. */
  AuthMethodId id();

  /** How it is shown to people. */
  String name();

  /** More words for people; {@code null} when absent. */
  @Nullable String description();
}
