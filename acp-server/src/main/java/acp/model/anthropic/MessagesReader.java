package acp.model.anthropic;

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
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads one answer, which is made of numbered blocks: texts and thoughts are handed out as they
 * come, tool calls when the server says why it has stopped, which also says whether the last of
 * them is whole. Kinds of events and blocks that are not known are passed over.
 */
final class MessagesReader implements AnswerReader<ModelEvent> {
  static final int MAX_ARGUMENT_CHARS = 16 << 20;

  private static final String BLOCK = "content_block.";

  private final JsonFactory factory;
  private final Faults faults;
  private final Thoughts thoughts;
  private final Map<Long, DeltaText> texts = new HashMap<>();
  private final Map<Long, Thoughts.Thought> thinking = new HashMap<>();
  private final Map<Long, Asked> calls = new TreeMap<>();
  private final Taken taken = new Taken();
  private int argumentChars;
  private String stopReason = "";
  private boolean done;

  /** A call in the making. */
  private static final class Asked {
    private final String name;
    private final String whole;
    private final StringBuilder pieces = new StringBuilder();

    Asked(String name, String whole) {
      this.name = name;
      this.whole = whole;
    }

    /** What came in pieces, else what was there at once. */
    String arguments() {
      return pieces.isEmpty() ? whole : pieces.toString();
    }
  }

  /**
   * @param model its full name
   */
  MessagesReader(JsonFactory factory, Faults faults, String model) {
    this.factory = factory;
    this.faults = faults;
    this.thoughts = new Thoughts(model);
  }

  @Override
  public void event(SseEvent event, Consumer<ModelEvent> out) {
    if (done || event.length() == 0) {
      return;
    }
    Fields fields = fields(event);
    switch (fields.text("type")) {
      case "message_start" -> taken.add(fields, "message.usage.");
      case "content_block_start" -> begin(index(fields), fields, BLOCK, out);
      case "content_block_delta" -> more(index(fields), fields, out);
      case "content_block_stop" -> end(index(fields), out);
      case "message_delta" -> {
        taken.add(fields, "usage.");
        String reason = fields.text("delta.stop_reason");
        stopReason = reason.isEmpty() ? stopReason : reason;
      }
      case "message_stop" -> finish(out);
      case "error" -> throw faults.said(event.bytes(), event.offset(), event.length());
      default -> {
        if (event.type().equals("error") || fields.has("error")) {
          throw faults.said(event.bytes(), event.offset(), event.length());
        }
      }
    }
  }

  @Override
  public void whole(byte[] json, Consumer<ModelEvent> out) {
    try (JsonParser parser = factory.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw faults.malformed("something else");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "content" -> blocks(parser, value, out);
          case "stop_reason" ->
              stopReason = value == JsonToken.VALUE_STRING ? parser.getText() : "";
          case "usage" -> {
            if (value == JsonToken.START_OBJECT) {
              taken.add(Fields.read(factory, parser), "");
            }
          }
          case "error" -> throw faults.said(json, 0, json.length);
          default -> parser.skipChildren();
        }
      }
    } catch (JacksonException malformed) {
      throw faults.malformed("broken JSON");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    end(out);
  }

  private void blocks(JsonParser parser, JsonToken at, Consumer<ModelEvent> out)
      throws IOException {
    if (at != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (long index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        begin(index, Fields.read(factory, parser), "", out);
        end(index, out);
      } else {
        parser.skipChildren();
      }
    }
  }

  @Override
  public void end(Consumer<ModelEvent> out) {
    if (done) {
      return;
    }
    if (stopReason.isEmpty()) {
      throw faults.cut();
    }
    finish(out);
  }

  @Override
  public boolean isDone() {
    return done;
  }

  private Fields fields(SseEvent event) {
    try (JsonParser parser = factory.createParser(event.bytes(), event.offset(), event.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw faults.malformed("something else");
      }
      return Fields.read(factory, parser);
    } catch (JacksonException malformed) {
      throw faults.malformed("broken JSON");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static long index(Fields fields) {
    return fields.number("index").orElse(0);
  }

  /**
   * A block begins; some servers put the first of it, or all of it, in here.
   *
   * @param path of the block among the fields
   */
  private void begin(long index, Fields fields, String path, Consumer<ModelEvent> out) {
    switch (fields.text(path + "type")) {
      case "text" -> {
        texts.put(index, new DeltaText());
        say(index, fields.text(path + "text"), out);
      }
      case "thinking" -> {
        Thoughts.Thought thought = thoughts.begin();
        thinking.put(index, thought);
        thoughts.sign(thought, fields.text(path + "signature"));
        thoughts.add(thought, fields.text(path + "thinking"), out);
      }
      case "redacted_thinking" -> {
        Thoughts.Thought thought = thoughts.begin();
        thinking.put(index, thought);
        thoughts.redact(thought, fields.text(path + "data"));
      }
      case "tool_use" -> {
        String input = fields.text(path + "input");
        grow(input);
        calls.put(index, new Asked(fields.text(path + "name"), input));
      }
      default -> {}
    }
  }

  private void more(long index, Fields fields, Consumer<ModelEvent> out) {
    Thoughts.Thought thought = thinking.get(index);
    switch (fields.text("delta.type")) {
      case "text_delta" -> say(index, fields.text("delta.text"), out);
      case "thinking_delta" -> {
        if (thought != null) {
          thoughts.add(thought, fields.text("delta.thinking"), out);
        }
      }
      case "signature_delta" -> {
        if (thought != null) {
          thoughts.sign(thought, fields.text("delta.signature"));
        }
      }
      case "input_json_delta" -> {
        Asked call = calls.get(index);
        if (call != null) {
          String piece = fields.text("delta.partial_json");
          grow(piece);
          call.pieces.append(piece);
        }
      }
      default -> {}
    }
  }

  private void grow(String arguments) {
    argumentChars += arguments.length();
    if (argumentChars > MAX_ARGUMENT_CHARS) {
      throw faults.malformed("a tool call without end");
    }
  }

  private void end(long index, Consumer<ModelEvent> out) {
    DeltaText text = texts.remove(index);
    if (text != null) {
      emit(text.end(), out);
    }
    Thoughts.Thought thought = thinking.remove(index);
    if (thought != null) {
      thoughts.end(thought, out);
    }
  }

  private void say(long index, String delta, Consumer<ModelEvent> out) {
    DeltaText text = texts.get(index);
    if (text != null) {
      emit(text.join(delta), out);
    }
  }

  private static void emit(String text, Consumer<ModelEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ModelEvent.Text(text));
    }
  }

  private void finish(Consumer<ModelEvent> out) {
    done = true;
    texts.values().forEach(text -> emit(text.end(), out));
    thoughts.endAll(out);
    ModelEvent.Stop stop = stop();
    if (stop != ModelEvent.Stop.REFUSAL) {
      calls.values().forEach(call -> call(call, stop, out));
    }
    if (taken.isKnown()) {
      out.accept(taken.usage());
    }
    out.accept(new ModelEvent.Ended(stop));
  }

  /** Where the answer was cut by its limit, only a call that is whole counts. */
  private void call(Asked call, ModelEvent.Stop stop, Consumer<ModelEvent> out) {
    String arguments = call.arguments();
    if (stop != ModelEvent.Stop.DONE && !Json.isObject(factory, arguments)) {
      return;
    }
    if (call.name.isEmpty()) {
      throw faults.malformed("a tool call without a name");
    }
    out.accept(new ModelEvent.Call(call.name, arguments));
  }

  private ModelEvent.Stop stop() {
    return switch (stopReason) {
      case "max_tokens", "model_context_window_exceeded" -> ModelEvent.Stop.MAX_TOKENS;
      case "refusal" -> ModelEvent.Stop.REFUSAL;
      default -> ModelEvent.Stop.DONE; // end_turn, stop_sequence, tool_use, pause_turn
    };
  }
}
