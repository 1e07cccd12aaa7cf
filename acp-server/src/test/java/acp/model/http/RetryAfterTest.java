package acp.model.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link RetryAfter}: seconds, fractions, milliseconds and dates. */
@Timeout(5)
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void secondsAreTakenAsTheyAreAndFractionsRoundedUp() {
    assertEquals(OptionalLong.of(7), seconds("Retry-After", "7"));
    assertEquals(OptionalLong.of(2), seconds("Retry-After", " 1.2 "));
    assertEquals(OptionalLong.of(0), seconds("Retry-After", "-3"));
  }

  @Test
  void millisecondsPrevail() {
    assertEquals(OptionalLong.of(1), seconds("Retry-After", "9", "retry-after-ms", "250"));
  }

  @Test
  void aDateCountsFromTheServersClockElseFromOurs() {
    String date = "Sun, 01 Mar 2026 12:00:30 GMT";

    assertEquals(OptionalLong.of(30), seconds("Retry-After", date));
    assertEquals(
        OptionalLong.of(10), seconds("Retry-After", date, "Date", "Sun, 01 Mar 2026 12:00:20 GMT"));
    assertEquals(
        OptionalLong.of(0), seconds("Retry-After", date, "Date", "Sun, 01 Mar 2026 13:00:00 GMT"));
  }

  @Test
  void whatCannotBeReadSaysNothing() {
    assertEquals(OptionalLong.empty(), seconds());
    assertEquals(OptionalLong.empty(), seconds("Retry-After", "soon"));
    assertEquals(OptionalLong.empty(), seconds("Retry-After", "NaN"));
  }

  private static OptionalLong seconds(String... headers) {
    Map<String, List<String>> map = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], List.of(headers[i + 1]));
    }
    return RetryAfter.seconds(HttpHeaders.of(map, (name, value) -> true), NOW);
  }
}
