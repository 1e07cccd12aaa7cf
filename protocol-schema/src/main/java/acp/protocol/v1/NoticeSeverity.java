package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How urgent a notice is. A word of its own begins with {@code _}.
 *
 * @param value the word on the wire; one of the constants, or another
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record NoticeSeverity(@JsonValue String value) {
  /** Good to know. */
  public static final NoticeSeverity INFO = new NoticeSeverity("info");

  /** Something may go wrong. */
  public static final NoticeSeverity WARNING = new NoticeSeverity("warning");

  /** Something went wrong. */
  public static final NoticeSeverity ERROR = new NoticeSeverity("error");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NoticeSeverity {
    requireNonNull(value, "value");
  }
}
