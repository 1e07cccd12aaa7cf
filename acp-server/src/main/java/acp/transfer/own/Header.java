package acp.transfer.own;

import acp.event.SessionId;
import acp.session.SessionSummary;
import acp.session.Traits;
import acp.store.EventCodec;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands before the events: the format, and what the session is. */
record Header(SessionSummary session, Traits traits, boolean redacted) {
  /** Ids become names of files, among other things. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final int LONGEST_TITLE = 10_000;
  private static final int LONGEST_PATH = 100_000;

  static final long MAX_SEQ = (1L << 32) - 1;

  /** As JSON, in one line. */
  String text() {
    String title = session.title();
    return "{\"format\":"
        + Words.quoted(Words.FORMAT)
        + ",\"version\":"
        + Words.VERSION
        + (redacted ? ",\"redacted\":true" : "")
        + ",\"session\":{\"id\":"
        + quoted(session.id().value())
        + ",\"cwd\":"
        + quoted(session.cwd())
        + (title == null ? "" : ",\"title\":" + quoted(title))
        + ",\"created\":\""
        + time(session.createdAt())
        + "\",\"updated\":\""
        + time(session.updatedAt())
        + "\",\"last_seq\":"
        + session.lastSeq()
        + TraitsText.of(traits)
        + "}}";
  }

  static String quoted(String text) {
    return Words.quoted(EventCodec.wellFormed(text));
  }

  /** To the millisecond, which is all that is kept. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * Makes sure that the format is one that this version reads.
   *
   * @throws TransferException if not
   */
  static void check(@Nullable JsonNode format, @Nullable JsonNode version) {
    if (format == null || !Words.FORMAT.equals(format.textValue())) {
      throw new TransferException("is no session of this program");
    }
    if (version == null || !version.canConvertToInt() || version.intValue() < 1) {
      throw new TransferException("has no version of the format");
    }
    if (version.intValue() > Words.VERSION) {
      throw new TransferException(
          "was written by a newer version of this program (format "
              + version.intValue()
              + "; this one reads "
              + Words.VERSION
              + "); update this one");
    }
  }

  /**
   * What the session is.
   *
   * @throws TransferException if something is missing or wrong, with its name
   */
  static Header of(@Nullable JsonNode session, @Nullable JsonNode redacted) {
    if (session == null || !session.isObject()) {
      throw new TransferException("does not say what the session is");
    }
    String id = text(session, "id");
    if (!ID.matcher(id).matches()) {
      throw new TransferException("the session's id is none that this program gives");
    }
    JsonNode lastSeq = session.path("last_seq");
    if (!lastSeq.isIntegralNumber() || !lastSeq.canConvertToLong()) {
      throw wrong("last_seq");
    }
    long last = lastSeq.longValue();
    if (last < 1 || last > MAX_SEQ) {
      throw wrong("last_seq");
    }
    String title = session.hasNonNull("title") ? text(session, "title", LONGEST_TITLE) : null;
    return new Header(
        new SessionSummary(
            new SessionId(id),
            text(session, "cwd", LONGEST_PATH),
            title,
            time(text(session, "created"), "created"),
            time(text(session, "updated"), "updated"),
            last),
        TraitsText.read(session.get("traits")),
        redacted != null && redacted.asBoolean());
  }

  /** One that every list of sessions has to hold. */
  private static String text(JsonNode session, String field, int longest) {
    String text = text(session, field);
    if (text.length() > longest) {
      throw new TransferException("\"" + field + "\" is longer than any that this program writes");
    }
    return text;
  }

  private static String text(JsonNode session, String field) {
    String text = session.path(field).textValue();
    if (text == null) {
      throw wrong(field);
    }
    return text;
  }

  /** A time that a person might have lived at; others do not fit where it is kept. */
  static Instant time(@Nullable String text, String field) {
    try {
      Instant at = Instant.parse(String.valueOf(text));
      if (at.getEpochSecond() >= 0 && at.isBefore(LATEST)) {
        return at;
      }
    } catch (DateTimeParseException notATime) {
      throw wrong(field);
    }
    throw wrong(field);
  }

  static TransferException wrong(String field) {
    return new TransferException("\"" + field + "\" is missing or wrong");
  }
}
