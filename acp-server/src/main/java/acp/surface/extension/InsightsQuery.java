package acp.surface.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which figures are wanted.
 *
 * @param by {@code day}, {@code project}, {@code model}, {@code mode}, {@code tool} or {@code
 *     error}; {@code day} where it is absent
 * @param since the first moment, ISO 8601; absent for all there is
 * @param until the moment behind the last, ISO 8601
 * @param cwd only sessions with exactly this cwd
 * @param tags only sessions that have all of these
 * @param zone whose days, such as {@code Europe/Berlin}; UTC where it is absent
 */
public record InsightsQuery(
    @Nullable String by,
    @Nullable String since,
    @Nullable String until,
    @Nullable String cwd,
    @Nullable List<String> tags,
    @Nullable String zone) {
  public InsightsQuery {
    tags = tags == null ? null : List.copyOf(tags);
  }
}
