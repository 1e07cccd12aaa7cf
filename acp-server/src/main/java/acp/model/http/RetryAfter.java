package acp.model.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads how long a server wants to be left alone. */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * The wait in whole seconds, rounded up, never negative; empty if the server does not say, or not
   * in a way that can be read. A date counts from the server's own clock where it tells it.
   */
  static OptionalLong seconds(HttpHeaders headers, Instant now) {
    Optional<String> millis = headers.firstValue("retry-after-ms");
    if (millis.isPresent()) {
      OptionalLong wait = number(millis.get(), 1000);
      if (wait.isPresent()) {
        return wait;
      }
    }
    String after = headers.firstValue("retry-after").orElse("");
    OptionalLong wait = number(after, 1);
    return wait.isPresent() ? wait : until(after, headers.firstValue("date"), now);
  }

  private static OptionalLong number(String text, int unitsPerSecond) {
    try {
      double seconds = Double.parseDouble(text.strip()) / unitsPerSecond;
      return Double.isFinite(seconds)
          ? OptionalLong.of((long) Math.max(0, Math.ceil(seconds)))
          : OptionalLong.empty();
    } catch (NumberFormatException other) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong until(String date, Optional<String> today, Instant now) {
    try {
      Instant from = today.isPresent() ? instant(today.get()) : now;
      long millis = Duration.between(from, instant(date)).toMillis();
      return OptionalLong.of(Math.max(0, Math.ceilDiv(millis, 1000L)));
    } catch (DateTimeException | ArithmeticException unreadable) {
      return OptionalLong.empty();
    }
  }

  private static Instant instant(String date) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
  }
}
