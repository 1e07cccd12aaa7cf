package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one session, for ever: a UUIDv7 that is never used again, also not after a delete. */
public record SessionId(String value) {

  public SessionId {
    requireNonNull(value, "value");
  }

  // Written out, because a record's own methods are linked at run time, which every start would pay
  // for.

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionId that && value.equals(that.value);
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
