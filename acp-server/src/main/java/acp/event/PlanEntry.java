package acp.event;

import static java.util.Objects.requireNonNull;

/** One step of a plan. */
public record PlanEntry(String content, Priority priority, Status status) {

  /** How much it matters. */
  public enum Priority {
    HIGH,
    MEDIUM,
    LOW
  }

  /** How far it is. */
  public enum Status {
    PENDING,
    IN_PROGRESS,
    COMPLETED
  }

  public PlanEntry {
    requireNonNull(content, "content");
    requireNonNull(priority, "priority");
    requireNonNull(status, "status");
  }
}
