package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one message, of the user or of the agent; unique within its session. */
public record MessageId(String value) {

  public MessageId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
