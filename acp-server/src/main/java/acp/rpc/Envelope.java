package acp.rpc;

import acp.protocol.ErrorCode;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * The members of a message while its line is read, and the rules that tell what it is. In doubt a
 * message with an id is answered, one that is plainly a notification or a response never is.
 */
final class Envelope {
  boolean version;
  boolean hasId;

  /** Null if absent, or of a kind an id cannot have. */
  @Nullable RequestId id;

  boolean hasMethod;

  /** Null if absent, or not a string. */
  @Nullable String method;

  @Nullable JsonToken paramsKind;
  @Nullable Json params;
  @Nullable Json result;
  @Nullable Json error;

  Message message() {
    if (!hasMethod && (result != null || error != null)) {
      return response();
    }
    if (!version) {
      return invalid("\"jsonrpc\" is not \"2.0\"");
    }
    if (method == null) {
      return invalid("\"method\" is not a string");
    }
    if (hasId && id == null) {
      return invalid("An id is a string, a number or null");
    }
    Json object = paramsObject();
    if (id == null) {
      return object == null
          ? new Message.Ignored("params of a notification are not an object")
          : new Message.Notification(method, object);
    }
    return object == null
        ? new Message.Malformed(id, ErrorCode.INVALID_PARAMS, "params are not an object")
        : new Message.Request(id, method, object);
  }

  /** Lenient beyond id and presence: a question of ours that stays open is worse than bad form. */
  private Message response() {
    if (id == null) {
      return new Message.Ignored("a response without an id");
    }
    boolean failed = error != null && !error.isNull();
    return failed
        ? new Message.Response(id, null, error)
        : new Message.Response(id, result, result == null ? error : null);
  }

  /** The params; absent, null and the empty array stand for the empty object; null if neither. */
  private @Nullable Json paramsObject() {
    if (params == null || paramsKind == null || paramsKind == JsonToken.VALUE_NULL) {
      return Json.EMPTY_OBJECT;
    }
    if (paramsKind == JsonToken.START_OBJECT) {
      return params;
    }
    // Clients written in Lua cannot tell an empty object from an empty array.
    return paramsKind == JsonToken.START_ARRAY && params.isEmptyArray() ? Json.EMPTY_OBJECT : null;
  }

  private Message invalid(String reason) {
    return new Message.Malformed(
        id == null ? RequestId.NULL : id, ErrorCode.INVALID_REQUEST, reason);
  }
}
