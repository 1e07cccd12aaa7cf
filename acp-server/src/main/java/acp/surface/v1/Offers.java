package acp.surface.v1;

import acp.rpc.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a client offers, as its {@code initialize} says. Read by hand, field by field, because it is
 * read at every start and the types would cost more than all else in it; a test holds it to what
 * the types read. Forgiving as the protocol asks: whatever is missing, malformed or unknown is not
 * offered.
 *
 * @param readTextFile {@code fs/read_text_file}
 * @param writeTextFile {@code fs/write_text_file}
 * @param terminal all of {@code terminal/*}
 * @param notices updates of that kind
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Client
 *     capabilities</a>
 */
record Offers(boolean readTextFile, boolean writeTextFile, boolean terminal, boolean notices) {

  /** A client that offers nothing. */
  static final Offers NOTHING = new Offers(false, false, false, false);

  /** What the params of {@code initialize} say. */
  static Offers of(Json initialize) {
    Reading reading = new Reading();
    try (JsonParser parser = initialize.parser()) {
      reading.object(parser, "");
    } catch (IOException unreadable) {
      return NOTHING;
    }
    return new Offers(reading.read, reading.write, reading.terminal, reading.notices);
  }

  private static final class Reading {
    private boolean read;
    private boolean write;
    private boolean terminal;
    private boolean notices;

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
        forget(place);
        switch (place) {
          case "/clientCapabilities", "/clientCapabilities/fs", "/clientCapabilities/session" ->
              object(parser, place);
          case "/clientCapabilities/fs/readTextFile" -> read = value == JsonToken.VALUE_TRUE;
          case "/clientCapabilities/fs/writeTextFile" -> write = value == JsonToken.VALUE_TRUE;
          case "/clientCapabilities/terminal" -> terminal = value == JsonToken.VALUE_TRUE;
          case "/clientCapabilities/session/notices" -> notices = value == JsonToken.START_OBJECT;
          default -> {}
        }
        if (parser.currentToken() == JsonToken.START_OBJECT
            || parser.currentToken() == JsonToken.START_ARRAY) {
          parser.skipChildren();
        }
      }
    }

    /** Of a field that comes twice the last counts, with all that is in it. */
    private void forget(String place) {
      boolean all = place.equals("/clientCapabilities");
      if (all || place.equals("/clientCapabilities/fs")) {
        read = false;
        write = false;
      }
      if (all || place.equals("/clientCapabilities/session")) {
        notices = false;
      }
      if (all) {
        terminal = false;
      }
    }
  }
}
