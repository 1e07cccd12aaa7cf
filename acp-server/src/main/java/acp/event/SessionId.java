package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one session, for ever: a UUIDv7 that is never used again, also not after a delete. */
public record SessionId(String value) {

  public SessionId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
