package acp.surface.extension;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.Insights;
import acp.session.JournalException;
import acp.session.Labels;
import acp.session.Search;
import acp.session.Search.Kind;
import acp.session.Sessions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers what is looked for in sessions, and what is asked about what they took. */
public final class SessionSearch implements SearchMethods {
  private static final int PAGE = 20;

  private final Search search;
  private final Insights insights;

  public SessionSearch(Search search, Insights insights) {
    this.search = search;
    this.insights = insights;
  }

  @Override
  public Mono<SearchPage> search(Searching query) {
    int limit = query.limit() == null ? PAGE : query.limit();
    if (limit < 1 || limit > Search.MOST) {
      throw AcpException.invalidParams("limit", "limit must be from 1 to " + Search.MOST);
    }
    return search
        .find(
            new Search.Query(
                query.query(),
                query.cwd(),
                query.sessionId() == null ? null : new SessionId(query.sessionId()),
                kinds(query.kinds()),
                query.tool(),
                query.model(),
                moment("since", query.since()),
                moment("until", query.until()),
                tags(query.tags()),
                query.all() != null && query.all(),
                offset(query.cursor()),
                limit))
        .map(
            found ->
                new SearchPage(
                    found.hits().stream().map(SearchHit::of).toList(),
                    found.next() == null ? null : Integer.toString(found.next()),
                    found.limited(),
                    found.left()))
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  private static int offset(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.matches("[0-9]{1,9}") || Integer.parseInt(cursor) >= Search.MOST) {
      throw AcpException.invalidParams("cursor", "The cursor is not one of ours");
    }
    return Integer.parseInt(cursor);
  }

  private static Set<Kind> kinds(@Nullable List<String> names) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String name : names == null ? List.<String>of() : names) {
      kinds.add(word("kinds", Kind.values(), name));
    }
    return kinds;
  }

  private static Set<String> tags(@Nullable List<String> names) {
    Set<String> tags = names == null ? Set.of() : new HashSet<>(names);
    if (tags.size() > Labels.MAX_TAGS) {
      throw AcpException.invalidParams(
          "tags", "No session has more than " + Labels.MAX_TAGS + " tags");
    }
    return tags;
  }

  private static <E extends Enum<E>> E word(String field, E[] all, String name) {
    for (E each : all) {
      if (word(each).equals(name)) {
        return each;
      }
    }
    throw AcpException.invalidParams(
        field,
        field
            + " knows "
            + Arrays.stream(all).map(SessionSearch::word).collect(Collectors.joining(", ")));
  }

  private static String word(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant moment(String field, @Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notOne) {
      throw AcpException.invalidParams(
          field, field + " must be a time such as 2026-11-01T09:00:00Z");
    }
  }

  @Override
  public Mono<Rebuilt> rebuildSearch(Rebuilding request) {
    return search
        .rebuild()
        .thenReturn(new Rebuilt(true))
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  @Override
  public Mono<InsightsReport> insights(InsightsQuery query) {
    String by = query.by() == null ? "day" : query.by();
    return insights
        .report(
            new Insights.Query(
                word("by", Insights.By.values(), by),
                moment("since", query.since()),
                moment("until", query.until()),
                query.cwd(),
                zone(query.zone()),
                tags(query.tags())))
        .map(InsightsReport::of)
        .onErrorMap(JournalException.class, Sessions::failure);
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException notOne) {
      throw AcpException.invalidParams("zone", "zone must be one such as Europe/Berlin or +01:00");
    }
  }
}
