package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of the protocol without a user: opens a session, prompts once, answers each question for
 * permission by what was allowed beforehand, and says how it went. Used once, by one thread;
 * another may cancel.
 */
final class Headless {
  private final Host.Link link;
  private final Talk talk;
  private final Shown shown;
  private final Progress progress;

  private final Map<String, Call> calls = new HashMap<>();
  private final List<String> refused = new ArrayList<>();
  private final Set<String> unpermitted = new HashSet<>();
  private final StringBuilder answer = new StringBuilder();
  private String message = "";
  private boolean between;
  private Allowed allowed = Allowed.of(List.of());
  private volatile @Nullable String session;
  private volatile boolean prompting;
  private volatile boolean cancelled;

  /**
   * What is wanted.
   *
   * @param cwd absolute
   * @param resume the id of a session, or {@code last}; null for a new one
   */
  record Wanted(
      String prompt,
      Path cwd,
      @Nullable String resume,
      @Nullable String mode,
      @Nullable String model,
      Allowed allowed) {}

  private record Call(String tool, String title) {}

  Headless(Host.Link link, Shown shown, Progress progress) {
    this.link = link;
    this.talk = new Talk(link, this::take);
    this.shown = shown;
    this.progress = progress;
  }

  /** Does it, and says in an exit code how it went. */
  int run(Wanted wanted) throws InterruptedException {
    allowed = wanted.allowed;
    ObjectNode result = Talk.object();
    int code;
    try {
      open(wanted);
      result.put("sessionId", session);
      code = finish(prompt(wanted.prompt), result);
    } catch (Refusal refusal) {
      progress.error(refusal.sentence());
      result.set("error", refusal.error());
      code = Run.ERROR;
    } catch (Talk.Ended ended) {
      code = cancelled ? Exit.CANCELLED : Run.ERROR;
      result.put("stopReason", cancelled ? "cancelled" : null);
      if (!cancelled) {
        progress.error("the server has ended");
      }
    }
    result.put("answer", answer.toString());
    if (!refused.isEmpty()) {
      ArrayNode titles = result.putArray("refused");
      refused.forEach(titles::add);
    }
    shown.end(result);
    return code;
  }

  /** Cancels what runs; any thread, at any time. */
  void cancel() {
    cancelled = true;
    String id = session;
    if (id != null && prompting) {
      talk.note("session/cancel", Talk.object().put("sessionId", id));
    } else {
      link.close();
    }
  }

  private void open(Wanted wanted) throws InterruptedException, Refusal, Talk.Ended {
    ObjectNode hello = Talk.object().put("protocolVersion", 1);
    ObjectNode session = hello.putObject("clientCapabilities").putObject("session");
    session.putObject("notices");
    session.putObject("compaction");
    talk.ask("initialize", hello);
    if (wanted.resume == null) {
      this.session = talk.ask("session/new", place(wanted)).path("sessionId").asText();
      return;
    }
    String id = wanted.resume.equals("last") ? last(wanted) : wanted.resume;
    talk.ask("session/resume", place(wanted).put("sessionId", id));
    this.session = id;
    set(id, "model", wanted.model);
    set(id, "mode", wanted.mode);
  }

  private ObjectNode place(Wanted wanted) {
    ObjectNode params = Talk.object().put("cwd", wanted.cwd.toString());
    params.putArray("mcpServers");
    return params;
  }

  private String last(Wanted wanted) throws InterruptedException, Refusal, Talk.Ended {
    ObjectNode params = Talk.object().put("cwd", wanted.cwd.toString());
    JsonNode latest = talk.ask("session/list", params).at("/sessions/0/sessionId");
    if (latest.isMissingNode()) {
      throw new Refusal(Talk.object().put("message", "there is no session of " + wanted.cwd));
    }
    return latest.asText();
  }

  private void set(String id, String option, @Nullable String value)
      throws InterruptedException, Refusal, Talk.Ended {
    if (value != null) {
      talk.ask(
          "session/set_config_option",
          Talk.object().put("sessionId", id).put("configId", option).put("value", value));
    }
  }

  private JsonNode prompt(String text) throws InterruptedException, Refusal, Talk.Ended {
    ObjectNode params = Talk.object().put("sessionId", session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    prompting = true;
    int id = talk.send("session/prompt", params);
    if (cancelled) {
      cancel(); // it came before there was anything to cancel
    }
    return talk.await(id);
  }

  private int finish(JsonNode response, ObjectNode result) {
    String reason = response.path("stopReason").asText();
    result.put("stopReason", reason);
    JsonNode usage = response.path("_meta").path("acp-server/usage");
    if (usage.isObject()) {
      result.set("usage", usage);
    }
    return switch (reason) {
      case "end_turn" -> refused.isEmpty() ? Exit.DONE : Exit.REFUSED;
      case "refusal" -> Exit.REFUSED;
      case "cancelled" -> Exit.CANCELLED;
      default -> Exit.LIMIT;
    };
  }

  private void take(JsonNode message) {
    JsonNode params = message.path("params");
    if (message.path("method").asText().equals("session/update")) {
      shown.update(params);
      show(params.path("update"));
    } else if (message.has("id")) {
      ObjectNode reply = Talk.object();
      if (message.path("method").asText().equals("session/request_permission")) {
        decide(params, reply.putObject("result").putObject("outcome"));
      } else {
        reply.putObject("error").put("code", -32601).put("message", "Nobody is there");
      }
      talk.reply(message, reply);
    }
  }

  private void show(JsonNode update) {
    switch (update.path("sessionUpdate").asText()) {
      case "agent_message_chunk" -> say(update);
      case "tool_call" -> {
        between = true;
        String title = update.path("title").asText();
        calls.put(
            update.path("toolCallId").asText(), new Call(update.path("name").asText(), title));
        progress.step(title);
      }
      case "tool_call_update" -> {
        String id = update.path("toolCallId").asText();
        if (update.path("status").asText().equals("failed") && !unpermitted.contains(id)) {
          progress.failed(call(update).title);
        }
      }
      case "notice" ->
          progress.notice(
              update.hasNonNull("description")
                  ? update.path("title").asText() + ": " + update.path("description").asText()
                  : update.path("title").asText());
      default -> {}
    }
  }

  /** What is said last is the answer; what was said before it, on the way, is not. */
  private void say(JsonNode update) {
    String id = update.path("messageId").asText();
    if (!id.equals(message) || between) {
      answer.setLength(0);
    }
    message = id;
    between = false;
    answer.append(update.at("/content/text").asText());
  }

  private void decide(JsonNode params, ObjectNode outcome) {
    Call call = call(params.path("toolCall"));
    boolean permitted = allowed.permits(call.tool, call.title);
    String kind = permitted ? "allow_once" : "reject_once";
    for (JsonNode option : params.path("options")) {
      if (option.path("kind").asText().equals(kind)) {
        outcome.put("outcome", "selected").put("optionId", option.path("optionId").asText());
        break;
      }
    }
    if (outcome.isEmpty()) {
      outcome.put("outcome", "cancelled");
    }
    if (!permitted) {
      refused.add(call.title);
      unpermitted.add(params.at("/toolCall/toolCallId").asText());
      progress.refused(call.title);
    }
  }

  private Call call(JsonNode update) {
    String id = update.path("toolCallId").asText();
    return calls.getOrDefault(id, new Call("", update.path("title").asText("a tool")));
  }

  /** Exit codes. */
  private static final class Exit {
    static final int DONE = 0;
    static final int LIMIT = 2;
    static final int REFUSED = 3;
    static final int CANCELLED = 130;
  }
}
