package acp.event;

import static java.util.Objects.requireNonNull;

/** One answer that the user may give when asked for permission. */
public record PermissionOption(String id, String name, Kind kind) {

  /** What choosing it means. */
  public enum Kind {
    ALLOW_ONCE,
    ALLOW_ALWAYS,
    REJECT_ONCE,
    REJECT_ALWAYS;

    /** True where the deed may be done. */
    public boolean allows() {
      return this == ALLOW_ONCE || this == ALLOW_ALWAYS;
    }
  }

  public PermissionOption {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }
}
