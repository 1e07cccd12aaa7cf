package acp.model.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.model.dialect.Json;
import acp.model.dialect.UserText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request in the dialect. */
final class ResponsesRequest {

  /**
   * Who is asked.
   *
   * @param thinks false if it would refuse to be told how to think
   * @param tells true if it may be asked to tell what it thinks
   */
  record Addressee(String provider, String model, boolean thinks, boolean tells) {}

  private final JsonFactory factory;
  private final JsonGenerator json;
  private final Addressee to;

  private ResponsesRequest(JsonFactory factory, JsonGenerator json, Addressee to) {
    this.factory = factory;
    this.json = json;
    this.to = to;
  }

  /** The body of a request that is to be answered as a stream, and not to be kept. */
  static byte[] write(JsonFactory factory, Addressee to, ModelRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    // Through a writer, which replaces half a surrogate pair where the generator for bytes fails.
    try (JsonGenerator json = factory.createGenerator(new OutputStreamWriter(bytes, UTF_8))) {
      new ResponsesRequest(factory, json, to).write(request);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void write(ModelRequest request) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", to.model);
    json.writeBooleanField("stream", true);
    json.writeBooleanField("store", false);
    if (to.thinks) {
      reasoning(request.thinking());
    }
    json.writeStringField("instructions", request.system());
    json.writeArrayFieldStart("input");
    for (ModelMessage message : request.messages()) {
      switch (message) {
        case ModelMessage.User user -> user(user);
        case ModelMessage.Assistant assistant -> assistant(assistant.parts());
        case ModelMessage.ToolResult result -> result(result);
      }
    }
    json.writeEndArray();
    if (!request.tools().isEmpty()) {
      json.writeArrayFieldStart("tools");
      for (ModelRequest.ToolDefinition tool : request.tools()) {
        tool(tool);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** How to think; and that the thoughts be sealed, since they are not kept there. */
  private void reasoning(@Nullable ThoughtLevel level) throws IOException {
    boolean leveled = level != null && level != ThoughtLevel.OFF;
    if (leveled || to.tells) {
      json.writeObjectFieldStart("reasoning");
      if (leveled && level != null) {
        json.writeStringField("effort", level.id());
      }
      if (to.tells) {
        json.writeStringField("summary", "auto");
      }
      json.writeEndObject();
    }
    json.writeArrayFieldStart("include");
    json.writeString("reasoning.encrypted_content");
    json.writeEndArray();
  }

  private void start(String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
  }

  private void user(ModelMessage.User user) throws IOException {
    start("message");
    json.writeStringField("role", "user");
    content("content", user.content());
    json.writeEndObject();
  }

  /** Each part in its place. Reasoning that nothing follows is refused, so it stays behind. */
  private void assistant(List<ModelMessage.Part> parts) throws IOException {
    int last = parts.size() - 1;
    while (last >= 0 && !isSaid(parts.get(last))) {
      last--;
    }
    for (ModelMessage.Part part : parts.subList(0, last + 1)) {
      switch (part) {
        case ModelMessage.Thought thought -> thought(thought.providerData());
        case ModelMessage.Text text -> text(text.text());
        case ModelMessage.Call call -> call(call);
      }
    }
  }

  private static boolean isSaid(ModelMessage.Part part) {
    return switch (part) {
      case ModelMessage.Thought _ -> false;
      case ModelMessage.Text text -> !text.text().isEmpty();
      case ModelMessage.Call _ -> true;
    };
  }

  private void thought(@Nullable JsonNode data) throws IOException {
    if (data == null || !to.thinks || !Sealed.isOf(to.provider, data)) {
      return; // another's thoughts, or of no use to the server
    }
    start("reasoning");
    json.writeStringField("id", data.path("id").asText());
    json.writeArrayFieldStart("summary");
    for (JsonNode paragraph : data.path("summary")) {
      piece("summary_text", "text", paragraph.asText());
    }
    json.writeEndArray();
    json.writeStringField("encrypted_content", data.path("encrypted_content").asText());
    json.writeEndObject();
  }

  private void text(String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    start("message");
    json.writeStringField("role", "assistant");
    json.writeStringField("content", text);
    json.writeEndObject();
  }

  private void call(ModelMessage.Call call) throws IOException {
    start("function_call");
    json.writeStringField("call_id", call.callId());
    json.writeStringField("name", call.name());
    json.writeStringField("arguments", arguments(call.arguments()));
    json.writeEndObject();
  }

  /** Arguments as JSON, always: a slip of the model must not spoil every later request. */
  private String arguments(String written) throws IOException {
    if (written.isBlank()) {
      return "{}";
    }
    return Json.isObject(factory, written) ? written : Json.object(factory, "malformed", written);
  }

  private void result(ModelMessage.ToolResult result) throws IOException {
    start("function_call_output");
    json.writeStringField("call_id", result.callId());
    if (result.pictures().isEmpty()) {
      json.writeStringField("output", result.text());
    } else {
      json.writeArrayFieldStart("output");
      if (!result.text().isEmpty()) {
        piece("input_text", "text", result.text());
      }
      for (Content.Image picture : result.pictures()) {
        picture(picture);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** As one string where it is only text, which every server takes, else as parts. */
  private void content(String field, List<Content> content) throws IOException {
    if (content.stream().noneMatch(UserText::isPicture)) {
      json.writeStringField(field, UserText.of(content));
      return;
    }
    json.writeArrayFieldStart(field);
    for (Content piece : UserText.pieces(content)) {
      if (piece instanceof Content.Text text) {
        piece("input_text", "text", text.text());
      } else {
        picture(piece);
      }
    }
    json.writeEndArray();
  }

  private void picture(Content picture) throws IOException {
    piece("input_image", "image_url", UserText.dataUrl(picture));
  }

  private void piece(String type, String field, String value) throws IOException {
    start(type);
    json.writeStringField(field, value);
    json.writeEndObject();
  }

  /** Not strict, or the server would want every parameter to be required. */
  private void tool(ModelRequest.ToolDefinition tool) throws IOException {
    start("function");
    json.writeStringField("name", tool.name());
    json.writeStringField("description", tool.description());
    json.writeFieldName("parameters");
    Json.write(json, tool.parameters());
    json.writeBooleanField("strict", false);
    json.writeEndObject();
  }
}
