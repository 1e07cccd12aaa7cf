package acp.transfer.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times for people, in UTC: a file is read where it was not written. */
final class When {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private When() {}

  static String text(Instant at) {
    return TEXT.format(at);
  }

  static String html(Instant at) {
    return "<time datetime=\"" + at.truncatedTo(ChronoUnit.MILLIS) + "\">" + text(at) + "</time>";
  }
}
