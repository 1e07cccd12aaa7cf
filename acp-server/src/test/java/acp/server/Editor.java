package acp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An editor at the other end of the built server: a real subprocess, real pipes, nothing inherited
 * but a PATH.
 */
final class Editor implements AutoCloseable {
  static final long LIMIT_SECONDS = 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "";

  private final Process process;
  private final Writer in;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Thread errorReader;
  private int lastId;
  private @Nullable String permission = "allow_once";

  private Editor(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().start(() -> read(process));
    this.errorReader = Thread.ofPlatform().daemon().start(() -> readErrors(process));
  }

  /** The image that the build has just made. */
  static Path image() {
    return Path.of(System.getProperty("image"));
  }

  static Editor start(Path home, String... arguments) throws IOException {
    return start(image().resolve("bin/acp-server"), home, Map.of(), arguments);
  }

  static Editor start(Path launcher, Path home, Map<String, String> env, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(env);
    return new Editor(builder.start());
  }

  Process process() {
    return process;
  }

  /** What the server has printed on stderr, once it has ended. */
  String errors() throws InterruptedException {
    errorReader.join(LIMIT_SECONDS * 1000);
    return String.join("\n", errors);
  }

  /** Every line the server has said so far, as far as it was waited for. */
  List<String> heard() {
    return heard;
  }

  /** How permissions are answered: by an option of that kind; null for never. */
  void answerPermissions(@Nullable String kind) {
    permission = kind;
  }

  JsonNode initialize() throws Exception {
    return ask("initialize", object().put("protocolVersion", 1));
  }

  /** A new session in {@code cwd}; its id. */
  String open(Path cwd) throws Exception {
    ObjectNode params = object().put("cwd", cwd.toString());
    params.putArray("mcpServers");
    return ask("session/new", params).at("/result/sessionId").asText();
  }

  JsonNode load(String session, Path cwd) throws Exception {
    ObjectNode params = object().put("sessionId", session).put("cwd", cwd.toString());
    params.putArray("mcpServers");
    return ask("session/load", params);
  }

  JsonNode prompt(String session, String text) throws Exception {
    return answerTo(sendPrompt(session, text));
  }

  int sendPrompt(String session, String text) throws IOException {
    ObjectNode params = object().put("sessionId", session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    return send("session/prompt", params);
  }

  JsonNode ask(String method, ObjectNode params) throws Exception {
    return answerTo(send(method, params));
  }

  int send(String method, ObjectNode params) throws IOException {
    int id = ++lastId;
    ObjectNode request = object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    request.set("params", params);
    sendLine(request.toString());
    return id;
  }

  void notify(String method, ObjectNode params) throws IOException {
    ObjectNode notification = object().put("jsonrpc", "2.0").put("method", method);
    notification.set("params", params);
    sendLine(notification.toString());
  }

  void sendLine(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  JsonNode answerTo(int id) throws Exception {
    return await(message -> !message.has("method") && message.path("id").asInt(-1) == id);
  }

  JsonNode awaitUpdate(String kind) throws Exception {
    return await(message -> message.at("/params/update/sessionUpdate").asText().equals(kind))
        .at("/params/update");
  }

  /** The next message that {@code wanted} takes; permissions are answered on the way. */
  JsonNode await(Predicate<JsonNode> wanted) throws Exception {
    while (true) {
      JsonNode message = next();
      if (message == null) {
        throw new IllegalStateException("the server ended; stderr: " + errors);
      }
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  /** The next message; null at the end. */
  @Nullable JsonNode next() throws Exception {
    String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new IllegalStateException("the server says nothing; stderr: " + errors);
    }
    if (line.equals(END)) {
      lines.add(END);
      return null;
    }
    heard.add(line);
    JsonNode message = JSON.readTree(line);
    if (message.path("method").asText().equals("session/request_permission")
        && permission != null) {
      answer(message, permission);
    }
    return message;
  }

  private void answer(JsonNode question, String kind) throws IOException {
    ObjectNode answer = object().put("jsonrpc", "2.0");
    answer.set("id", question.get("id"));
    for (JsonNode option : question.at("/params/options")) {
      if (option.path("kind").asText().equals(kind)) {
        answer
            .putObject("result")
            .putObject("outcome")
            .put("outcome", "selected")
            .put("optionId", option.path("optionId").asText());
      }
    }
    sendLine(answer.toString());
  }

  /** Closes the server's stdin and waits for it to end; its exit code. */
  int end() throws Exception {
    in.close();
    return awaitExit();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end");
    }
    return process.exitValue();
  }

  /** SIGKILL; what it had said until then can still be heard. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void read(Process server) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = out.read(); c >= 0; c = out.read()) {
        if (c == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) c);
        }
      }
      // What stands after the last line break was cut by a kill: the editor never had that message.
      lines.add(END);
    } catch (IOException gone) {
      lines.add(END);
    }
  }

  private void readErrors(Process server) {
    try (BufferedReader err = server.errorReader(StandardCharsets.UTF_8)) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        errors.add(line);
      }
    } catch (IOException gone) {
      errors.add("(stderr broke)");
    }
  }
}
