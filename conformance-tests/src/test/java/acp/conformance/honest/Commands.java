package acp.conformance.honest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/** Slash commands, answered without the model. */
final class Commands {
  private static final List<String> NAMES = List.of("help", "status", "sessions", "compact");

  private final Turn turn;
  private final Fault fault;

  Commands(Turn turn) {
    this.turn = turn;
    this.fault = turn.fault;
  }

  /** What tells the client of them. */
  static ObjectNode update() {
    ObjectNode update = Wire.object().put("sessionUpdate", "available_commands_update");
    ArrayNode commands = update.putArray("availableCommands");
    for (String name : NAMES) {
      commands.addObject().put("name", name).put("description", "The command " + name);
    }
    return update;
  }

  String run(String name) {
    if (!NAMES.contains(name)) {
      if (fault == Fault.REFUSES_SLASHES) {
        throw Refusal.params("prompt");
      }
      return "This is a test agent. It does not know what to do with this.";
    }
    if (fault == Fault.COMMANDS_FAIL) {
      throw new Refusal(-32603, "The command failed");
    }
    if (name.equals("compact")) {
      compact();
    }
    return "This was the command " + name + ".";
  }

  private void compact() {
    boolean isTaken = turn.session.agent.client.offers("session", "compaction");
    if (!isTaken && fault != Fault.COMPACTS_FOR_ALL) {
      return;
    }
    String id = UUID.randomUUID().toString();
    ObjectNode chunk = Wire.object().put("sessionUpdate", "compaction_summary_chunk");
    chunk.put("compactionId", id).set("content", text());
    ObjectNode begun = update(id, "in_progress");
    boolean isEarly = fault == Fault.SENDS_CHUNKS_FIRST;
    tell(isEarly ? chunk : begun);
    tell(isEarly ? begun : chunk);
    ObjectNode done = update(id, "completed");
    done.putArray("summary").add(text());
    turn.session.emit(done);
  }

  /** Live only: a replay tells what was made of it. */
  private void tell(ObjectNode update) {
    if (fault == Fault.REPLAYS_CHUNKS) {
      turn.session.emit(update);
    } else {
      turn.session.agent.wire.update(turn.session.id, update);
    }
  }

  private static ObjectNode update(String id, String status) {
    ObjectNode update = Wire.object().put("sessionUpdate", "compaction_update");
    return update.put("compactionId", id).put("status", status);
  }

  private static ObjectNode text() {
    return Wire.object().put("type", "text").put("text", "Nothing much was said.");
  }
}
