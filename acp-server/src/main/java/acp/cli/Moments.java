package acp.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people type and read them. */
final class Moments {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
  private static final Pattern AGO =
      Pattern.compile("([0-9]{1,6}) ?(min|[hdwy]|mo|[a-z]{3,7})(?: ago)?");

  private Moments() {}

  /** The time, where the user is. */
  static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneId.systemDefault());
  }

  /**
   * The moment that is meant: {@code 3d}, {@code 2 weeks ago}, {@code 90min}, {@code 6mo}, {@code
   * today}, {@code yesterday}, {@code 2026-11-01}, or a date with a time. A day is its beginning.
   *
   * @throws IllegalArgumentException with a sentence for people if it is none of these
   */
  static Instant parse(String text, ZonedDateTime now) {
    try {
      Instant moment = read(text, now);
      if (moment.isAfter(EARLIEST) && moment.isBefore(LATEST)) {
        return moment;
      }
    } catch (DateTimeException notOne) {
      throw notATime(text);
    }
    throw notATime(text);
  }

  private static IllegalArgumentException notATime(String text) {
    return new IllegalArgumentException(
        "\""
            + Plain.cut(Plain.line(text), 40)
            + "\" is no time; say 3d, 2 weeks ago, yesterday or 2026-11-01");
  }

  private static Instant read(String text, ZonedDateTime now) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    switch (plain) {
      case "now" -> {
        return now.toInstant();
      }
      case "today" -> {
        return now.truncatedTo(ChronoUnit.DAYS).toInstant();
      }
      case "yesterday" -> {
        return now.truncatedTo(ChronoUnit.DAYS).minusDays(1).toInstant();
      }
      default -> {}
    }
    Matcher ago = AGO.matcher(plain);
    ChronoUnit unit = ago.matches() ? unit(ago.group(2)) : null;
    return unit == null
        ? date(plain.toUpperCase(Locale.ROOT), now)
        : now.minus(Long.parseLong(ago.group(1)), unit).toInstant();
  }

  private static Instant date(String text, ZonedDateTime now) {
    if (!text.contains("T")) {
      return LocalDate.parse(text).atStartOfDay(now.getZone()).toInstant();
    }
    try {
      return ZonedDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noZone) {
      return LocalDateTime.parse(text).atZone(now.getZone()).toInstant();
    }
  }

  private static @Nullable ChronoUnit unit(String word) {
    return switch (word.length() > 3 && word.endsWith("s")
        ? word.substring(0, word.length() - 1)
        : word) {
      case "min", "minute" -> ChronoUnit.MINUTES;
      case "h", "hour" -> ChronoUnit.HOURS;
      case "d", "day" -> ChronoUnit.DAYS;
      case "w", "week" -> ChronoUnit.WEEKS;
      case "mo", "month" -> ChronoUnit.MONTHS;
      case "y", "year" -> ChronoUnit.YEARS;
      default -> null;
    };
  }

  /** How long ago that was, in one word or two; the date if that is longer than a month. */
  static String ago(Instant then, ZonedDateTime now) {
    long minutes = Duration.between(then, now.toInstant()).toMinutes();
    if (minutes < 1) {
      return "now";
    }
    if (minutes < 60) {
      return minutes + " min ago";
    }
    if (minutes < 24 * 60) {
      return minutes / 60 + " h ago";
    }
    long days = minutes / (24 * 60);
    return days <= 30
        ? days + (days == 1 ? " day ago" : " days ago")
        : then.atZone(now.getZone()).toLocalDate().toString();
  }
}
