package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one turn: one prompt and the work it starts. */
public record TurnId(String value) {

  public TurnId {
    requireNonNull(value, "value");
  }

  // Written out, because a record's own methods are linked at run time, which every start would pay
  // for.

  @Override
  public boolean equals(Object other) {
    return other instanceof TurnId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
