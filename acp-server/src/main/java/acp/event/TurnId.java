package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one turn: one prompt and the work it starts. */
public record TurnId(String value) {

  public TurnId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
