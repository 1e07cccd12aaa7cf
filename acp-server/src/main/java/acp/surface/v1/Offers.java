package acp.surface.v1;

import acp.rpc.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * What a client offers, as its {@code initialize} says. Read by hand, field by field, because it is
 * read at every start and the types would cost more than all else in it; a test holds it to what
 * the types read. Forgiving as the protocol asks: whatever is missing, malformed or unknown is not
 * offered.
 *
 * @param places where in its capabilities something is offered, such as {@code /fs/readTextFile}
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Client
 *     capabilities</a>
 */
record Offers(Set<String> places) {
  private static final String ALL = "/clientCapabilities";

  /** A client that offers nothing. */
  static final Offers NOTHING = new Offers(Set.of());

  /** What the params of {@code initialize} say. */
  static Offers of(Json initialize) {
    Reading reading = new Reading();
    try (JsonParser parser = initialize.parser()) {
      reading.object(parser, "");
    } catch (IOException unreadable) {
      return NOTHING;
    }
    return new Offers(reading.offered);
  }

  /** {@code fs/read_text_file}. */
  boolean readTextFile() {
    return places.contains("/fs/readTextFile");
  }

  /** {@code fs/write_text_file}. */
  boolean writeTextFile() {
    return places.contains("/fs/writeTextFile");
  }

  /** All of {@code terminal/*}. */
  boolean terminal() {
    return places.contains("/terminal");
  }

  /** A login in a terminal. */
  boolean terminalLogin() {
    return places.contains("/auth/terminal");
  }

  /** Updates of the kind {@code notice}. */
  boolean notices() {
    return places.contains("/session/notices");
  }

  /** Updates that tell of a compaction. */
  boolean compaction() {
    return places.contains("/session/compaction");
  }

  /** Config options that are on or off. */
  boolean booleanOptions() {
    return places.contains("/session/configOptions/boolean");
  }

  /** Elicitation by a form. */
  boolean forms() {
    return places.contains("/elicitation/form");
  }

  /** Elicitation by a page that the user opens. */
  boolean urls() {
    return places.contains("/elicitation/url");
  }

  private static final class Reading {
    /** What is offered by {@code true}. */
    private static final Set<String> FLAGS =
        Set.of("/fs/readTextFile", "/fs/writeTextFile", "/terminal", "/auth/terminal");

    /** What is offered by any object. */
    private static final Set<String> MARKERS =
        Set.of(
            "/session/notices",
            "/session/compaction",
            "/session/configOptions/boolean",
            "/elicitation/form",
            "/elicitation/url");

    private static final Set<String> GROUPS =
        Set.of("", "/fs", "/auth", "/session", "/session/configOptions", "/elicitation");

    private final Set<String> offered = new HashSet<>();

    /** Reads the object that the parser stands before, whose place is {@code path}. */
    void object(JsonParser parser, String path) throws IOException {
      if (path.isEmpty()) {
        parser.nextToken();
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String place = path.concat("/").concat(parser.currentName());
        JsonToken value = parser.nextToken();
        if (place.startsWith(ALL)) {
          take(place.substring(ALL.length()), value);
        }
        if (place.startsWith(ALL) && GROUPS.contains(place.substring(ALL.length()))) {
          object(parser, place);
        }
        if (parser.currentToken() == JsonToken.START_OBJECT
            || parser.currentToken() == JsonToken.START_ARRAY) {
          parser.skipChildren();
        }
      }
    }

    private void take(String place, JsonToken value) {
      forget(place);
      if ((FLAGS.contains(place) && value == JsonToken.VALUE_TRUE)
          || (MARKERS.contains(place) && value == JsonToken.START_OBJECT)) {
        offered.add(place);
      }
    }

    /** Of a field that comes twice the last counts, with all that is in it. */
    private void forget(String place) {
      Iterator<String> known = offered.iterator();
      while (known.hasNext()) {
        String one = known.next();
        if (one.equals(place) || one.startsWith(place.concat("/"))) {
          known.remove();
        }
      }
    }
  }
}
