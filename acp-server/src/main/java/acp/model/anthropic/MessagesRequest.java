package acp.model.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request in the dialect. What comes again in the next request is marked for the
 * provider's cache: the tools, the system's words, and the conversation up to each of the user's
 * last two turns, of which the next request still has the later one. Four marks are all that is
 * allowed.
 */
final class MessagesRequest {
  private static final int MARKED_TURNS = 2;
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final JsonGenerator json;

  private MessagesRequest(JsonGenerator json) {
    this.json = json;
  }

  /** The body of a request that is to be answered as a stream. */
  static byte[] write(
      JsonFactory factory,
      String model,
      ModelRequest request,
      Conversation conversation,
      Thinking thinking) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    // Through a writer, which replaces half a surrogate pair where the generator for bytes fails.
    try (JsonGenerator json = factory.createGenerator(new OutputStreamWriter(bytes, UTF_8))) {
      new MessagesRequest(json).write(model, request, conversation, thinking);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void write(
      String model, ModelRequest request, Conversation conversation, Thinking thinking)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("model", model);
    json.writeBooleanField("stream", true);
    thinking.write(json);
    if (!request.tools().isEmpty()) {
      tools(request.tools());
    }
    json.writeArrayFieldStart("system");
    text(request.system(), true);
    json.writeEndArray();
    json.writeArrayFieldStart("messages");
    turns(conversation.turns());
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tools(List<ModelRequest.ToolDefinition> tools) throws IOException {
    json.writeArrayFieldStart("tools");
    for (int i = 0; i < tools.size(); i++) {
      ModelRequest.ToolDefinition tool = tools.get(i);
      json.writeStartObject();
      json.writeStringField("name", tool.name());
      json.writeStringField("description", tool.description());
      json.writeFieldName("input_schema");
      Json.write(json, tool.parameters());
      end(i == tools.size() - 1);
    }
    json.writeEndArray();
  }

  private void turns(List<Conversation.Turn> turns) throws IOException {
    int unmarked =
        (int) turns.stream().filter(Conversation.User.class::isInstance).count() - MARKED_TURNS;
    for (Conversation.Turn turn : turns) {
      json.writeStartObject();
      switch (turn) {
        case Conversation.User user -> user(user, --unmarked < 0);
        case Conversation.Answer answer -> answer(answer);
      }
      json.writeEndObject();
    }
  }

  private void user(Conversation.User user, boolean marked) throws IOException {
    json.writeStringField("role", "user");
    json.writeArrayFieldStart("content");
    List<Block> said = blocks(user.content());
    int left = user.results().size() + said.size();
    for (ModelMessage.ToolResult result : user.results()) {
      result(result, marked && --left == 0);
    }
    for (Block block : said) {
      write(block, marked && --left == 0);
    }
    json.writeEndArray();
  }

  private void answer(Conversation.Answer answer) throws IOException {
    json.writeStringField("role", "assistant");
    json.writeArrayFieldStart("content");
    for (ModelMessage.Part part : answer.parts()) {
      switch (part) {
        case ModelMessage.Thought thought -> thought(thought);
        case ModelMessage.Text text -> text(text.text(), false);
        case ModelMessage.Call call -> call(call);
      }
    }
    json.writeEndArray();
  }

  private void thought(ModelMessage.Thought thought) throws IOException {
    JsonNode data = thought.providerData();
    String signature = data == null ? null : Seal.signature(data);
    if (signature != null) {
      start("thinking");
      json.writeStringField("thinking", thought.text());
      json.writeStringField("signature", signature);
      json.writeEndObject();
    } else if (data != null) {
      start("redacted_thinking");
      json.writeStringField("data", Seal.redacted(data));
      json.writeEndObject();
    }
  }

  private void call(ModelMessage.Call call) throws IOException {
    start("tool_use");
    json.writeStringField("id", call.callId());
    json.writeStringField("name", call.name());
    json.writeFieldName("input");
    json.writeRawValue(call.arguments());
    json.writeEndObject();
  }

  private void result(ModelMessage.ToolResult result, boolean marked) throws IOException {
    start("tool_result");
    json.writeStringField("tool_use_id", result.callId());
    if (result.failed()) {
      json.writeBooleanField("is_error", true);
    }
    if (result.pictures().isEmpty()) {
      json.writeStringField("content", result.text());
    } else {
      List<Content> content = new ArrayList<>();
      content.add(new Content.Text(result.text()));
      content.addAll(result.pictures());
      json.writeArrayFieldStart("content");
      for (Block block : blocks(content)) {
        write(block, false);
      }
      json.writeEndArray();
    }
    end(marked);
  }

  /** A piece of what the user says: words, or a picture in Base64. */
  private sealed interface Block {}

  private record Words(String text) implements Block {}

  private record Picture(String type, String data) implements Block {}

  /** What is between two pictures is one text; a text without words is none. */
  private static List<Block> blocks(List<Content> content) {
    List<Block> blocks = new ArrayList<>();
    List<Content> words = new ArrayList<>();
    for (Content piece : content) {
      Picture picture = picture(piece);
      if (picture == null) {
        words.add(piece);
      } else if (PICTURES.contains(picture.type)) {
        addWords(words, blocks);
        blocks.add(picture);
      } else {
        words.add(new Content.Text("[a picture that you cannot be shown: " + picture.type + "]"));
      }
    }
    addWords(words, blocks);
    return blocks;
  }

  private static void addWords(List<Content> words, List<Block> blocks) {
    String text = UserText.of(words);
    words.clear();
    if (!text.isBlank()) {
      blocks.add(new Words(text));
    }
  }

  private static @Nullable Picture picture(Content content) {
    if (!UserText.isPicture(content)) {
      return null;
    }
    return switch (content) {
      case Content.Image image -> new Picture(type(image.mimeType()), image.data());
      case Content.Resource resource ->
          new Picture(type(String.valueOf(resource.mimeType())), String.valueOf(resource.blob()));
      case Content.Text _, Content.Link _ -> null;
    };
  }

  private static String type(String mimeType) {
    String type = mimeType.toLowerCase(Locale.ROOT);
    return type.equals("image/jpg") ? "image/jpeg" : type;
  }

  private void write(Block block, boolean marked) throws IOException {
    switch (block) {
      case Words words -> text(words.text, marked);
      case Picture picture -> {
        start("image");
        json.writeObjectFieldStart("source");
        json.writeStringField("type", "base64");
        json.writeStringField("media_type", picture.type);
        json.writeStringField("data", picture.data);
        json.writeEndObject();
        end(marked);
      }
    }
  }

  private void text(String text, boolean marked) throws IOException {
    start("text");
    json.writeStringField("text", text);
    end(marked);
  }

  private void start(String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
  }

  private void end(boolean marked) throws IOException {
    if (marked) {
      json.writeObjectFieldStart("cache_control");
      json.writeStringField("type", "ephemeral");
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
