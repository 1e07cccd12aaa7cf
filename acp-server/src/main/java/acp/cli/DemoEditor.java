package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The smallest editor that can hold a session: starts the server, talks to it line by line, allows
 * what it asks.
 */
final class DemoEditor implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final Process server;
  private final Writer in;
  private final BufferedReader out;
  private final Demo.Screen screen;
  private final StringBuilder answer = new StringBuilder();
  private int lastId;
  private int chunks;

  private DemoEditor(Process server, Demo.Screen screen) {
    this.server = server;
    this.screen = screen;
    this.in = server.outputWriter(StandardCharsets.UTF_8);
    this.out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts the server on a store of its own in {@code work}, with the built-in model. */
  static DemoEditor start(Path launcher, Path work, Demo.Screen screen) throws IOException {
    var builder =
        new ProcessBuilder(
            launcher.toString(),
            "--data-dir=" + work.resolve("data"),
            "--model=scripted/default",
            "--mode=ask");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    DemoEditor editor = new DemoEditor(builder.start(), screen);
    long start = System.nanoTime();
    JsonNode hello = editor.ask("initialize", editor.object().put("protocolVersion", 1));
    screen.note(
        hello.at("/agentInfo/name").asText()
            + " "
            + hello.at("/agentInfo/version").asText()
            + " answered after "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
            + " ms");
    return editor;
  }

  String open(Path project) throws IOException {
    ObjectNode params = object().put("cwd", project.toString());
    params.putArray("mcpServers");
    String session = ask("session/new", params).path("sessionId").asText();
    screen.note("session " + session);
    return session;
  }

  /** Prompts and shows the turn to its end. */
  void prompt(String session, String text) throws IOException {
    screen.step("> " + text);
    JsonNode result = await(send("session/prompt", promptParams(session, text)), Integer.MAX_VALUE);
    screen.note("the turn ended: " + result.path("stopReason").asText());
  }

  /** Prompts and shows the turn until so many pieces of the answer have come; what came of it. */
  String promptUntil(String session, String text, int pieces) throws IOException {
    screen.step("> " + text);
    answer.setLength(0);
    chunks = 0;
    await(send("session/prompt", promptParams(session, text)), pieces);
    return answer.toString();
  }

  /** Loads a session, showing nothing; the answer to its last prompt. */
  String load(String session, Path project) throws IOException {
    ObjectNode params = object().put("sessionId", session).put("cwd", project.toString());
    params.putArray("mcpServers");
    int id = send("session/load", params);
    int updates = 0;
    answer.setLength(0);
    for (JsonNode message = read(); ; message = read()) {
      if (message.path("id").asInt() == id && !message.has("method")) {
        break;
      }
      updates++;
      JsonNode update = message.at("/params/update");
      switch (update.path("sessionUpdate").asText()) {
        case "user_message_chunk" -> answer.setLength(0);
        case "agent_message_chunk" -> answer.append(update.at("/content/text").asText());
        default -> {}
      }
    }
    screen.note(updates + " updates were replayed");
    return answer.toString();
  }

  JsonNode list(Path project) throws IOException {
    return ask("session/list", object().put("cwd", project.toString()));
  }

  void kill() {
    server.destroyForcibly();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException gone) {
      // it was killed, which is part of the show
    }
    server
        .onExit()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(_ -> server.destroyForcibly())
        .join();
  }

  private ObjectNode object() {
    return json.createObjectNode();
  }

  private ObjectNode promptParams(String session, String text) {
    ObjectNode params = object().put("sessionId", session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    return params;
  }

  private JsonNode ask(String method, ObjectNode params) throws IOException {
    return await(send(method, params), Integer.MAX_VALUE);
  }

  private int send(String method, ObjectNode params) throws IOException {
    int id = ++lastId;
    ObjectNode request = object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    request.set("params", params);
    write(request);
    return id;
  }

  private void write(ObjectNode message) throws IOException {
    in.write(json.writeValueAsString(message) + "\n");
    in.flush();
  }

  private JsonNode read() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server ended too early");
    }
    return json.readTree(line);
  }

  /** Shows what comes until request {@code id} is answered, or so many pieces of text have come. */
  private JsonNode await(int id, int pieces) throws IOException {
    while (true) {
      JsonNode message = read();
      if (message.path("method").asText().equals("session/request_permission")) {
        allow(message);
      } else if (message.has("method")) {
        show(message.at("/params/update"));
        if (chunks >= pieces) {
          return object();
        }
      } else if (message.path("id").asInt() == id) {
        if (message.has("error")) {
          throw new IOException("the server refused: " + message.at("/error/message").asText());
        }
        return message.path("result");
      }
    }
  }

  private void show(JsonNode update) {
    switch (update.path("sessionUpdate").asText()) {
      case "agent_message_chunk" -> {
        String text = update.at("/content/text").asText();
        answer.append(text);
        chunks++;
        screen.stream(text);
      }
      case "plan" -> {
        screen.step("plan:");
        update
            .path("entries")
            .forEach(
                entry ->
                    screen.step(
                        "  ["
                            + (entry.path("status").asText().equals("completed") ? "x" : " ")
                            + "] "
                            + entry.path("content").asText()));
      }
      case "tool_call" ->
          screen.step(
              "tool: "
                  + update.path("title").asText()
                  + " ("
                  + update.path("status").asText()
                  + ")");
      case "tool_call_update" -> {
        if (update.has("status")) {
          screen.step("tool: " + update.path("status").asText());
        }
      }
      default -> {}
    }
  }

  private void allow(JsonNode question) throws IOException {
    JsonNode diff = question.at("/params/toolCall/content/0");
    screen.step("the agent asks: " + question.at("/params/toolCall/title").asText() + "?");
    if (diff.path("type").asText().equals("diff")) {
      screen.said("before:", diff.path("oldText").asText());
      screen.said("after:", diff.path("newText").asText());
    }
    String chosen = "";
    for (JsonNode option : question.at("/params/options")) {
      if (option.path("kind").asText().equals("allow_once")) {
        chosen = option.path("optionId").asText();
        screen.step("the user says: " + option.path("name").asText());
      }
    }
    ObjectNode answered = object().put("jsonrpc", "2.0");
    answered.set("id", question.path("id"));
    answered
        .putObject("result")
        .putObject("outcome")
        .put("outcome", "selected")
        .put("optionId", chosen);
    write(answered);
  }
}
