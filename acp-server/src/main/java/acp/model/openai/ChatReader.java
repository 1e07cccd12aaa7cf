package acp.model.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import acp.model.ModelEvent;
import acp.model.dialect.DeltaText;
import acp.model.dialect.Json;
import acp.model.http.AnswerReader;
import acp.model.http.Faults;
import acp.model.http.SseEvent;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer: text and thoughts are handed out as they come, tool calls once they are whole,
 * which is when the server says that it has finished. After {@code finish_reason} the usage may
 * still come, so the end is told at {@code [DONE]}, or at the end of the stream.
 */
final class ChatReader implements AnswerReader<ModelEvent> {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  private final JsonFactory factory;
  private final Faults faults;
  private final CallDeltas calls;
  private final DeltaText text = new DeltaText();
  private final DeltaText thought = new DeltaText();
  private boolean isThinking;
  private boolean hasRefused;
  private @Nullable String finishReason;
  private ModelEvent.@Nullable Usage usage;
  private boolean done;

  ChatReader(JsonFactory factory, Faults faults) {
    this.factory = factory;
    this.faults = faults;
    this.calls = new CallDeltas(factory);
  }

  @Override
  public void event(SseEvent event, Consumer<ModelEvent> out) {
    if (done || event.length() == 0) {
      return;
    }
    if (event.holds(DONE)) {
      finish(out);
    } else if (event.type().equals("error")) {
      throw faults.said(event.bytes(), event.offset(), event.length());
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
    if (finishReason == null) {
      throw faults.cut();
    }
    finish(out);
  }

  @Override
  public boolean isDone() {
    return done;
  }

  private void read(byte[] bytes, int offset, int length, Consumer<ModelEvent> out) {
    try (JsonParser json = factory.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw faults.malformed("something else");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
          case "choices" -> choices(json, value, out);
          case "usage" -> usage(json, value);
          case "error" -> {
            if (value != JsonToken.VALUE_NULL) {
              throw faults.said(bytes, offset, length);
            }
          }
          default -> json.skipChildren();
        }
      }
    } catch (JacksonException malformed) {
      throw faults.malformed("broken JSON");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void choices(JsonParser json, JsonToken at, Consumer<ModelEvent> out) throws IOException {
    if (at != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        choice(json, out);
      } else {
        json.skipChildren();
      }
    }
  }

  private void choice(JsonParser json, Consumer<ModelEvent> out) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "delta", "message" -> {
          if (value == JsonToken.START_OBJECT) {
            delta(json, out);
          } else {
            json.skipChildren();
          }
        }
        case "finish_reason" -> {
          if (value == JsonToken.VALUE_STRING && !json.getText().isEmpty()) {
            finishReason = json.getText();
          }
        }
        case "usage" -> usage(json, value);
        default -> json.skipChildren();
      }
    }
  }

  private void delta(JsonParser json, Consumer<ModelEvent> out) throws IOException {
    String said = "";
    String thinking = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "content" -> said = value == JsonToken.START_ARRAY ? parts(json) : string(json, value);
        case "reasoning_content", "reasoning" -> {
          String more = string(json, value); // some servers send both, with the same words
          thinking = thinking.isEmpty() ? more : thinking;
        }
        case "refusal" -> {
          String refusal = string(json, value);
          hasRefused |= !refusal.isEmpty();
          said += refusal;
        }
        case "tool_calls" -> toolCalls(json, value);
        case "function_call" -> {
          if (value == JsonToken.START_OBJECT) {
            function(json, 0, "");
          }
        }
        default -> json.skipChildren();
      }
    }
    think(thinking, out);
    say(said, out);
  }

  private static String string(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** Content in parts, as few servers send it: the text of those that are text. */
  private static String parts(JsonParser json) throws IOException {
    StringBuilder text = new StringBuilder();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean isText = json.currentName().equals("text");
        String value = string(json, json.nextToken());
        text.append(isText ? value : "");
      }
    }
    return text.toString();
  }

  private void toolCalls(JsonParser json, JsonToken at) throws IOException {
    if (at != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        toolCall(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void toolCall(JsonParser json) throws IOException {
    int index = -1;
    String id = "";
    String[] function = {"", ""};
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : -1;
        case "id" -> id = string(json, value);
        case "function" -> {
          if (value == JsonToken.START_OBJECT) {
            function = nameAndArguments(json);
          }
        }
        default -> json.skipChildren();
      }
    }
    add(index, id, function);
  }

  private void function(JsonParser json, int index, String id) throws IOException {
    add(index, id, nameAndArguments(json));
  }

  private void add(int index, String id, String[] function) {
    if (!calls.add(index, id, function[0], function[1])) {
      throw faults.malformed("a tool call without end");
    }
  }

  private String[] nameAndArguments(JsonParser json) throws IOException {
    String name = "";
    String arguments = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "name" -> name = string(json, value);
        case "arguments" ->
            arguments =
                value == JsonToken.START_OBJECT ? Json.copy(factory, json) : string(json, value);
        default -> json.skipChildren();
      }
    }
    return new String[] {name, arguments};
  }

  private void usage(JsonParser json, JsonToken at) throws IOException {
    if (at != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    long input = 0;
    long output = 0;
    long cached = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "prompt_tokens" -> input = number(json, value);
        case "completion_tokens" -> output = number(json, value);
        case "prompt_cache_hit_tokens" -> cached = number(json, value);
        case "prompt_tokens_details" -> cached = Math.max(cached, cachedTokens(json, value));
        default -> json.skipChildren();
      }
    }
    usage = new ModelEvent.Usage(input, output, cached);
  }

  private static long cachedTokens(JsonParser json, JsonToken at) throws IOException {
    if (at != JsonToken.START_OBJECT) {
      json.skipChildren();
      return 0;
    }
    long cached = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean isCached = json.currentName().equals("cached_tokens");
      long value = number(json, json.nextToken());
      cached = isCached ? value : cached;
    }
    return cached;
  }

  private static long number(JsonParser json, JsonToken value) throws IOException {
    json.skipChildren();
    return value.isNumeric() ? Math.max(0, json.getValueAsLong()) : 0;
  }

  private void think(String delta, Consumer<ModelEvent> out) {
    if (delta.isEmpty()) {
      return;
    }
    isThinking = true;
    emitThought(thought.join(delta), out);
  }

  private void say(String delta, Consumer<ModelEvent> out) {
    if (delta.isEmpty()) {
      return;
    }
    endThought(out);
    emitText(text.join(delta), out);
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

  private void finish(Consumer<ModelEvent> out) {
    done = true;
    emitText(text.end(), out);
    endThought(out);
    ModelEvent.Stop stop = stop();
    if (stop != ModelEvent.Stop.REFUSAL) {
      List<ModelEvent.Call> whole = calls.calls(stop == ModelEvent.Stop.DONE);
      if (whole == null) {
        throw faults.malformed("a tool call without a name");
      }
      whole.forEach(out);
    }
    if (usage != null) {
      out.accept(usage);
    }
    out.accept(new ModelEvent.Ended(stop));
  }

  private ModelEvent.Stop stop() {
    if (hasRefused) {
      return ModelEvent.Stop.REFUSAL;
    }
    return switch (finishReason == null ? "stop" : finishReason) {
      case "length", "max_tokens", "model_length" -> ModelEvent.Stop.MAX_TOKENS;
      case "content_filter" -> ModelEvent.Stop.REFUSAL;
      case "error" -> throw faults.said(new byte[0], 0, 0); // it does not say which
      default -> ModelEvent.Stop.DONE;
    };
  }
}
