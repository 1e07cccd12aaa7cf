package acp.transfer.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as other programs write them. */
public final class Times {
  /** Above this a number is milliseconds: as seconds it would be the year 2286. */
  private static final long MILLIS = 10_000_000_000L;

  private Times() {}

  /** A time as text or number; null if it is none. */
  public static @Nullable Instant of(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    return value.isNumber() ? of(value.asLong()) : of(value.textValue());
  }

  /** Seconds or milliseconds since 1970. */
  public static Instant of(long number) {
    return number > MILLIS || number < -MILLIS
        ? Instant.ofEpochMilli(number)
        : Instant.ofEpochSecond(number);
  }

  /** ISO 8601, with a blank for the T too; without a zone it is UTC. Null if it is none. */
  public static @Nullable Instant of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException withoutZone) {
      try {
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException none) {
        return null;
      }
    }
  }
}
