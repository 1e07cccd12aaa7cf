package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reading, editing and searching files: through the client where it offers that. */
final class FileTools {
  private final Turn turn;
  private final Fault fault;
  private final Place place;
  private final Handshake client;

  FileTools(Turn turn) {
    this.turn = turn;
    this.fault = turn.fault;
    this.place = turn.session.place;
    this.client = turn.session.agent.client;
  }

  String read(String name) {
    Path path = place.resolve(name, fault);
    String call = turn.begin("read_file", "Read " + name, "read", path.toString());
    turn.progress(call);
    String text = place.holds(path, fault) ? textOf(path) : null;
    turn.end(call, text == null ? "failed" : "completed", text == null ? "No such file." : text);
    return text == null ? "I could not read it." : "I have read it.";
  }

  private @Nullable String textOf(Path path) {
    boolean isOffered =
        client.offers("fs", "readTextFile") || fault == Fault.CALLS_WHAT_IS_NOT_OFFERED;
    if (isOffered && fault != Fault.IGNORES_UNSAVED_BUFFERS) {
      JsonNode answer = turn.ask("fs/read_text_file", Wire.object().put("path", path.toString()));
      if (answer.has("result")) {
        return answer.path("result").path("content").asText();
      }
      if (fault == Fault.READS_ONLY_THROUGH_THE_CLIENT) {
        return null;
      }
    }
    return onDisk(path);
  }

  private static @Nullable String onDisk(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return null;
    }
  }

  String edit(String given) {
    String name = given.isEmpty() ? "acp-server-demo.txt" : given;
    Path path = place.resolve(name, fault);
    String told = textOf(path);
    String old = fault == Fault.EDITS_WHAT_IS_ON_DISK ? onDisk(path) : told;
    String text = (old == null ? "" : old) + "A line by the honest agent.\n";
    ObjectNode diff = Wire.object().put("type", "diff").put("path", path.toString());
    diff.put("newText", text);
    if (old != null || fault == Fault.SHOWS_OLD_TEXT_OF_NEW_FILES) {
      diff.put("oldText", old == null ? "" : old);
    }
    boolean isTold = fault != Fault.ASKS_BEFORE_THE_TOOL_CALL;
    String call =
        isTold ? turn.begin("edit_file", "Edit " + name, "edit", path.toString()) : "later";
    Permission permission = new Permission(turn, "edit", () -> write(path, text));
    if (!turn.session.settings.acceptsEdits() && !permission.isGiven(call, diff)) {
      turn.end(call, "failed", "The user said no.");
      return "Then I leave it.";
    }
    turn.progress(call);
    boolean isWritten = write(path, text);
    ObjectNode end = turn.change(call, isWritten ? "completed" : "failed");
    if (fault != Fault.SHOWS_NO_DIFFS) {
      end.putArray("content").add(diff);
    }
    turn.end(end);
    return isWritten ? "It is done." : "It could not be written.";
  }

  private boolean write(Path path, String text) {
    if (client.offers("fs", "writeTextFile") && fault != Fault.WRITES_TO_THE_DISK) {
      ObjectNode params = Wire.object().put("path", path.toString()).put("content", text);
      boolean isWritten = turn.ask("fs/write_text_file", params).has("result");
      if (isWritten || fault != Fault.WRITES_BEHIND_THE_CLIENT) {
        return isWritten;
      }
    }
    try {
      Files.writeString(path, text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String search(String words) {
    String call = turn.begin("search", "Search for " + words, "search", null);
    turn.progress(call);
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.list(place.cwd())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains(words)) {
          found.append(file).append('\n');
        }
      }
    } catch (IOException e) {
      found.append("failed");
    }
    turn.end(call, "completed", found.toString());
    return "I have searched.";
  }
}
