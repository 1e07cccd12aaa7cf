package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripted model: what a turn does by the first word of its prompt. */
final class Script {
  private static final Pattern OPTION = Pattern.compile("(\\w+)=(\\d+)");

  private final Turn turn;
  private final Fault fault;
  private final String rest;

  Script(Turn turn) {
    this.turn = turn;
    this.fault = turn.fault;
    String[] words = turn.text.strip().split("\\s+", 2);
    this.rest = words.length > 1 ? words[1].strip() : "";
  }

  JsonNode run() {
    String word = turn.text.strip().split("[\\s:]+", 2)[0];
    if (word.startsWith("/")) {
      return ended(new Commands(turn).run(word.substring(1)));
    }
    return switch (word) {
      case "hello" -> ended("Hello from the honest agent.");
      case "plan" -> plan();
      case "think" -> think();
      case "read" -> ended(new FileTools(turn).read(rest));
      case "edit" -> ended(new FileTools(turn).edit(rest));
      case "search" -> ended(new FileTools(turn).search(rest));
      case "run" -> ended(new Shell(turn).execute(rest));
      case "choose" -> ended(new Form(turn).choose(rest));
      case "open" -> ended(new Form(turn).open(rest));
      case "notice" -> notice();
      case "slow" -> stream(300, 20, 100);
      case "stream" -> stream(option("n", 100), option("size", 20), option("delay", 0));
      case "fail" -> fail();
      case "crash" -> crash();
      default -> ended("This is a test agent. It does not know what to do with this.");
    };
  }

  private JsonNode ended(String words) {
    turn.answer(words);
    ObjectNode usage = Wire.object().put("sessionUpdate", "usage_update");
    turn.session.emit(usage.put("used", 100).put("size", 1000));
    return Conversation.stop(fault == Fault.INVENTS_A_STOP_REASON ? "done" : "end_turn");
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
      boolean isFirst = status.equals("in_progress");
      if (fault == Fault.PLANS_IN_SILENCE || (fault == Fault.TELLS_A_PLAN_ONCE && !isFirst)) {
        continue;
      }
      ObjectNode update = Wire.object().put("sessionUpdate", "plan");
      ArrayNode entries = update.putArray("entries");
      entries.addObject().put("content", "Look").put("priority", "high").put("status", status);
      if (isFirst || fault != Fault.PLANS_IN_PIECES) {
        entries.addObject().put("content", "Leap").put("priority", "low").put("status", "pending");
      }
      turn.session.emit(update);
    }
    return ended("That is the plan.");
  }

  private JsonNode think() {
    turn.think("Let me think.");
    return ended("I have thought.");
  }

  private JsonNode notice() {
    ObjectNode update = Wire.object().put("sessionUpdate", "notice");
    update.put("severity", "info").put("title", "Something has happened");
    boolean isTaken =
        turn.session.agent.client.offers("session", "notices") && fault != Fault.SENDS_NO_NOTICES;
    if (fault == Fault.REPLAYS_NOTICES) {
      turn.session.emit(update);
    } else if (isTaken || fault == Fault.NOTICES_FOR_ALL) {
      turn.session.agent.wire.update(turn.session.id, update);
    } else if (fault == Fault.DROPS_NOTICES) {
      return Conversation.stop("end_turn");
    }
    return ended("Something has happened.");
  }

  private JsonNode stream(int count, int size, int delay) {
    for (int i = 0; i < count; i++) {
      turn.answer("x".repeat(Math.max(1, size - 1)) + " ");
      turn.pause(delay);
    }
    return Conversation.stop("end_turn");
  }

  private JsonNode fail() {
    boolean isLimit = rest.equals("max_tokens");
    if (isLimit || (rest.equals("refusal") && fault != Fault.REFUSAL_IS_AN_ERROR)) {
      boolean isHidden = isLimit && fault == Fault.LIMIT_IS_END_OF_TURN;
      return Conversation.stop(isHidden ? "end_turn" : rest);
    }
    if (fault == Fault.FAILURE_IS_END_OF_TURN) {
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
}
