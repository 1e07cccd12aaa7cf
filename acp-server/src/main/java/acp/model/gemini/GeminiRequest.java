package acp.model.gemini;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a request in the dialect. */
final class GeminiRequest {
  /** What is documented to stand for the signature of a call that another model has made. */
  private static final String FOREIGN = "skip_thought_signature_validator";

  private final JsonFactory factory;
  private final JsonGenerator json;
  private final String provider;
  private final Generation generation;

  /** The server's ids of calls, by ours. */
  private final Map<String, String> ids = new HashMap<>();

  /** The calls of the last answer, by our ids. */
  private final List<String> order = new ArrayList<>();

  private GeminiRequest(
      JsonFactory factory, JsonGenerator json, String provider, Generation generation) {
    this.factory = factory;
    this.json = json;
    this.provider = provider;
    this.generation = generation;
  }

  /** The body of a request. */
  static byte[] write(
      JsonFactory factory, String provider, Generation generation, ModelRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    // Through a writer, which replaces half a surrogate pair where the generator for bytes fails.
    try (JsonGenerator json = factory.createGenerator(new OutputStreamWriter(bytes, UTF_8))) {
      new GeminiRequest(factory, json, provider, generation).write(request);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void write(ModelRequest request) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("systemInstruction");
    json.writeArrayFieldStart("parts");
    text(request.system(), Signature.none());
    json.writeEndArray();
    json.writeEndObject();
    json.writeArrayFieldStart("contents");
    contents(request.messages());
    json.writeEndArray();
    if (!request.tools().isEmpty()) {
      tools(request.tools());
    }
    if (request.thinking() != null) {
      thinking(request.thinking());
    }
    json.writeEndObject();
  }

  private void contents(List<ModelMessage> messages) throws IOException {
    for (int i = 0; i < messages.size(); i++) {
      switch (messages.get(i)) {
        case ModelMessage.User user -> user(user);
        case ModelMessage.Assistant assistant -> assistant(assistant.parts());
        case ModelMessage.ToolResult _ -> {
          int end = i;
          while (end < messages.size() && messages.get(end) instanceof ModelMessage.ToolResult) {
            end++;
          }
          results(messages.subList(i, end));
          i = end - 1;
        }
      }
    }
  }

  private void start(String role) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", role);
    json.writeArrayFieldStart("parts");
  }

  private void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private void user(ModelMessage.User user) throws IOException {
    List<Content> pieces = UserText.pieces(user.content());
    if (pieces.isEmpty()) {
      return; // a content without parts is refused
    }
    start("user");
    for (Content piece : pieces) {
      if (piece instanceof Content.Text text) {
        text(text.text(), Signature.none());
      } else {
        picture(piece);
      }
    }
    end();
  }

  /** Each part with its signature; others' thoughts, and thoughts without one, stay behind. */
  private void assistant(List<ModelMessage.Part> parts) throws IOException {
    List<ModelMessage.Part> sent = parts.stream().filter(this::isSent).toList();
    if (sent.isEmpty()) {
      return; // a content without parts is refused
    }
    start("model");
    order.clear();
    for (int i = 0; i < sent.size(); i++) {
      switch (sent.get(i)) {
        case ModelMessage.Text text -> {
          boolean isSigned = i + 1 < sent.size() && signature(sent.get(i + 1)).isOfText();
          text(text.text(), isSigned ? signature(sent.get(++i)) : Signature.none());
        }
        case ModelMessage.Thought thought -> thought(thought.text(), signature(thought));
        case ModelMessage.Call call -> {
          call(call, signature(call), order.isEmpty());
          order.add(call.callId());
        }
      }
    }
    end();
  }

  private boolean isSent(ModelMessage.Part part) {
    return switch (part) {
      case ModelMessage.Text text -> !text.text().isEmpty();
      case ModelMessage.Thought _ -> !signature(part).value().isEmpty();
      case ModelMessage.Call _ -> true;
    };
  }

  private Signature signature(ModelMessage.Part part) {
    return switch (part) {
      case ModelMessage.Text _ -> Signature.none();
      case ModelMessage.Thought thought -> Signature.read(provider, thought.providerData());
      case ModelMessage.Call call -> Signature.read(provider, call.providerData());
    };
  }

  /** Text as it came: a signature may be that of its last part alone. */
  private void text(String text, Signature signature) throws IOException {
    int from = Math.max(0, text.length() - Math.max(0, signature.length()));
    if (!signature.isOfText()) {
      part(text, false, "");
    } else if (from == 0 || splitsPair(text, from)) {
      part(text, false, signature.value());
    } else {
      part(text.substring(0, from), false, "");
      part(text.substring(from), false, signature.value());
    }
  }

  private static boolean splitsPair(String text, int at) {
    return at < text.length() && Character.isLowSurrogate(text.charAt(at));
  }

  private void thought(String text, Signature signature) throws IOException {
    part(text, !signature.isOfText(), signature.value());
  }

  private void part(String text, boolean thought, String signature) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", text);
    if (thought) {
      json.writeBooleanField("thought", true);
    }
    sign(signature);
    json.writeEndObject();
  }

  private void sign(String signature) throws IOException {
    if (!signature.isEmpty()) {
      json.writeStringField("thoughtSignature", signature);
    }
  }

  /**
   * A call.
   *
   * @param first the first of its answer must be signed, from the third generation on
   */
  private void call(ModelMessage.Call call, Signature signature, boolean first) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("functionCall");
    if (!signature.callId().isEmpty()) {
      ids.put(call.callId(), signature.callId());
      json.writeStringField("id", signature.callId());
    }
    json.writeStringField("name", call.name());
    json.writeFieldName("args");
    arguments(call.arguments());
    json.writeEndObject();
    boolean isForeign = first && generation.isThird() && signature.value().isEmpty();
    sign(isForeign ? FOREIGN : signature.value());
    json.writeEndObject();
  }

  /** An object, always: a slip of the model must not spoil every later request. */
  private void arguments(String written) throws IOException {
    if (Json.isObject(factory, written)) {
      json.writeRawValue(written);
    } else {
      json.writeStartObject();
      if (!written.isBlank()) {
        json.writeStringField("malformed", written);
      }
      json.writeEndObject();
    }
  }

  /** All results of one answer's calls belong into one content, in the order of the calls. */
  private void results(List<ModelMessage> messages) throws IOException {
    List<ModelMessage.ToolResult> results = new ArrayList<>();
    messages.forEach(each -> results.add((ModelMessage.ToolResult) each));
    results.sort(Comparator.comparingInt(result -> order.indexOf(result.callId())));
    start("user");
    List<Content.Image> beside = new ArrayList<>();
    for (ModelMessage.ToolResult result : results) {
      json.writeStartObject();
      result(result);
      json.writeEndObject();
      if (!generation.isThird()) {
        beside.addAll(result.pictures());
      }
    }
    for (Content.Image picture : beside) {
      picture(picture);
    }
    end();
  }

  private void result(ModelMessage.ToolResult result) throws IOException {
    json.writeObjectFieldStart("functionResponse");
    String id = ids.get(result.callId());
    if (id != null) {
      json.writeStringField("id", id);
    }
    json.writeStringField("name", result.name());
    json.writeObjectFieldStart("response");
    json.writeStringField(result.failed() ? "error" : "output", result.text());
    json.writeEndObject();
    if (generation.isThird() && !result.pictures().isEmpty()) {
      json.writeArrayFieldStart("parts");
      for (Content.Image picture : result.pictures()) {
        picture(picture);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void picture(Content picture) throws IOException {
    switch (picture) {
      case Content.Image image -> inline(image.mimeType(), image.data());
      case Content.Resource resource ->
          inline(
              Objects.requireNonNull(resource.mimeType(), "mimeType"),
              Objects.requireNonNull(resource.blob(), "blob"));
      case Content.Text _, Content.Link _ -> throw new IllegalArgumentException("no picture");
    }
  }

  private void inline(String mimeType, String data) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("inlineData");
    json.writeStringField("mimeType", mimeType);
    json.writeStringField("data", data);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void tools(List<ModelRequest.ToolDefinition> tools) throws IOException {
    json.writeArrayFieldStart("tools");
    json.writeStartObject();
    json.writeArrayFieldStart("functionDeclarations");
    for (ModelRequest.ToolDefinition tool : tools) {
      json.writeStartObject();
      json.writeStringField("name", tool.name());
      json.writeStringField("description", tool.description());
      JsonNode schema = FunctionSchema.fit(tool.parameters());
      if (schema != null) {
        json.writeFieldName("parametersJsonSchema");
        Json.write(json, schema);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  /** How long to think, for models that can be told; then they shall tell what they think. */
  private void thinking(@Nullable ThoughtLevel level) throws IOException {
    if (level == null) {
      return;
    }
    String named = generation.level(level);
    int budget = generation.budget(level);
    if (named == null && budget < 0) {
      return;
    }
    json.writeObjectFieldStart("generationConfig");
    json.writeObjectFieldStart("thinkingConfig");
    json.writeBooleanField("includeThoughts", level != ThoughtLevel.OFF);
    if (named != null) {
      json.writeStringField("thinkingLevel", named);
    } else {
      json.writeNumberField("thinkingBudget", budget);
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
