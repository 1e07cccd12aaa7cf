package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.cli.Host;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session opens wherever its store does, and says what it lacks there. */
@Timeout(60)
class PortabilityTest {
  private static final SessionId S = new SessionId("carried-session");
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final String SCRIPTED = "scripted/terse";

  @TempDir Path folder;
  private Host.Link link;
  private final StringBuilder said = new StringBuilder();
  private int lastId;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> env =
        Map.of(
            "ACP_SERVER_DATA_DIR", data().toString(),
            "XDG_STATE_HOME", folder.resolve("state").toString());
    link = new InProcess(env, folder.resolve("home").toString()).start(Map.of());
    ask("initialize", object().put("protocolVersion", 1));
  }

  @AfterEach
  void end() {
    link.close();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A session that began elsewhere. */
  private void keep(String cwd, String model) {
    try (SqliteJournal journal = new SqliteJournal(data())) {
      journal
          .create(
              new SessionSummary(S, cwd, "Carried", AT, AT, 2),
              List.of(
                  new Entry(1, AT, new Event.SessionOpened(cwd, List.of(), null)),
                  new Entry(2, AT, new Event.ConfigChanged(Map.of("model", model)))))
          .block();
    }
  }

  private JsonNode ask(String method, ObjectNode params) throws Exception {
    ObjectNode request = object().put("jsonrpc", "2.0").put("id", ++lastId).put("method", method);
    link.send(request.set("params", params).toString());
    while (true) {
      JsonNode message = new JsonMapper().readTree(Objects.requireNonNull(link.receive()));
      if (message.has("method")) {
        JsonNode update = message.at("/params/update");
        if (update.path("sessionUpdate").asText().equals("agent_message_chunk")) {
          said.append(update.at("/content/text").asText());
        }
      } else if (message.path("id").asInt() == lastId) {
        return message;
      }
    }
  }

  private JsonNode load(String cwd) throws Exception {
    ObjectNode params = object().put("sessionId", S.value()).put("cwd", cwd);
    params.putArray("mcpServers");
    JsonNode answer = ask("session/load", params);
    assertTrue(answer.has("result"), answer.toString());
    return answer.path("result");
  }

  private JsonNode prompt(String text) throws Exception {
    said.setLength(0);
    ObjectNode params = object().put("sessionId", S.value());
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    return ask("session/prompt", params);
  }

  private void assertSaid(String part) {
    assertTrue(said.toString().contains(part), said.toString());
  }

  /** The model that the options say is chosen. */
  private static String model(JsonNode loaded) {
    for (JsonNode option : loaded.path("configOptions")) {
      if (option.path("id").asText().equals("model")) {
        return option.path("currentValue").asText();
      }
    }
    throw new AssertionError("no model in " + loaded);
  }

  @Test
  void aSessionOpensWithoutItsModelAndTakesNoOtherByItself() throws Exception {
    keep(folder.toString(), "lab/gone");

    JsonNode loaded = load(folder.toString());

    assertSaid("The model of this session, lab/gone, cannot be used here");
    assertSaid("There is no model lab/gone");
    assertEquals("lab/gone", model(loaded));
    JsonNode error = prompt("hello").path("error");
    assertEquals(-32602, error.path("code").asInt());
    assertTrue(error.path("message").asText().startsWith("There is no model lab/gone"));
    assertTrue(error.path("message").asText().contains("config.toml"), error.toString());
    assertEquals("lab/gone", model(load(folder.toString())));
  }

  @Test
  void whoeverChoosesAnotherModelGoesOn() throws Exception {
    keep(folder.toString(), "lab/gone");
    load(folder.toString());

    prompt("/model " + SCRIPTED);

    assertEquals("end_turn", prompt("hello").at("/result/stopReason").asText());
    said.setLength(0);
    assertEquals(SCRIPTED, model(load(folder.toString())));
    assertTrue(!said.toString().contains("cannot be used here"), said.toString());
  }

  @Test
  void aSessionOpensWithoutTheKeyOfItsModel() throws Exception {
    keep(folder.toString(), "anthropic/claude-sonnet-4-5");

    JsonNode loaded = load(folder.toString());

    assertSaid("anthropic/claude-sonnet-4-5, cannot be used here");
    assertSaid("run acp-server login");
    assertEquals("anthropic/claude-sonnet-4-5", model(loaded));
    JsonNode error = prompt("hello").path("error");
    assertEquals(-32000, error.path("code").asInt());
    assertTrue(error.path("message").asText().contains("ANTHROPIC_API_KEY"), error.toString());
    assertEquals("end_turn", prompt("/status").at("/result/stopReason").asText());
  }

  @Test
  void aSessionOpensWithoutItsFolderAndItsToolsSayWhy() throws Exception {
    String gone = folder.resolve("gone").toString();
    keep(gone, SCRIPTED);

    load(gone);

    assertSaid("The folder of this session, " + gone + ", is not there");
    assertEquals("end_turn", prompt("read a.txt").at("/result/stopReason").asText());
    assertSaid("The folder of this session, " + gone + ", is not there");
    assertSaid("I could not read a.txt");
    assertTrue(Files.notExists(Path.of(gone)));
  }

  @Test
  void aSessionWorksInAnotherFolderAndKeepsTheOneItBeganIn() throws Exception {
    String gone = folder.resolve("gone").toString();
    keep(gone, SCRIPTED);
    Path here = Files.createDirectories(folder.resolve("here"));
    Files.writeString(here.resolve("a.txt"), "found in the other folder\n");

    load(here.toString());

    assertEquals("", said.toString());
    prompt("read a.txt");
    assertSaid("found in the other folder");
    link.close();
    try (SqliteJournal journal = new SqliteJournal(data())) {
      assertEquals(gone, journal.find(S).blockOptional().orElseThrow().cwd());
    }
  }

  @Test
  void aFolderThatNoPathCanBeIsSaidToo() throws Exception {
    keep("/nul\u0000byte", SCRIPTED);

    load(folder.toString());
    assertEquals("", said.toString());
    load("/nul\u0000byte");

    assertSaid("is not there");
  }
}
