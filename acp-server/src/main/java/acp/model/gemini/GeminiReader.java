package acp.model.gemini;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import acp.model.ModelEvent;
import acp.model.dialect.DeltaText;
import acp.model.dialect.Json;
import acp.model.dialect.Values;
import acp.model.http.AnswerReader;
import acp.model.http.Faults;
import acp.model.http.SseEvent;
import acp.protocol.AcpException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer: each event brings some more parts, which are handed out in their order; calls
 * come whole. Any event may say why the answer ends and what it took, so what was said last counts,
 * and the end is told when the stream ends.
 */
final class GeminiReader implements AnswerReader<ModelEvent> {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  private final JsonFactory factory;
  private final Faults faults;
  private final String provider;
  private final DeltaText text = new DeltaText();
  private final DeltaText thought = new DeltaText();
  private final Set<String> callIds = new HashSet<>();
  private boolean isThinking;
  private String finishReason = "";
  private String finishMessage = "";
  private String blockReason = "";
  private ModelEvent.@Nullable Usage usage;
  private boolean done;

  GeminiReader(JsonFactory factory, Faults faults, String provider) {
    this.factory = factory;
    this.faults = faults;
    this.provider = provider;
  }

  @Override
  public void event(SseEvent event, Consumer<ModelEvent> out) {
    if (done || event.length() == 0) {
      return;
    }
    if (event.holds(DONE)) {
      end(out);
    } else {
      read(event.bytes(), event.offset(), event.length(), out);
    }
  }

  @Override
  public void whole(byte[] json, Consumer<ModelEvent> out) {
    read(json, 0, json.length, out);
    end(out);
  }

  @Override
  public void end(Consumer<ModelEvent> out) {
    if (done) {
      return;
    }
    if (finishReason.isEmpty() && blockReason.isEmpty()) {
      throw faults.cut();
    }
    done = true;
    emitText(text.end(), out);
    endThought(out);
    ModelEvent.Stop stop = stop();
    if (usage != null) {
      out.accept(usage);
    }
    out.accept(new ModelEvent.Ended(stop));
  }

  @Override
  public boolean isDone() {
    return done;
  }

  /** An event is one object; an answer that is not streamed may be an array of them. */
  private void read(byte[] bytes, int offset, int length, Consumer<ModelEvent> out) {
    try (JsonParser json = factory.createParser(bytes, offset, length)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        chunk(json, out);
      } else if (first == JsonToken.START_ARRAY) {
        while (Values.nextObject(json)) {
          chunk(json, out);
        }
      } else {
        throw faults.malformed("something else");
      }
    } catch (JacksonException malformed) {
      throw faults.malformed("broken JSON");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void chunk(JsonParser json, Consumer<ModelEvent> out) throws IOException {
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "candidates" -> {
          if (Values.isArray(json)) {
            while (Values.nextObject(json)) {
              candidate(json, out);
            }
          }
        }
        case "usageMetadata" -> usage(json);
        case "promptFeedback" -> feedback(json);
        case "error" -> {
          if (json.currentToken() != JsonToken.VALUE_NULL) {
            throw said("{\"error\":" + Json.copy(factory, json) + "}");
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void candidate(JsonParser json, Consumer<ModelEvent> out) throws IOException {
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "content" -> {
          if (Values.isObject(json)) {
            content(json, out);
          }
        }
        case "finishReason" -> {
          String reason = Values.string(json);
          finishReason = reason.isEmpty() ? finishReason : reason;
        }
        case "finishMessage" -> finishMessage = Values.string(json);
        default -> json.skipChildren();
      }
    }
  }

  private void content(JsonParser json, Consumer<ModelEvent> out) throws IOException {
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      if (field.equals("parts") && Values.isArray(json)) {
        while (Values.nextObject(json)) {
          take(Part.read(factory, json), out);
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private void take(Part part, Consumer<ModelEvent> out) {
    if (part.call() != null) {
      call(part.call(), part.signature(), out);
    } else if (part.thought()) {
      think(part.text(), part.signature(), out);
    } else {
      say(part.text(), part.signature(), out);
    }
  }

  private void call(Part.Function call, String signature, Consumer<ModelEvent> out) {
    emitText(text.end(), out);
    endThought(out);
    if (call.name().isEmpty()) {
      throw faults.malformed("a tool call without a name");
    }
    // An id that two calls share says nothing; the second then goes by its place.
    String id = call.id().isEmpty() || !callIds.add(call.id()) ? "" : call.id();
    out.accept(
        new ModelEvent.Call(
            call.name(), call.arguments(), Signature.ofCall(signature, id).data(provider)));
  }

  /** A signature is that of one part: thoughts that came before it without one are another's. */
  private void think(String words, String signature, Consumer<ModelEvent> out) {
    emitText(text.end(), out);
    if (!signature.isEmpty()) {
      endThought(out);
    }
    if (!words.isEmpty()) {
      isThinking = true;
      emitThought(thought.join(words), out);
    }
    if (!signature.isEmpty()) {
      isThinking = false;
      emitThought(thought.end(), out);
      out.accept(new ModelEvent.ThoughtEnded(Signature.ofThought(signature).data(provider)));
    }
  }

  private void say(String words, String signature, Consumer<ModelEvent> out) {
    if (words.isEmpty() && signature.isEmpty()) {
      return;
    }
    endThought(out);
    emitText(text.join(words), out);
    if (!signature.isEmpty()) {
      emitText(text.end(), out);
      out.accept(
          new ModelEvent.ThoughtEnded(Signature.ofText(signature, words.length()).data(provider)));
    }
  }

  private void endThought(Consumer<ModelEvent> out) {
    if (isThinking) {
      isThinking = false;
      emitThought(thought.end(), out);
      out.accept(new ModelEvent.ThoughtEnded(null));
    }
  }

  private static void emitThought(String delta, Consumer<ModelEvent> out) {
    if (!delta.isEmpty()) {
      out.accept(new ModelEvent.Thought(delta));
    }
  }

  private static void emitText(String delta, Consumer<ModelEvent> out) {
    if (!delta.isEmpty()) {
      out.accept(new ModelEvent.Text(delta));
    }
  }

  private void feedback(JsonParser json) throws IOException {
    if (!Values.isObject(json)) {
      return;
    }
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      if (field.equals("blockReason")) {
        blockReason = Values.string(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void usage(JsonParser json) throws IOException {
    if (!Values.isObject(json)) {
      return;
    }
    long input = 0;
    long output = 0;
    long cached = 0;
    for (String field = Values.nextField(json); field != null; field = Values.nextField(json)) {
      switch (field) {
        case "promptTokenCount", "toolUsePromptTokenCount" -> input += Values.number(json);
        case "candidatesTokenCount", "thoughtsTokenCount" -> output += Values.number(json);
        case "cachedContentTokenCount" -> cached = Values.number(json);
        default -> json.skipChildren();
      }
    }
    usage = new ModelEvent.Usage(input, output, cached);
  }

  private ModelEvent.Stop stop() {
    if (finishReason.isEmpty()) {
      return ModelEvent.Stop.REFUSAL; // the prompt was blocked
    }
    return switch (finishReason) {
      case "MAX_TOKENS" -> ModelEvent.Stop.MAX_TOKENS;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "LANGUAGE",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          ModelEvent.Stop.REFUSAL;
      case "MALFORMED_FUNCTION_CALL" -> throw failed("the model wrote a tool call that is broken");
      case "UNEXPECTED_TOOL_CALL" -> throw failed("the model called a tool that was not offered");
      case "TOO_MANY_TOOL_CALLS" -> throw failed("the model called tools too often in a row");
      case "MALFORMED_RESPONSE" -> throw failed("the model wrote an answer that is broken");
      case "MISSING_THOUGHT_SIGNATURE" -> throw failed("a tool call lacks its signature");
      case "OTHER", "IMAGE_OTHER", "NO_IMAGE" -> throw failed("the model stopped");
      default -> ModelEvent.Stop.DONE;
    };
  }

  private AcpException failed(String what) {
    String why = finishMessage.isBlank() ? "" : ": " + finishMessage;
    return said(Json.object(factory, "message", what + " (" + finishReason + ")" + why));
  }

  private AcpException said(String error) {
    byte[] bytes = error.getBytes(UTF_8);
    return faults.said(bytes, 0, bytes.length);
  }
}
