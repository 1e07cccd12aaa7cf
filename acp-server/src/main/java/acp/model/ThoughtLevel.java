package acp.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long a model thinks before it answers. The ids are stored and sent: never renamed. */
public enum ThoughtLevel {
  OFF("Off"),
  LOW("Low"),
  MEDIUM("Medium"),
  HIGH("High");

  private final String title;

  ThoughtLevel(String title) {
    this.title = title;
  }

  /** What settings and clients call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A word for people. */
  public String title() {
    return title;
  }

  /** The level of that id; null if there is none. */
  public static @Nullable ThoughtLevel of(@Nullable String id) {
    for (ThoughtLevel level : values()) {
      if (level.id().equals(id)) {
        return level;
      }
    }
    return null;
  }
}
