package acp.surface.extension;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.Filter;
import acp.session.SessionType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are wanted; a field that is absent asks for nothing. Times are ISO 8601.
 *
 * @param state {@code active} where it is absent, {@code archived}, {@code kept} for both, or
 *     {@code trashed}
 * @param types of these types, or {@code any}; those that people see where it is absent
 * @param cwd exactly
 * @param model exactly
 * @param provider what stands before the slash of the model
 * @param createdAfter at that time or later
 * @param createdBefore before that time
 * @param updatedAfter at that time or later
 * @param updatedBefore before that time
 * @param tags all of them
 * @param text somewhere in the title
 * @param parent branched from that session
 * @param empty true for those that were never prompted, false for those that were
 * @param limit at most so many, 1 to 1000; 50 where it is absent
 * @param cursor where the page before ended, with the same query
 */
public record SessionQuery(
    @Nullable String state,
    @Nullable List<String> types,
    @Nullable String cwd,
    @Nullable String model,
    @Nullable String provider,
    @Nullable String createdAfter,
    @Nullable String createdBefore,
    @Nullable String updatedAfter,
    @Nullable String updatedBefore,
    @Nullable List<String> tags,
    @Nullable String text,
    @Nullable String parent,
    @Nullable Boolean empty,
    @Nullable Integer limit,
    @Nullable String cursor) {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 1000;
  private static final int MAX_TEXT = 1000;

  int pageSize() {
    int size = limit == null ? PAGE : limit;
    if (size < 1 || size > MAX_PAGE) {
      throw AcpException.invalidParams("limit", "limit must be from 1 to " + MAX_PAGE);
    }
    return size;
  }

  /** What it asks for, as text that is the same each time: a cursor is good for no other. */
  String key() {
    return String.join(
        "\n",
        String.valueOf(state),
        String.valueOf(types),
        String.valueOf(cwd),
        String.valueOf(model),
        String.valueOf(provider),
        String.valueOf(createdAfter),
        String.valueOf(createdBefore),
        String.valueOf(updatedAfter),
        String.valueOf(updatedBefore),
        String.valueOf(tags),
        String.valueOf(text),
        String.valueOf(parent),
        String.valueOf(empty));
  }

  Filter filter() {
    if (text != null && text.length() > MAX_TEXT) {
      throw AcpException.invalidParams("text", "text has at most " + MAX_TEXT + " characters");
    }
    return new Filter(
        wantedState(),
        wantedTypes(),
        cwd,
        model,
        provider,
        time("createdAfter", createdAfter),
        time("createdBefore", createdBefore),
        time("updatedAfter", updatedAfter),
        time("updatedBefore", updatedBefore),
        tags == null ? List.of() : tags,
        text,
        parent == null ? null : new SessionId(parent),
        empty);
  }

  private Filter.State wantedState() {
    if (state == null) {
      return Filter.State.ACTIVE;
    }
    for (Filter.State each : Filter.State.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(state)) {
        return each;
      }
    }
    throw AcpException.invalidParams("state", "state is active, archived, kept or trashed");
  }

  private Set<SessionType> wantedTypes() {
    Set<SessionType> wanted = EnumSet.noneOf(SessionType.class);
    List<String> words = types == null ? List.of() : types;
    for (String word : words) {
      if (word.equals("any")) {
        return EnumSet.allOf(SessionType.class);
      }
      wanted.add(type(word, "types"));
    }
    return wanted;
  }

  /** The type of that word; a fault of the params if there is none. */
  static SessionType type(String word, String path) {
    SessionType type = SessionType.of(word);
    if (type == null) {
      throw AcpException.invalidParams(
          path, "A type is user, sub_agent, scheduled, hidden or ephemeral");
    }
    return type;
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant time = Instant.parse(text);
      return Instant.ofEpochMilli(time.toEpochMilli());
    } catch (DateTimeException | ArithmeticException notATime) {
      throw AcpException.invalidParams(name, name + " is no time such as 2026-11-20T09:30:00Z");
    }
  }
}
