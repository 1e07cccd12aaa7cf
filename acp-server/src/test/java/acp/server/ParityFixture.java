package acp.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.cli.Host;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An editor and a user at a terminal, at work on one store: what the tests of parity drive the
 * product with.
 */
@Timeout(60)
abstract class ParityFixture {
  static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  final Map<String, String> env = new HashMap<>();
  final List<JsonNode> updates = new ArrayList<>();
  Typed typed;
  Path project;
  Host.Link link;
  private int lastId;

  @BeforeEach
  void start() throws Exception {
    typed = new Typed(folder);
    project = Files.createDirectories(folder.resolve("project"));
    env.put("ACP_SERVER_DATA_DIR", typed.data().toString());
    env.put("XDG_STATE_HOME", folder.resolve("state").toString());
    env.put("PATH", System.getenv("PATH"));
    link = begin();
    initialize();
  }

  @AfterEach
  void end() {
    link.close();
  }

  /** The editor starts the agent anew. */
  void restart() throws Exception {
    link.close();
    link = begin();
    initialize();
  }

  private Host.Link begin() throws Exception {
    return new InProcess(env, folder.resolve("home").toString())
        .start(Map.of("unstable", "true", "mode", "auto"));
  }

  private void initialize() throws Exception {
    result("initialize", object().put("protocolVersion", 1));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  int send(String method, ObjectNode params) {
    ObjectNode request = object().put("jsonrpc", "2.0").put("id", ++lastId).put("method", method);
    link.send(request.set("params", params).toString());
    return lastId;
  }

  JsonNode await(int id) throws Exception {
    while (true) {
      JsonNode message = JSON.readTree(Objects.requireNonNull(link.receive()));
      if (message.has("method")) {
        updates.add(message.at("/params/update"));
      } else if (message.path("id").asInt() == id) {
        return message;
      }
    }
  }

  JsonNode ask(String method, ObjectNode params) throws Exception {
    updates.clear();
    return await(send(method, params));
  }

  JsonNode result(String method, ObjectNode params) throws Exception {
    JsonNode answer = ask(method, params);
    assertTrue(answer.has("result"), method + ": " + answer);
    return answer.path("result");
  }

  static ObjectNode of(String session) {
    return object().put("sessionId", session);
  }

  ObjectNode place(ObjectNode params, Path cwd) {
    params.put("cwd", cwd.toString()).putArray("mcpServers");
    return params;
  }

  String open(Path cwd) throws Exception {
    return result("session/new", place(object(), cwd)).path("sessionId").asText();
  }

  static ObjectNode prompt(String session, String text) {
    ObjectNode params = of(session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    return params;
  }

  JsonNode say(String session, String text) throws Exception {
    return result("session/prompt", prompt(session, text));
  }

  void load(String session) throws Exception {
    result("session/load", place(of(session), project));
  }

  /** What was said in updates of that kind. */
  String said(String kind) {
    StringBuilder said = new StringBuilder();
    for (JsonNode each : updates) {
      if (each.path("sessionUpdate").asText().equals(kind)) {
        said.append(each.at("/content/text").asText());
      }
    }
    return said.toString();
  }

  boolean wasTold(String kind) {
    return updates.stream().anyMatch(each -> each.path("sessionUpdate").asText().equals(kind));
  }

  List<String> listed() throws Exception {
    List<String> ids = new ArrayList<>();
    result("session/list", object())
        .path("sessions")
        .forEach(each -> ids.add(each.path("sessionId").asText()));
    return ids;
  }

  String title(String session) throws Exception {
    for (JsonNode each : result("session/list", object()).path("sessions")) {
      if (each.path("sessionId").asText().equals(session)) {
        return each.path("title").asText();
      }
    }
    return "";
  }
}
