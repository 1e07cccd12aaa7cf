package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scripted model: what a turn does by the first word of its prompt. */
final class Script {
  private static final Pattern OPTION = Pattern.compile("(\\w+)=(\\d+)");

  private final Turn turn;
  private final HonestAgent agent;
  private final String rest;

  Script(Turn turn) {
    this.turn = turn;
    this.agent = turn.session.agent;
    String[] words = turn.text.strip().split("\\s+", 2);
    this.rest = words.length > 1 ? words[1].strip() : "";
  }

  JsonNode run() {
    return switch (turn.text.strip().split("[\\s:]+", 2)[0]) {
      case "hello" -> ended("Hello from the honest agent.");
      case "plan" -> plan();
      case "think" -> think();
      case "read" -> read(rest);
      case "edit" -> edit();
      case "run" -> execute();
      case "search" -> search();
      case "slow" -> stream(300, 20, 100);
      case "stream" -> stream(option("n", 100), option("size", 20), option("delay", 0));
      case "fail" -> fail();
      case "crash" -> crash();
      default -> ended("This is a test agent. It does not know what to do with this.");
    };
  }

  private JsonNode ended(String words) {
    turn.answer(words);
    boolean odd = agent.fault == Fault.INVENTS_A_STOP_REASON;
    return Conversation.stop(odd ? "done" : "end_turn");
  }

  private int option(String name, int otherwise) {
    Matcher matcher = OPTION.matcher(rest);
    while (matcher.find()) {
      if (matcher.group(1).equalsIgnoreCase(name)) {
        return Integer.parseInt(matcher.group(2));
      }
    }
    return otherwise;
  }

  private JsonNode plan() {
    for (String status : new String[] {"in_progress", "completed"}) {
      ObjectNode update = Wire.object().put("sessionUpdate", "plan");
      ArrayNode entries = update.putArray("entries");
      entries.addObject().put("content", "Look").put("priority", "high").put("status", status);
      entries.addObject().put("content", "Leap").put("priority", "low").put("status", "pending");
      turn.session.emit(update);
    }
    return ended("That is the plan.");
  }

  private JsonNode think() {
    turn.say("agent_thought_chunk", "Let me think.");
    return ended("I have thought.");
  }

  private JsonNode stream(int count, int size, int delay) {
    for (int i = 0; i < count; i++) {
      turn.answer("x".repeat(Math.max(1, size - 1)) + " ");
      turn.pause(delay);
    }
    return Conversation.stop("end_turn");
  }

  private JsonNode fail() {
    if (rest.equals("refusal") || rest.equals("max_tokens")) {
      return Conversation.stop(rest);
    }
    if (agent.fault == Fault.FAILURE_IS_END_OF_TURN) {
      return Conversation.stop("end_turn");
    }
    throw new Refusal(-32603, "The model failed").with("details", rest);
  }

  private JsonNode crash() {
    if (!"1".equals(System.getenv("ACP_SERVER_ALLOW_CRASH"))) {
      return ended("Crashing is not allowed.");
    }
    turn.answer("Half of an ");
    Runtime.getRuntime().halt(137);
    return Conversation.stop("end_turn");
  }

  private JsonNode read(String name) {
    Path path = path(name);
    String call = turn.begin("Read " + name, "read", path.toString());
    turn.progress(call);
    String text = textOf(path);
    turn.end(call, text == null ? "failed" : "completed", text == null ? "No such file." : text);
    return ended(text == null ? "I could not read it." : "I have read it.");
  }

  private Path path(String name) {
    return Path.of(turn.session.cwd).resolve(name);
  }

  private @Nullable String textOf(Path path) {
    boolean offered =
        agent.offers("fs", "readTextFile") || agent.fault == Fault.CALLS_WHAT_IS_NOT_OFFERED;
    if (offered && agent.fault != Fault.IGNORES_UNSAVED_BUFFERS) {
      JsonNode answer = turn.ask("fs/read_text_file", Wire.object().put("path", path.toString()));
      if (answer.has("result")) {
        return answer.path("result").path("content").asText();
      }
    }
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return null;
    }
  }

  private JsonNode edit() {
    String name = rest.isEmpty() ? "acp-server-demo.txt" : rest;
    Path path = path(name);
    ObjectNode diff = Wire.object().put("type", "diff").put("path", path.toString());
    String old = textOf(path);
    String text = (old == null ? "" : old) + "A line by the honest agent.\n";
    diff.put("newText", text).put("oldText", old);
    String call = null;
    if (agent.fault != Fault.ASKS_PERMISSION_BEFORE_THE_TOOL_CALL) {
      call = turn.begin("Edit " + name, "edit", path.toString());
    }
    boolean free = turn.session.mode.equals("accept_edits");
    if (!free && !isAllowed(call == null ? "later" : call, diff, () -> write(path, text))) {
      turn.end(call == null ? "later" : call, "failed", "The user said no.");
      return ended("Then I leave it.");
    }
    String begun = call == null ? "later" : call;
    turn.progress(begun);
    boolean written = write(path, text);
    ObjectNode end = turn.change(begun, written ? "completed" : "failed");
    end.putArray("content").add(diff);
    turn.end(end);
    return ended(written ? "It is done." : "It could not be written.");
  }

  private boolean write(Path path, String text) {
    if (agent.offers("fs", "writeTextFile")) {
      ObjectNode params = Wire.object().put("path", path.toString()).put("content", text);
      return turn.ask("fs/write_text_file", params).has("result");
    }
    try {
      Files.writeString(path, text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isAllowed(String call, @Nullable ObjectNode content, Runnable deed) {
    ObjectNode params = Wire.object().put("sessionId", turn.session.id);
    ObjectNode shown = params.putObject("toolCall").put("toolCallId", call);
    if (content != null) {
      shown.putArray("content").add(content);
    }
    ArrayNode options = params.putArray("options");
    options.addObject().put("optionId", "yes").put("name", "Allow").put("kind", "allow_once");
    options.addObject().put("optionId", "no").put("name", "Reject").put("kind", "reject_once");
    CompletableFuture<JsonNode> answer = agent.wire.ask("session/request_permission", params);
    if (agent.fault == Fault.RUNS_ON_LATE_PERMISSION) {
      answer.thenAccept(late -> deed.run());
    }
    JsonNode outcome = turn.await(answer).path("result").path("outcome");
    String option = outcome.path("optionId").asText();
    return option.equals("yes")
        || (agent.fault == Fault.TAKES_REJECTION_FOR_APPROVAL && option.equals("no"))
        || (agent.fault == Fault.TAKES_UNKNOWN_OPTION_FOR_APPROVAL && !option.equals("no"));
  }

  private JsonNode execute() {
    String call = turn.begin(rest, "execute", null);
    if (!isAllowed(call, null, () -> {})) {
      turn.end(call, "failed", "The user said no.");
      return ended("Then I leave it.");
    }
    turn.progress(call);
    String output = new Shell(turn, call).run(rest);
    turn.end(call, "completed", output);
    return ended("It has run.");
  }

  private JsonNode search() {
    String call = turn.begin("Search for " + rest, "search", null);
    turn.progress(call);
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of(turn.session.cwd))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains(rest)) {
          found.append(file).append('\n');
        }
      }
    } catch (IOException e) {
      found.append("failed");
    }
    turn.end(call, "completed", found.toString());
    return ended("I have searched.");
  }
}
