package acp.event;

/** How far a tool call is. It starts pending and ends completed or failed, exactly once. */
public enum CallStatus {
  /** Announced; perhaps waiting for permission. Nothing has been done. */
  PENDING,
  /** Allowed and begun: from here on it may have had effects. */
  IN_PROGRESS,
  COMPLETED,
  FAILED;

  /** True for completed and failed. */
  public boolean isFinal() {
    return this == COMPLETED || this == FAILED;
  }
}
