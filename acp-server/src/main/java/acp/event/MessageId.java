package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one message, of the user or of the agent; unique within its session. */
public record MessageId(String value) {

  public MessageId {
    requireNonNull(value, "value");
  }

  // Written out, because a record's own methods are linked at run time, which every start would pay
  // for.

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageId that && value.equals(that.value);
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
