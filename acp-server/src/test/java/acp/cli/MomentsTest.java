package acp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are typed as people say them. */
@Timeout(5)
class MomentsTest {
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T16:30:00+02:00");

  @ParameterizedTest
  @CsvSource({
    "now,2026-11-20T14:30:00Z",
    "today,2026-11-19T22:00:00Z",
    "Yesterday,2026-11-18T22:00:00Z",
    "3d,2026-11-17T14:30:00Z",
    "3 days ago,2026-11-17T14:30:00Z",
    "1 day,2026-11-19T14:30:00Z",
    "2 weeks ago,2026-11-06T14:30:00Z",
    "2w,2026-11-06T14:30:00Z",
    "5h,2026-11-20T09:30:00Z",
    "90min,2026-11-20T13:00:00Z",
    "6mo,2026-05-20T14:30:00Z",
    "1 year ago,2025-11-20T14:30:00Z",
    "2026-11-01,2026-10-31T22:00:00Z",
    "2026-11-01T10:00,2026-11-01T08:00:00Z",
    "2026-11-01T10:00:00Z,2026-11-01T10:00:00Z"
  })
  void aTimeIsUnderstood(String text, String moment) {
    assertEquals(moment, Moments.parse(text, NOW).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "d",
        "3x",
        "3m",
        "-3d",
        "ago",
        "3 fortnights ago",
        "2026-13-01",
        "2026-11-01T25:00",
        "999999y",
        "9999999d",
        "tomorrow",
        "\u001b[2J"
      })
  void whatIsNoTimeIsSaidInASentence(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Moments.parse(text, NOW));

    assertTrue(String.valueOf(refused.getMessage()).contains("is no time"));
    assertTrue(String.valueOf(refused.getMessage()).chars().noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T14:29:50Z,now",
    "2026-11-20T14:31:00Z,now",
    "2026-11-20T14:00:00Z,30 min ago",
    "2026-11-20T09:30:00Z,5 h ago",
    "2026-11-19T14:30:00Z,1 day ago",
    "2026-10-21T14:30:00Z,30 days ago",
    "2026-10-01T22:30:00Z,2026-10-02"
  })
  void aTimeIsShownAsLongAsItTellsMore(String moment, String shown) {
    assertEquals(shown, Moments.ago(Instant.parse(moment), NOW));
  }

  @Test
  void yearsBeyondTheCalendarAreNoTime() {
    assertThrows(IllegalArgumentException.class, () -> Moments.parse("+999999999-01-01", NOW));
  }
}
