package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one tool call; unique within its session, and ours, not the provider's. */
public record CallId(String value) {

  public CallId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
