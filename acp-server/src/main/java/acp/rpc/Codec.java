package acp.rpc;

import acp.protocol.ErrorCode;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a line is, in one pass of a streaming parser that also proves the whole line to be
 * JSON. Params and results stay slices of the line; who needs a tree makes one. Never throws,
 * whatever the bytes. Stateless and thread-safe.
 */
final class Codec {

  /** The deepest nesting taken, that of the envelope included. */
  static final int MAX_DEPTH = 1000;

  /** Reads and writes all JSON of this room. The length of a string is bounded by the line's. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What the line in {@code buffer} is. Slices of the message point into {@code buffer}. */
  Message decode(byte[] buffer, int offset, int length) {
    if (!Utf8.isValid(buffer, offset, length)) {
      return unparseable("The line is not UTF-8");
    }
    try (JsonParser parser = JSON.createParser(buffer, offset, length)) {
      return decode(parser, buffer, offset);
    } catch (IOException | RuntimeException notJson) {
      return unparseable("The line is not JSON");
    }
  }

  /** The member {@code name} of an object as an id; null if it is missing or cannot be one. */
  @Nullable RequestId idIn(Json object, String name) {
    RequestId id = null;
    try (JsonParser parser = object.parser()) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = name.equals(parser.currentName());
        JsonToken token = parser.nextToken();
        if (wanted) {
          id = idToken(parser, token, object.bytes(), object.offset());
        }
        parser.skipChildren();
      }
    } catch (IOException impossible) {
      return null; // a slice has been parsed before
    }
    return id;
  }

  private static Message decode(JsonParser parser, byte[] buffer, int offset) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return unparseable("The line is not JSON");
    }
    Envelope envelope = new Envelope();
    if (first == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        readMember(parser, envelope, buffer, offset);
      }
    } else {
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      return unparseable("The line holds more than one value");
    }
    if (first == JsonToken.START_OBJECT) {
      return envelope.message();
    }
    return new Message.Malformed(
        RequestId.NULL,
        ErrorCode.INVALID_REQUEST,
        first == JsonToken.START_ARRAY ? "Batches are not served" : "A message is an object");
  }

  /** Takes a member into the envelope. Of members of one name the last counts. */
  private static void readMember(JsonParser parser, Envelope envelope, byte[] buffer, int offset)
      throws IOException {
    String name = parser.currentName();
    JsonToken token = parser.nextToken();
    switch (name) {
      case "jsonrpc" ->
          envelope.version = token == JsonToken.VALUE_STRING && "2.0".equals(parser.getText());
      case "id" -> {
        envelope.hasId = true;
        envelope.id = idToken(parser, token, buffer, offset);
      }
      case "method" -> {
        envelope.hasMethod = true;
        envelope.method = token == JsonToken.VALUE_STRING ? parser.getText() : null;
      }
      case "params" -> {
        envelope.params = slice(parser, buffer, offset);
        envelope.paramsKind = token;
      }
      case "result" -> envelope.result = slice(parser, buffer, offset);
      case "error" -> envelope.error = slice(parser, buffer, offset);
      default -> {}
    }
    parser.skipChildren();
  }

  /** The token the parser is on, as an id; null if an id cannot be of that kind. */
  private static @Nullable RequestId idToken(
      JsonParser parser, JsonToken token, byte[] buffer, int offset) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return new RequestId(slice(parser, buffer, offset).toString());
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return new RequestId(parser.getText());
    }
    return token == JsonToken.VALUE_NULL ? RequestId.NULL : null;
  }

  /** The bytes of the value that begins at the parser's token; leaves the parser on its last. */
  static Json slice(JsonParser parser, byte[] buffer, int offset) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return new Json(buffer, offset + start, end - start);
  }

  private static Message unparseable(String reason) {
    return new Message.Malformed(RequestId.NULL, ErrorCode.PARSE_ERROR, reason);
  }
}
