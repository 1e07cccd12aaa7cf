package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How far a compaction is. A word of its own begins with {@code _}.
 *
 * @param value the word on the wire; one of the constants, or another
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record CompactionStatus(@JsonValue String value) {
  /** Begun. */
  public static final CompactionStatus IN_PROGRESS = new CompactionStatus("in_progress");

  /** Done. */
  public static final CompactionStatus COMPLETED = new CompactionStatus("completed");

  /** Failed. */
  public static final CompactionStatus FAILED = new CompactionStatus("failed");

  /** Cancelled. */
  public static final CompactionStatus CANCELLED = new CompactionStatus("cancelled");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CompactionStatus {
    requireNonNull(value, "value");
  }
}
