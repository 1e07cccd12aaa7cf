package acp.model.responses;

import acp.model.ModelEvent;
import acp.model.dialect.Json;
import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of an answer, in the order in which they were begun. Events of several may alternate;
 * each names its piece by a place in the answer, or else by an id. Some servers repeat a place,
 * some change the ids as they go, some leave out both.
 */
final class Slots {
  static final int MAX_ARGUMENT_CHARS = 16 << 20;

  private final JsonFactory json;
  private final List<Slot> slots = new ArrayList<>();
  private int size;

  Slots(JsonFactory json) {
    this.json = json;
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** A new piece; or the one that an event before its announcement has already begun. */
  Slot begin(Frame frame, OutputItem item) {
    Slot known = find(frame.index(), item.id());
    boolean begun = known != null && !known.closed && known.type.isEmpty();
    Slot slot = begun && known != null ? known : add(frame.index(), item.id());
    slot.type = item.type();
    slot.name = item.name();
    return slot;
  }

  /** The piece that an event is about. */
  Slot of(Frame frame) {
    OutputItem item = frame.item();
    String id = item == null ? frame.itemId() : item.id();
    Slot known = find(frame.index(), id);
    if (known == null && frame.index() < 0 && id.isEmpty() && !slots.isEmpty()) {
      known = slots.getLast();
    }
    return known == null ? add(frame.index(), id) : known;
  }

  private Slot add(int index, String id) {
    Slot slot = new Slot(index, id, "", "");
    slots.add(slot);
    return slot;
  }

  private @Nullable Slot find(int index, String id) {
    for (int i = slots.size() - 1; i >= 0; i--) {
      Slot slot = slots.get(i);
      if (index >= 0 ? slot.index == index : !id.isEmpty() && slot.id.equals(id)) {
        return slot;
      }
    }
    return null;
  }

  /**
   * Takes more of a call's arguments.
   *
   * @return false if the arguments have grown beyond reason
   */
  boolean append(Slot slot, String arguments) {
    slot.arguments.append(arguments);
    size += arguments.length();
    return size <= MAX_ARGUMENT_CHARS;
  }

  /**
   * Takes all of a call's arguments, in place of what came of them.
   *
   * @return false if the arguments have grown beyond reason
   */
  boolean replace(Slot slot, String arguments) {
    size -= slot.arguments.length();
    slot.arguments.setLength(0);
    return append(slot, arguments);
  }

  /** Hands out the calls that are whole, but none before those that were begun before it. */
  void handOut(Consumer<ModelEvent> out) {
    for (Slot slot : slots) {
      if (slot.isCall() && !slot.called) {
        if (!slot.closed) {
          return;
        }
        call(slot, out);
      }
    }
  }

  /**
   * Hands out the calls that are left.
   *
   * @param finished false if the answer was cut by its limit: then only those that are whole
   */
  void handOutRest(boolean finished, Consumer<ModelEvent> out) {
    for (Slot slot : slots) {
      if (slot.isCall() && !slot.called && (finished || Json.isObject(json, slot.arguments))) {
        call(slot, out);
      }
    }
  }

  private static void call(Slot slot, Consumer<ModelEvent> out) {
    slot.called = true;
    out.accept(new ModelEvent.Call(slot.name, slot.arguments.toString()));
  }

  /** True if there is a call of which nobody knows what it calls. */
  boolean hasNameless() {
    return slots.stream().anyMatch(slot -> slot.isCall() && slot.name.isEmpty());
  }
}
