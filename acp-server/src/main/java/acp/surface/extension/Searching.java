package acp.surface.extension;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for; a field that is absent asks for nothing.
 *
 * @param query words, which must all be there; {@code "a phrase"}, {@code begin*}, {@code -not},
 *     {@code this OR that}
 * @param cwd only sessions with exactly this cwd
 * @param sessionId only this session
 * @param kinds only these: {@code prompt}, {@code answer}, {@code tool}, {@code title}
 * @param tool only calls of this tool
 * @param model only what was said and done with this model
 * @param since not before, ISO 8601
 * @param until before this, ISO 8601
 * @param tags only sessions that have all of these
 * @param all true: also in sessions that lists leave out, such as archived ones
 * @param limit at most so many, 1 to 1000; 20 where it is absent
 * @param cursor where the page before ended, with the same query
 */
public record Searching(
    String query,
    @Nullable String cwd,
    @Nullable String sessionId,
    @Nullable List<String> kinds,
    @Nullable String tool,
    @Nullable String model,
    @Nullable String since,
    @Nullable String until,
    @Nullable List<String> tags,
    @Nullable Boolean all,
    @Nullable Integer limit,
    @Nullable String cursor) {
  public Searching {
    requireNonNull(query, "query");
    kinds = kinds == null ? null : List.copyOf(kinds);
    tags = tags == null ? null : List.copyOf(tags);
  }
}
