package acp.model.responses;

import acp.model.dialect.Values;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One event of the stream, its fields in whatever order they came. What is not said is empty, -1 or
 * null.
 *
 * @param index which piece of the answer it is about
 * @param itemId the same by its id; some servers change the ids of a piece from event to event
 * @param part which paragraph of a summary
 * @param arguments of a call, all of them
 * @param failed true if it holds an error
 */
record Frame(
    String type,
    int index,
    String itemId,
    int part,
    String delta,
    String arguments,
    @Nullable OutputItem item,
    @Nullable ResponseState response,
    boolean failed) {

  /** Reads an object whose opening brace was just read. */
  static Frame read(JsonFactory factory, JsonParser json) throws IOException {
    String type = "";
    int index = -1;
    String itemId = "";
    int part = -1;
    String delta = "";
    String arguments = "";
    OutputItem item = null;
    ResponseState response = null;
    boolean failed = false;
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "type" -> type = Values.string(json);
        case "output_index" -> index = Values.index(json);
        case "item_id" -> itemId = Values.string(json);
        case "summary_index" -> part = Values.index(json);
        case "delta" -> delta = Values.string(json);
        case "arguments" -> arguments = Values.string(json);
        case "item" -> item = Values.isObject(json) ? OutputItem.read(factory, json) : null;
        case "response" ->
            response = Values.isObject(json) ? ResponseState.read(factory, json) : null;
        case "error" -> {
          failed = json.currentToken() != JsonToken.VALUE_NULL;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    return new Frame(type, index, itemId, part, delta, arguments, item, response, failed);
  }
}
