package acp.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a session is for. The words are a file format: never renamed. */
public enum SessionType {
  /** The user's own. */
  USER,
  /** Begun by the agent of another session. */
  SUB_AGENT,
  /** Begun by a clock. */
  SCHEDULED,
  /** Of no interest to people. */
  HIDDEN,
  /** The user's own, and gone when it ends. */
  EPHEMERAL;

  /** As it is written down and typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether lists hold it that were not asked for its kind. */
  public boolean isListed() {
    return this == USER || this == EPHEMERAL;
  }

  /** The type of that word; null if there is none. */
  public static @Nullable SessionType of(String word) {
    for (SessionType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return null;
  }
}
