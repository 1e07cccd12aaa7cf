package acp.model;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import acp.event.Content;
import acp.model.http.ScriptServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One conversation that goes from one provider's model to another's and back. */
@Timeout(20)
class ManyModelsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String OPENAI = "openai/gpt-4.1";
  private static final String ANTHROPIC = "anthropic/claude-sonnet-4-5";

  private final ScriptServer server =
      ScriptServer.playing(
          call -> {
            boolean chat = call.head().startsWith("POST /v1/chat/completions");
            call.startStream();
            call.events(chat ? CHAT : MESSAGES);
            call.endStream();
          });
  private final List<ModelMessage> conversation = new ArrayList<>();
  private int calls;

  private static final String[] CHAT = {
    "{\"choices\":[{\"delta\":{\"reasoning_content\":\"chat thinks\"}}]}",
    "{\"choices\":[{\"delta\":{\"content\":\"chat says\"}}]}",
    "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":"
        + "{\"name\":\"look\",\"arguments\":\"{\\\"at\\\":1}\"}}]}}]}",
    "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
    "[DONE]"
  };

  private static final String[] MESSAGES = {
    "{\"type\":\"message_start\",\"message\":{}}",
    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\"}}",
    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
        + "{\"type\":\"thinking_delta\",\"thinking\":\"claude thinks\"}}",
    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
        + "{\"type\":\"signature_delta\",\"signature\":\"SIG\"}}",
    "{\"type\":\"content_block_stop\",\"index\":0}",
    "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"look\",\"input\":{\"at\":2}}}",
    "{\"type\":\"content_block_stop\",\"index\":1}",
    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
    "{\"type\":\"message_stop\"}"
  };

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void eachModelGetsWhatItTakesOfTheOthers() throws Exception {
    try (Models models = models()) {
      turn(models.open(OPENAI));
      turn(models.open(ANTHROPIC));
      turn(models.open(OPENAI));
      turn(models.open(ANTHROPIC));
    }

    JsonNode second = body(1);
    assertEquals(
        "text tool_use", kinds(second.get("messages").get(1)), "no thought of the other's");
    assertFalse(second.has("thinking"), "calls that were not thought about are the last thing");
    JsonNode third = body(2);
    assertFalse(third.toString().contains("thinks"));
    assertEquals(
        List.of("system", "user", "assistant", "tool", "user", "assistant", "tool", "user"),
        roles(third));
    assertEquals(
        third.get("messages").get(5).at("/tool_calls/0/id"),
        third.get("messages").get(6).get("tool_call_id"));
    JsonNode fourth = body(3);
    assertEquals(
        "thinking tool_use",
        kinds(fourth.get("messages").get(3)),
        "its own thought comes back to it");
    assertEquals("SIG", fourth.get("messages").get(3).at("/content/0/signature").textValue());
    assertEquals(
        List.of("user", "assistant", "user", "assistant", "user", "assistant", "user"),
        roles(fourth));
  }

  private Models models() {
    Map<String, ProviderSettings> providers =
        Map.of(
            "openai", ProviderSettings.at("http://" + server.host() + "/v1"),
            "anthropic", ProviderSettings.at("http://" + server.host()));
    return new Models(
        new ModelSettings(
            null, List.of(), providers, Map.of(), false, Timeouts.USUAL, ProxySettings.NONE),
        new Credentials(Map.of(), Path.of("no-such-file")));
  }

  /** Asks the model as the agent does, and keeps its answer and a result for each call. */
  private void turn(Model model) {
    conversation.add(new ModelMessage.User(List.of(new Content.Text("look"))));
    List<ModelEvent> events =
        model.stream(new ModelRequest("Be good.", conversation, List.of(), ThoughtLevel.LOW))
            .collectList()
            .block(LIMIT);
    List<ModelMessage.Part> parts = new ArrayList<>();
    List<ModelMessage> results = new ArrayList<>();
    StringBuilder thought = new StringBuilder();
    for (ModelEvent event : requireNonNull(events)) {
      switch (event) {
        case ModelEvent.Thought more -> thought.append(more.delta());
        case ModelEvent.ThoughtEnded ended ->
            parts.add(new ModelMessage.Thought(thought.toString(), ended.providerData()));
        case ModelEvent.Text text -> parts.add(new ModelMessage.Text(text.delta()));
        case ModelEvent.Call call -> {
          String id = "call-" + ++calls;
          parts.add(new ModelMessage.Call(id, call.name(), call.arguments(), call.providerData()));
          results.add(new ModelMessage.ToolResult(id, call.name(), "seen", false));
        }
        case ModelEvent.Usage _, ModelEvent.Ended _ -> {}
      }
    }
    conversation.add(new ModelMessage.Assistant(parts));
    conversation.addAll(results);
  }

  private JsonNode body(int request) throws IOException {
    return JSON.readTree(server.calls().get(request).body());
  }

  private static String kinds(JsonNode message) {
    List<String> kinds = new ArrayList<>();
    message.get("content").forEach(block -> kinds.add(block.get("type").textValue()));
    return String.join(" ", kinds);
  }

  private static List<String> roles(JsonNode body) {
    return body.get("messages").findValuesAsText("role");
  }
}
