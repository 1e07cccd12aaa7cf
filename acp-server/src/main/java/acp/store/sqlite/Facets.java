package acp.store.sqlite;

import acp.session.Search.Kind;
import acp.session.Search.Query;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a passage is, besides its words, as words that no text has: so the index itself passes over
 * what a filter leaves out, however common the words. They may let too much pass, and are looked at
 * again.
 */
final class Facets {
  /** A character of private use, which is part of no word. */
  private static final char SIGN = '\uE000';

  /** A longer time is not worth so many words. */
  private static final int MOST_MONTHS = 24;

  private Facets() {}

  /** Of a passage. */
  static String of(
      Kind kind, Instant at, String cwd, @Nullable String tool, @Nullable String model) {
    StringBuilder all = new StringBuilder();
    all.append(kind(kind)).append(' ').append(month(month(at))).append(' ').append(project(cwd));
    if (tool != null) {
      all.append(' ').append(named('t', tool));
    }
    if (model != null) {
      all.append(' ').append(named('m', model));
    }
    return all.toString();
  }

  /**
   * What a query asks for, behind the words that it asks for.
   *
   * @param words an expression
   * @param since not before its month; null for any time
   */
  static String filtered(
      String words, Query query, Set<Kind> kinds, @Nullable Instant since, Instant now) {
    List<String> must = new ArrayList<>();
    must.add("(" + words + ")");
    if (!kinds.isEmpty()) {
      must.add(any(kinds.stream().map(Facets::kind).toList()));
    }
    if (query.cwd() != null) {
      must.add(quoted(project(query.cwd())));
    }
    if (query.tool() != null) {
      must.add(quoted(named('t', query.tool())));
    }
    if (query.model() != null) {
      must.add(quoted(named('m', query.model())));
    }
    if (since != null) {
      // A month more, for clocks that go differently.
      YearMonth last = month(query.until() == null ? now : query.until()).plusMonths(1);
      List<String> months = months(month(since), last);
      if (!months.isEmpty()) {
        must.add(any(months));
      }
      return String.join(" AND ", must);
    }
    String all = String.join(" AND ", must);
    if (query.until() != null) {
      List<String> later = months(month(query.until()).plusMonths(1), month(now).plusMonths(1));
      return later.isEmpty() ? all : "(" + all + ") NOT " + any(later);
    }
    return all;
  }

  /** Empty if there are too many, or none. */
  private static List<String> months(YearMonth from, YearMonth to) {
    List<String> all = new ArrayList<>();
    for (YearMonth each = from; !each.isAfter(to); each = each.plusMonths(1)) {
      if (all.size() == MOST_MONTHS) {
        return List.of();
      }
      all.add(month(each));
    }
    return all;
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }

  private static String month(YearMonth month) {
    return SIGN + "d" + month.getYear() + "x" + month.getMonthValue();
  }

  private static String kind(Kind kind) {
    return SIGN
        + switch (kind) {
          case PROMPT -> "kp";
          case ANSWER -> "ka";
          case TOOL -> "kt";
          case TITLE -> "kh";
        };
  }

  private static String project(String cwd) {
    return named('p', cwd);
  }

  private static String named(char what, String name) {
    return SIGN + "" + what + Integer.toUnsignedString(name.hashCode(), Character.MAX_RADIX);
  }

  private static String any(List<String> words) {
    return words.stream().map(Facets::quoted).collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String quoted(String word) {
    return '"' + word + '"';
  }
}
