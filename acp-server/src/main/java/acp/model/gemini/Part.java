package acp.model.gemini;

import acp.model.dialect.Json;
import acp.model.dialect.Values;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One part of an answer. What is not said is empty.
 *
 * @param thought true if the text is a thought
 * @param signature what the server wants back with this part
 * @param call null if it is none
 */
record Part(String text, boolean thought, String signature, @Nullable Function call) {

  /** A call. */
  record Function(String name, String arguments, String id) {}

  /** Reads an object whose opening brace was just read. */
  static Part read(JsonFactory factory, JsonParser json) throws IOException {
    String text = "";
    boolean thought = false;
    String signature = "";
    Function call = null;
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "text" -> text = Values.string(json);
        case "thought" -> {
          thought = json.currentToken() == JsonToken.VALUE_TRUE;
          json.skipChildren();
        }
        case "thoughtSignature", "thought_signature" -> signature = Values.string(json);
        case "functionCall" -> call = Values.isObject(json) ? function(factory, json) : null;
        default -> json.skipChildren();
      }
    }
    return new Part(text, thought, signature, call);
  }

  private static Function function(JsonFactory factory, JsonParser json) throws IOException {
    String name = "";
    String arguments = "";
    String id = "";
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "name" -> name = Values.string(json);
        case "args" -> arguments = Values.isObject(json) ? Json.copy(factory, json) : "";
        case "id" -> id = Values.string(json);
        default -> json.skipChildren();
      }
    }
    return new Function(name, arguments, id);
  }
}
