package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one tool call; unique within its session, and ours, not the provider's. */
public record CallId(String value) {

  public CallId {
    requireNonNull(value, "value");
  }

  // Written out, because a record's own methods are linked at run time, which every start would pay
  // for.

  @Override
  public boolean equals(Object other) {
    return other instanceof CallId that && value.equals(that.value);
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
