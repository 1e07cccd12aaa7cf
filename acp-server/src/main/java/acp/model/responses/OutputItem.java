package acp.model.responses;

import acp.model.dialect.Json;
import acp.model.dialect.Values;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of an answer as the server tells it whole: a message, a call or some reasoning. What is
 * not said is empty.
 *
 * @param callId the server's id of a call; ours is another
 * @param status such as {@code completed} or {@code incomplete}
 * @param sealed reasoning that only the server can read, and wants back
 * @param summary of the reasoning, in paragraphs
 * @param content what a message says; of reasoning, the thoughts themselves where they are open
 */
record OutputItem(
    String type,
    String id,
    String callId,
    String name,
    String arguments,
    String status,
    String sealed,
    List<String> summary,
    List<Said> content) {

  /** Text, or a refusal. */
  record Said(String text, boolean refusal) {}

  /** Reads an object whose opening brace was just read. */
  static OutputItem read(JsonFactory factory, JsonParser json) throws IOException {
    String type = "";
    String id = "";
    String callId = "";
    String name = "";
    String arguments = "";
    String status = "";
    String sealed = "";
    List<String> summary = List.of();
    List<Said> content = List.of();
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "type" -> type = Values.string(json);
        case "id" -> id = Values.string(json);
        case "call_id" -> callId = Values.string(json);
        case "name" -> name = Values.string(json);
        case "arguments" -> arguments = arguments(factory, json);
        case "status" -> status = Values.string(json);
        case "encrypted_content" -> sealed = Values.string(json);
        case "summary" -> summary = said(json).stream().map(Said::text).toList();
        case "content" -> content = said(json);
        default -> json.skipChildren();
      }
    }
    return new OutputItem(type, id, callId, name, arguments, status, sealed, summary, content);
  }

  /** As text; some servers send the object itself. */
  private static String arguments(JsonFactory factory, JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.START_OBJECT
        ? Json.copy(factory, json)
        : Values.string(json);
  }

  private static List<Said> said(JsonParser json) throws IOException {
    List<Said> said = new ArrayList<>();
    if (!Values.isArray(json)) {
      return said;
    }
    while (Values.nextObject(json)) {
      String text = "";
      String refusal = "";
      for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
        switch (field) {
          case "text" -> text = Values.string(json);
          case "refusal" -> refusal = Values.string(json);
          default -> json.skipChildren();
        }
      }
      if (!text.isEmpty() || !refusal.isEmpty()) {
        said.add(new Said(refusal.isEmpty() ? text : refusal, !refusal.isEmpty()));
      }
    }
    return said;
  }
}
