package acp.model.responses;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import acp.model.ModelEvent;
import acp.model.dialect.DeltaText;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer: text and thoughts are handed out as they come, a call once it is whole and no
 * call before it is open. The answer is over when the server says how it ended; an end of the
 * stream before that is a cut.
 */
final class ResponsesReader implements AnswerReader<ModelEvent> {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  private final JsonFactory factory;
  private final Faults faults;
  private final String provider;
  private final Slots slots;
  private final DeltaText text = new DeltaText();
  private final DeltaText thought = new DeltaText();

  /** The reasoning whose thoughts are being told; null while none is. */
  private @Nullable Slot thinking;

  private boolean hasRefused;
  private boolean done;

  ResponsesReader(JsonFactory factory, Faults faults, String provider) {
    this.factory = factory;
    this.faults = faults;
    this.provider = provider;
    this.slots = new Slots(factory);
  }

  @Override
  public void event(SseEvent event, Consumer<ModelEvent> out) {
    if (done || event.length() == 0 || event.holds(DONE)) {
      return;
    }
    Frame frame =
        read(event.bytes(), event.offset(), event.length(), json -> Frame.read(factory, json));
    String type = frame.type().isEmpty() ? event.type() : frame.type();
    if (type.equals("error") || (frame.failed() && frame.response() == null)) {
      throw faults.said(event.bytes(), event.offset(), event.length());
    }
    take(type, frame, out);
  }

  @Override
  public void whole(byte[] bytes, Consumer<ModelEvent> out) {
    ResponseState state = read(bytes, 0, bytes.length, json -> ResponseState.read(factory, json));
    if (state.status().isEmpty() && state.error() == null && state.output().isEmpty()) {
      throw faults.malformed("something else");
    }
    finish(state, out);
  }

  @Override
  public void end(Consumer<ModelEvent> out) {
    if (!done) {
      throw faults.cut();
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  /** What reads an object whose opening brace was just read. */
  private interface Reading<T> {
    T read(JsonParser json) throws IOException;
  }

  private <T> T read(byte[] bytes, int offset, int length, Reading<T> reading) {
    try (JsonParser json = factory.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw faults.malformed("something else");
      }
      return reading.read(json);
    } catch (JacksonException malformed) {
      throw faults.malformed("broken JSON");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void take(String type, Frame frame, Consumer<ModelEvent> out) {
    switch (type) {
      case "response.output_item.added" -> {
        if (frame.item() != null) {
          slots.begin(frame, frame.item());
        }
      }
      case "response.output_text.delta" -> say(slots.of(frame), frame.delta(), out);
      case "response.refusal.delta" -> {
        hasRefused |= !frame.delta().isEmpty();
        say(slots.of(frame), frame.delta(), out);
      }
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          think(slots.of(frame), type, frame, out);
      case "response.function_call_arguments.delta" ->
          require(slots.append(slots.of(frame), frame.delta()));
      case "response.function_call_arguments.done" -> replace(slots.of(frame), frame.arguments());
      case "response.output_item.done" -> {
        if (frame.item() != null) {
          close(slots.of(frame), frame.item(), out);
        }
      }
      case "response.completed", "response.incomplete", "response.failed" ->
          finish(type.substring("response.".length()), frame.response(), out);
      default -> {}
    }
  }

  private void say(Slot slot, String delta, Consumer<ModelEvent> out) {
    slot.told = true;
    emitText(text.join(delta), out);
  }

  /** A server may tell thoughts and their summary: of each piece only the kind that came first. */
  private void think(Slot slot, String kind, Frame frame, Consumer<ModelEvent> out) {
    if (slot.thoughts.isEmpty()) {
      slot.thoughts = kind;
    }
    if (!slot.thoughts.equals(kind) || frame.delta().isEmpty()) {
      return;
    }
    boolean nextParagraph = slot.told && frame.part() > slot.part;
    slot.part = frame.part();
    think(slot, (nextParagraph ? "\n\n" : "") + frame.delta(), out);
  }

  private void think(Slot slot, String delta, Consumer<ModelEvent> out) {
    if (thinking != null && thinking != slot) {
      endThought(null, out);
    }
    slot.told = true;
    thinking = slot;
    emitThought(thought.join(delta), out);
  }

  private void endThought(@Nullable OutputItem whole, Consumer<ModelEvent> out) {
    emitThought(thought.end(), out);
    thinking = null;
    out.accept(new ModelEvent.ThoughtEnded(Sealed.of(provider, whole)));
  }

  private void require(boolean bounded) {
    if (!bounded) {
      throw faults.malformed("a tool call without end");
    }
  }

  private void replace(Slot slot, String arguments) {
    if (!arguments.isEmpty()) {
      require(slots.replace(slot, arguments));
    }
  }

  /** A piece is whole: what has not been told of it is. */
  private void close(Slot slot, OutputItem item, Consumer<ModelEvent> out) {
    slot.type = item.type();
    switch (item.type()) {
      case "reasoning" -> closeThought(slot, item, out);
      case "message" -> {
        if (!slot.told) {
          for (OutputItem.Said said : item.content()) {
            hasRefused |= said.refusal();
            say(slot, said.text(), out);
          }
        }
        emitText(text.end(), out);
      }
      case "function_call" -> {
        slot.name = item.name().isEmpty() ? slot.name : item.name();
        replace(slot, item.arguments());
      }
      default -> {}
    }
    // A call that the limit has cut is decided upon at the end.
    slot.closed = !item.status().equals("incomplete");
    if (!slots.hasNameless()) {
      slots.handOut(out);
    }
  }

  private void closeThought(Slot slot, OutputItem item, Consumer<ModelEvent> out) {
    if (!slot.told) {
      String summary = String.join("\n\n", item.summary());
      String open = String.join("", item.content().stream().map(OutputItem.Said::text).toList());
      String words = summary.isEmpty() ? open : summary;
      if (!words.isEmpty()) {
        think(slot, words, out);
      }
    }
    if (thinking == slot || Sealed.of(provider, item) != null) {
      endThought(item, out);
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

  private void finish(String status, @Nullable ResponseState state, Consumer<ModelEvent> out) {
    ResponseState told = state != null ? state : new ResponseState("", "", null, List.of(), null);
    finish(
        new ResponseState(status, told.reason(), told.error(), told.output(), told.usage()), out);
  }

  private void finish(ResponseState state, Consumer<ModelEvent> out) {
    done = true;
    if (slots.isEmpty()) {
      for (int i = 0; i < state.output().size(); i++) {
        OutputItem item = state.output().get(i);
        Frame frame = new Frame("", i, "", -1, "", "", item, null, false);
        close(slots.begin(frame, item), item, out);
      }
    }
    emitText(text.end(), out);
    if (thinking != null) {
      endThought(null, out);
    }
    ModelEvent.Stop stop = stop(state);
    if (stop != ModelEvent.Stop.REFUSAL) {
      if (slots.hasNameless()) {
        throw faults.malformed("a tool call without a name");
      }
      slots.handOutRest(stop == ModelEvent.Stop.DONE, out);
    }
    if (state.usage() != null) {
      out.accept(state.usage());
    }
    out.accept(new ModelEvent.Ended(stop));
  }

  private ModelEvent.Stop stop(ResponseState state) {
    String error = state.error();
    if (error != null || state.status().equals("failed")) {
      throw said(error == null ? "" : error);
    }
    return switch (state.status()) {
      case "incomplete" ->
          hasRefused || state.reason().equals("content_filter")
              ? ModelEvent.Stop.REFUSAL
              : ModelEvent.Stop.MAX_TOKENS;
      case "cancelled", "in_progress", "queued" -> throw faults.cut();
      default -> hasRefused ? ModelEvent.Stop.REFUSAL : ModelEvent.Stop.DONE;
    };
  }

  private AcpException said(String error) {
    byte[] bytes = error.getBytes(UTF_8);
    return faults.said(bytes, 0, bytes.length);
  }
}
