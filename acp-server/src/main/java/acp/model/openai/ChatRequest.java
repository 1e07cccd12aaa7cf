package acp.model.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.model.dialect.Json;
import acp.model.dialect.UserText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a request in the dialect. */
final class ChatRequest {
  private static final String SHOWN = "[What the tools showed:]";

  private final JsonGenerator json;

  /** Pictures of tool results that the model has not been shown yet. */
  private final List<Content> shown = new ArrayList<>();

  private ChatRequest(JsonGenerator json) {
    this.json = json;
  }

  /** The body of a request that is to be answered as a stream, with the usage at its end. */
  static byte[] write(JsonFactory factory, String model, ModelRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    // Through a writer, which replaces half a surrogate pair where the generator for bytes fails.
    try (JsonGenerator json = factory.createGenerator(new OutputStreamWriter(bytes, UTF_8))) {
      new ChatRequest(json).write(model, request);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void write(String model, ModelRequest request) throws IOException {
    json.writeStartObject();
    json.writeStringField("model", model);
    json.writeBooleanField("stream", true);
    json.writeObjectFieldStart("stream_options");
    json.writeBooleanField("include_usage", true);
    json.writeEndObject();
    ThoughtLevel thinking = request.thinking();
    if (thinking != null && thinking != ThoughtLevel.OFF) {
      json.writeStringField("reasoning_effort", thinking.id());
    }
    json.writeArrayFieldStart("messages");
    start("system");
    json.writeStringField("content", request.system());
    json.writeEndObject();
    for (ModelMessage message : request.messages()) {
      write(message);
    }
    showPictures();
    json.writeEndArray();
    if (!request.tools().isEmpty()) {
      json.writeArrayFieldStart("tools");
      for (ModelRequest.ToolDefinition tool : request.tools()) {
        write(tool);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void start(String role) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", role);
  }

  private void write(ModelMessage message) throws IOException {
    switch (message) {
      case ModelMessage.User user -> user(user.content());
      case ModelMessage.Assistant assistant -> {
        showPictures();
        assistant(assistant);
      }
      case ModelMessage.ToolResult result -> {
        start("tool");
        json.writeStringField("tool_call_id", result.callId());
        json.writeStringField("content", result.text());
        json.writeEndObject();
        shown.addAll(result.pictures());
      }
    }
  }

  /**
   * What the user says, behind the pictures that tools gave: the dialect has no place for pictures
   * in a result, and between results nothing else may stand.
   */
  private void user(List<Content> said) throws IOException {
    List<Content> content = new ArrayList<>();
    if (!shown.isEmpty()) {
      content.add(new Content.Text(SHOWN));
      content.addAll(shown);
      shown.clear();
    }
    content.addAll(said);
    start("user");
    content(content);
    json.writeEndObject();
  }

  private void showPictures() throws IOException {
    if (!shown.isEmpty()) {
      user(List.of());
    }
  }

  /** Its thoughts stay behind: the dialect has no place for them, and some servers refuse them. */
  private void assistant(ModelMessage.Assistant assistant) throws IOException {
    if (assistant.text().isEmpty() && assistant.calls().isEmpty()) {
      return; // it had only thought so far; an empty message is refused by some
    }
    start("assistant");
    if (assistant.text().isEmpty()) {
      json.writeNullField("content");
    } else {
      json.writeStringField("content", assistant.text());
    }
    if (!assistant.calls().isEmpty()) {
      json.writeArrayFieldStart("tool_calls");
      for (ModelMessage.Call call : assistant.calls()) {
        json.writeStartObject();
        json.writeStringField("id", call.callId());
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.name());
        json.writeStringField("arguments", call.arguments());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** As one string where it is only text, which every server takes, else as parts. */
  private void content(List<Content> content) throws IOException {
    if (content.stream().noneMatch(UserText::isPicture)) {
      json.writeStringField("content", UserText.of(content));
      return;
    }
    json.writeArrayFieldStart("content");
    int from = 0;
    for (int i = 0; i <= content.size(); i++) {
      boolean picture = i < content.size() && UserText.isPicture(content.get(i));
      if ((picture || i == content.size()) && from < i) {
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", UserText.of(content.subList(from, i)));
        json.writeEndObject();
      }
      if (picture) {
        json.writeStartObject();
        json.writeStringField("type", "image_url");
        json.writeObjectFieldStart("image_url");
        json.writeStringField("url", UserText.dataUrl(content.get(i)));
        json.writeEndObject();
        json.writeEndObject();
        from = i + 1;
      }
    }
    json.writeEndArray();
  }

  private void write(ModelRequest.ToolDefinition tool) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    json.writeStringField("name", tool.name());
    json.writeStringField("description", tool.description());
    json.writeFieldName("parameters");
    Json.write(json, tool.parameters());
    json.writeEndObject();
    json.writeEndObject();
  }
}
