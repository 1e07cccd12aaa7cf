package acp.model.openai;

import acp.model.ModelEvent;
import acp.model.dialect.Json;
import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from their pieces. OpenAI numbers the calls with {@code index}, gives
 * {@code id} and name with the first piece, and lets pieces of several calls alternate. Others
 * leave out the index, or give every call the index 0; leave out ids, repeat them with every piece,
 * make a new one for every piece, or give two calls the same one; repeat the name; or send a call
 * whole. So each piece goes to the call that its index names, or else its id, or else to the last
 * one; unless it carries a name and can only be the beginning of another call.
 */
final class CallDeltas {
  static final int MAX_ARGUMENT_CHARS = 16 << 20;

  private final JsonFactory json;
  private final List<Slot> slots = new ArrayList<>();
  private int size;

  CallDeltas(JsonFactory json) {
    this.json = json;
  }

  /**
   * Takes a piece.
   *
   * @param index -1 when absent
   * @param id empty when absent
   * @param name empty when absent
   * @param arguments empty when absent
   * @return false if the arguments have grown beyond reason
   */
  boolean add(int index, String id, String name, String arguments) {
    Slot slot = find(index, id, name);
    if (slot == null || beginsAnother(slot, index, id, name, arguments)) {
      if (name.isEmpty() && id.isEmpty() && arguments.isEmpty()) {
        return true;
      }
      slot = new Slot(index, id);
      slots.add(slot);
    }
    if (slot.name.isEmpty()) {
      slot.name = name;
    }
    if (slot.id.isEmpty()) {
      slot.id = id;
    }
    slot.arguments.append(arguments);
    size += arguments.length();
    return size <= MAX_ARGUMENT_CHARS;
  }

  private @Nullable Slot find(int index, String id, String name) {
    if (index < 0 && id.isEmpty()) {
      return slots.isEmpty() ? null : slots.getLast();
    }
    Slot byId = null;
    for (int i = slots.size() - 1; i >= 0; i--) {
      Slot slot = slots.get(i);
      if (index >= 0 && slot.index == index) {
        return slot;
      }
      if (byId == null && !id.isEmpty() && slot.id.equals(id)) {
        byId = slot;
      }
    }
    // With an index of its own, only a piece without a name can belong to a call known by its id.
    return index < 0 || name.isEmpty() ? byId : null;
  }

  private boolean beginsAnother(Slot slot, int index, String id, String name, String arguments) {
    if (name.isEmpty() || slot.name.isEmpty()) {
      return false;
    }
    if (!id.isEmpty() && !slot.id.isEmpty() && !id.equals(slot.id)) {
      return true;
    }
    if (!arguments.isEmpty() && Json.isObject(json, slot.arguments)) {
      return true;
    }
    return index < 0 && id.isEmpty() && (arguments.isEmpty() || !name.equals(slot.name));
  }

  /**
   * The calls, in the order in which they were begun.
   *
   * @param finished false if the answer was cut by its limit: then only those that are whole
   * @return null if one of them has no name
   */
  @Nullable List<ModelEvent.Call> calls(boolean finished) {
    List<ModelEvent.Call> calls = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      if (!finished && !Json.isObject(json, slot.arguments)) {
        continue;
      }
      if (slot.name.isEmpty()) {
        return null;
      }
      calls.add(new ModelEvent.Call(slot.name, slot.arguments.toString()));
    }
    return calls;
  }

  private static final class Slot {
    final int index;
    final StringBuilder arguments = new StringBuilder();
    String id;
    String name = "";

    Slot(int index, String id) {
      this.index = index;
      this.id = id;
    }
  }
}
