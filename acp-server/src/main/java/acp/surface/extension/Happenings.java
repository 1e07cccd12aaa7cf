package acp.surface.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a session, oldest first.
 *
 * @param lastSeq the number of the last event that was looked at; to go on after it
 */
public record Happenings(List<Happening> happenings, long lastSeq) {
  public Happenings {
    happenings = List.copyOf(happenings);
  }

  /**
   * One thing that happened. Events of no interest to people have none.
   *
   * @param kind {@code prompt}, {@code message}, {@code thought}, {@code tool}, {@code tool_ended},
   *     {@code title}, {@code notice} or {@code turn_ended}
   * @param text in words; cut at 2000 characters
   */
  public record Happening(long seq, String at, String kind, @Nullable String text) {}
}
