package acp.conformance.bench;

import acp.conformance.AgentCommand;
import acp.conformance.Json;
import acp.conformance.Scratch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One process of the agent, seen by a client that only measures. For one thread. Closing kills it
 * and its children.
 */
final class BenchClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Scratch scratch;
  private final long spawned;
  private volatile boolean ended;
  private final Map<Integer, CompletableFuture<Answer>> pending = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger(-1);
  private final AtomicReference<CompletableFuture<Long>> firstText =
      new AtomicReference<>(new CompletableFuture<>());
  private final Lines lines = new Lines(this::hear, time -> firstText.get().complete(time));

  /** A response, and when it came. */
  record Answer(JsonNode message, long time) {}

  /** A request under way: when it was sent, and what will answer it. */
  record Request(String method, long sent, CompletableFuture<Answer> answer) {}

  /**
   * Starts the agent.
   *
   * @throws BenchException if it cannot be started
   */
  BenchClient(AgentCommand command, Scratch scratch) {
    this.scratch = scratch;
    ProcessBuilder builder = command.builder(scratch.home());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    spawned = System.nanoTime();
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BenchException("the agent cannot be started: " + e.getMessage());
    }
    Thread.ofPlatform().daemon().name("agent-stdout").start(this::read);
  }

  private void read() {
    String why = "the agent has ended its output";
    try (InputStream in = process.getInputStream()) {
      lines.read(in);
    } catch (IOException e) {
      why = "the agent's output broke"; // The pipe of a process that we have killed.
    }
    ended = true;
    IOException end = new IOException(why);
    pending.values().forEach(answer -> answer.completeExceptionally(end));
    firstText.get().completeExceptionally(end);
  }

  private void hear(JsonNode message, long time) {
    if (!message.has("method")) {
      CompletableFuture<Answer> asked = pending.remove(message.path("id").asInt(-1));
      if (asked != null) {
        asked.complete(new Answer(message, time));
      }
    } else if (message.has("id")) {
      write(reply(message));
    }
  }

  /** A plain client: it allows what it is asked, and offers nothing else. */
  private static ObjectNode reply(JsonNode request) {
    ObjectNode reply = Json.object().put("jsonrpc", "2.0");
    reply.set("id", request.get("id"));
    for (JsonNode option : request.path("params").path("options")) {
      if (option.path("kind").asText().equals("allow_once")) {
        ObjectNode outcome = reply.putObject("result").putObject("outcome");
        outcome.put("outcome", "selected").set("optionId", option.get("optionId"));
        return reply;
      }
    }
    reply.putObject("error").put("code", -32601).put("message", "Method not found");
    return reply;
  }

  private void write(ObjectNode message) {
    try {
      OutputStream stdin = process.getOutputStream();
      byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
      synchronized (stdin) {
        stdin.write(line);
        stdin.flush();
      }
    } catch (IOException e) {
      throw new BenchException("the agent has closed its input");
    }
  }

  /** Sends a request. */
  Request send(String method, ObjectNode params) {
    int id = lastId.incrementAndGet();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    pending.put(id, answer);
    if (ended) {
      answer.completeExceptionally(new IOException("the agent has ended its output"));
    }
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    message.set("params", params);
    long sent = System.nanoTime();
    write(message);
    return new Request(method, sent, answer);
  }

  /** Sends a notification; returns when. */
  long note(String method, ObjectNode params) {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
    message.set("params", params);
    long sent = System.nanoTime();
    write(message);
    return sent;
  }

  /**
   * Waits for the response.
   *
   * @throws BenchException if it is an error, or none comes
   */
  Answer await(Request request) {
    Answer answer = await(request.answer(), request.method());
    if (answer.message().has("error")) {
      throw new BenchException(
          request.method() + " failed: " + answer.message().path("error").path("message").asText());
    }
    return answer;
  }

  private static <T> T await(CompletableFuture<T> future, String what) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BenchException(what + ": no answer within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new BenchException(what + ": the agent has ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }

  /** Initializes; the answer to it. */
  Answer initialize() {
    ObjectNode params = Json.object().put("protocolVersion", 1);
    params.putObject("clientCapabilities");
    params.putObject("clientInfo").put("name", "acp-bench").put("version", "1");
    return await(send("initialize", params));
  }

  /** The parameters that open a session in the workspace. */
  ObjectNode workspace() {
    ObjectNode params = Json.object().put("cwd", scratch.workspace().toString());
    params.putArray("mcpServers");
    return params;
  }

  /** Makes a session; the answer to it. */
  Answer newSession() {
    return await(send("session/new", workspace()));
  }

  /** Sends a prompt of text; the traffic is counted from here. */
  Request prompt(String session, String text) {
    firstText.set(new CompletableFuture<>());
    lines.reset();
    ObjectNode params = Json.object().put("sessionId", session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    return send("session/prompt", params);
  }

  /** Waits for the first text after the last prompt. */
  void awaitText() {
    await(firstText.get(), "the first text");
  }

  Lines lines() {
    return lines;
  }

  long spawned() {
    return spawned;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Closes stdin; how long the agent took to exit, in milliseconds, or {@code null} if it did not
   * within 3 s.
   */
  @Nullable Double end() {
    long begin = System.nanoTime();
    try {
      process.getOutputStream().close();
      return process.waitFor(3, TimeUnit.SECONDS) ? (System.nanoTime() - begin) / 1e6 : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
