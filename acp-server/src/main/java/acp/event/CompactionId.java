package acp.event;

import static java.util.Objects.requireNonNull;

/** Names one compaction of a session's context; never used again. */
public record CompactionId(String value) {

  public CompactionId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
