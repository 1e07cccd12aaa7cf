package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What an option is about, so that a client may place it well; nothing may depend on it. A word of
 * its own begins with {@code _}.
 *
 * @param value the word on the wire; one of the constants, or another
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
public record SessionConfigOptionCategory(@JsonValue String value) {
  /** How the agent works. */
  public static final SessionConfigOptionCategory MODE = new SessionConfigOptionCategory("mode");

  /** Which model is used. */
  public static final SessionConfigOptionCategory MODEL = new SessionConfigOptionCategory("model");

  /** How the model is used. */
  public static final SessionConfigOptionCategory MODEL_CONFIG =
      new SessionConfigOptionCategory("model_config");

  /** How much the model thinks. */
  public static final SessionConfigOptionCategory THOUGHT_LEVEL =
      new SessionConfigOptionCategory("thought_level");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SessionConfigOptionCategory {
    requireNonNull(value, "value");
  }
}
