package acp.surface.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was found, best first.
 *
 * @param nextCursor leads to those that follow; absent if none do
 * @param limited true if so much fits that only the newest of it was looked at
 * @param left how many sessions cannot be searched in whole yet
 */
public record SearchPage(
    List<SearchHit> hits, @Nullable String nextCursor, boolean limited, long left) {
  public SearchPage {
    hits = List.copyOf(hits);
  }
}
