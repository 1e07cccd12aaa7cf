package acp.surface;

import static java.util.Objects.requireNonNull;

import acp.event.Ids;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.permission.Mode;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Agent;
import acp.session.ConfigOption;
import acp.session.Journal;
import acp.session.Place;
import acp.session.Sessions;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.store.memory.MemoryJournal;
import acp.surface.extension.Extensions;
import acp.surface.extension.SessionCatalogue;
import acp.surface.extension.SessionMethods;
import acp.surface.v1.SurfaceV1;
import acp.transport.FrameHandler;
import acp.transport.Transport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * An editor made of lists, at the other end of a real connection with real sessions: only the agent
 * and the wire are played. JSON is written with single quotes for double ones.
 */
public final class Desk implements Transport, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "END";

  /** How often the connection said that its first answer is out. */
  public final AtomicInteger ready = new AtomicInteger();

  private volatile boolean loggedOut;

  /** What the agent does when the user logs in. */
  public volatile Runnable login = () -> {};

  /** What the agent says that it does itself. */
  public volatile List<SlashCommand> commands = List.of();

  /** To be told of a session whose commands have changed. */
  public volatile Consumer<SessionId> commandsChanged = _ -> {};

  /** What the agent does when a session is opened. */
  public volatile Consumer<SessionId> settling = _ -> {};

  private final BlockingQueue<String> incoming = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final List<JsonNode> heard = new ArrayList<>();
  private final Connection connection;
  private final Thread reader;
  private int lastId;

  /** An editor in front of a new store and an agent that does {@code work}. */
  public Desk(Function<Turn, Mono<Outcome>> work) {
    this(new MemoryJournal(), work);
  }

  /** An editor with a process of its own, on a store that others may use too. */
  public Desk(Journal journal, Function<Turn, Mono<Outcome>> work) {
    this(journal, false, work);
  }

  /** As the other; with what the protocol has not settled yet, if {@code unstable}. */
  public Desk(Journal journal, boolean unstable, Function<Turn, Mono<Outcome>> work) {
    Ids ids = new Ids(Clock.systemUTC());
    Sessions sessions =
        new Sessions(journal, new Played(work), ids, Clock.systemUTC(), Desk::options);
    connection =
        new Connection(
            this,
            new SurfaceV1("1.2.3", unstable, () -> sessions),
            new Extensions(
                () ->
                    List.of(
                        new Extensions.Group<>(
                            SessionMethods.class, new SessionCatalogue(sessions)))),
            () -> sessions,
            ready::incrementAndGet,
            () -> {});
    reader = new Thread(connection::run, "stdin");
    reader.setDaemon(true);
    reader.start();
  }

  /** A mode, a model, how long it thinks if it can, and something that is on or off. */
  private static List<ConfigOption> options(Map<String, String> config) {
    List<ConfigOption.Choice> modes =
        Arrays.stream(Mode.values())
            .map(mode -> new ConfigOption.Choice(mode.id(), mode.title(), mode.description()))
            .toList();
    ConfigOption model = select(ConfigOption.MODEL, "Model", "quick", "deep", "deeper");
    List<ConfigOption> options = new ArrayList<>();
    options.add(
        new ConfigOption(
            ConfigOption.MODE, "Mode", null, "mode", ConfigOption.Kind.SELECT, modes, "ask"));
    options.add(model);
    switch (model.value(config)) {
      case "deep" -> options.add(select(ConfigOption.THOUGHT_LEVEL, "Thinking", "low", "high"));
      case "deeper" -> options.add(select(ConfigOption.THOUGHT_LEVEL, "Thinking", "high", "max"));
      default -> {}
    }
    options.add(ConfigOption.onOrOff("brave", "Brave", "Dares more", "_test", false));
    return options;
  }

  private static ConfigOption select(String id, String name, String... values) {
    return new ConfigOption(
        id,
        name,
        null,
        id,
        ConfigOption.Kind.SELECT,
        Arrays.stream(values).map(value -> new ConfigOption.Choice(value, value, null)).toList(),
        values[0]);
  }

  private final class Played implements Agent {
    private final Function<Turn, Mono<Outcome>> work;

    Played(Function<Turn, Mono<Outcome>> work) {
      this.work = work;
    }

    @Override
    public History history() {
      return event -> {};
    }

    @Override
    public Mono<Outcome> run(Turn turn, History history) {
      return work.apply(turn);
    }

    @Override
    public List<SlashCommand> commands() {
      return commands;
    }

    @Override
    public void onCommands(Consumer<SessionId> changed) {
      commandsChanged = changed;
    }

    @Override
    public void settle(SessionId session, Place place) {
      settling.accept(session);
    }

    @Override
    public void requireLogin() {
      if (loggedOut) {
        throw new AcpException(ErrorCode.AUTH_REQUIRED, "Log in again");
      }
    }

    @Override
    public void logIn() {
      login.run();
      loggedOut = false;
    }

    @Override
    public void logOut() {
      loggedOut = true;
    }

    @Override
    public void prepare() {}
  }

  /** Opens the conversation as a client that offers {@code capabilities}. */
  public Desk greet(String capabilities) {
    result("initialize", "{'protocolVersion':1,'clientCapabilities':" + capabilities + "}");
    return this;
  }

  /** Opens the conversation as a client that offers nothing. */
  public Desk greet() {
    return greet("{}");
  }

  /** A new session; its id. */
  public String open() {
    return result("session/new", "{'cwd':'/project','mcpServers':[]}").path("sessionId").asText();
  }

  /** Prompts, without waiting for the answer; the id of the request. */
  public int prompt(String session, String text) {
    return ask(
        "session/prompt",
        "{'sessionId':'%s','prompt':[{'type':'text','text':'%s'}]}".formatted(session, text));
  }

  /** Sends a request; its id. */
  public int ask(String method, String params) {
    int id = ++lastId;
    ObjectNode request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    send(request.put("method", method).set("params", json(params)));
    return id;
  }

  /** Sends a request with params that need not be well-formed text; its id. */
  public int askRaw(String method, String params) {
    int id = ++lastId;
    incoming.add(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
    return id;
  }

  /** Sends a notification. */
  public void tell(String method, String params) {
    ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
    send(message.set("params", json(params)));
  }

  /** Answers a request of the agent's. */
  public void reply(JsonNode request, String result) {
    ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0");
    message.set("id", request.get("id"));
    send(message.set("result", json(result)));
  }

  /** Answers a request of the agent's with an error. */
  public void refuse(JsonNode request, int code) {
    ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0");
    message.set("id", request.get("id"));
    message.putObject("error").put("code", code).put("message", "no");
    send(message);
  }

  private void send(JsonNode message) {
    incoming.add(message.toString());
  }

  /** Says no more. */
  public void hangUp() {
    incoming.add(END);
  }

  /** The answer to the request of that id, waited for. */
  public JsonNode answer(int id) {
    return until(frame -> isAnswer(frame, id));
  }

  public static boolean isAnswer(JsonNode frame, int id) {
    return !frame.has("method") && frame.path("id").asInt() == id;
  }

  /** Asks, and waits for the answer. */
  public JsonNode answer(String method, String params) {
    return answer(ask(method, params));
  }

  /** The result of what is asked; it must have one. */
  public JsonNode result(String method, String params) {
    JsonNode answer = answer(method, params);
    if (!answer.has("result")) {
      throw new AssertionError(method + " failed: " + answer);
    }
    return answer.get("result");
  }

  /** The next request or notification of that method, waited for. */
  public JsonNode asked(String method) {
    return until(frame -> frame.path("method").asText().equals(method));
  }

  /** Reads on until a frame is as wanted; all on the way are kept in {@link #heard}. */
  public JsonNode until(Predicate<JsonNode> wanted) {
    while (true) {
      JsonNode frame = next();
      heard.add(frame);
      if (wanted.test(frame)) {
        return frame;
      }
    }
  }

  private JsonNode next() {
    try {
      String frame = sent.poll(10, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing more was sent after " + heard);
      }
      return parse(frame);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** Every frame read so far, in order. */
  public List<JsonNode> heard() {
    return List.copyOf(heard);
  }

  /** Forgets what was heard. */
  public void forget() {
    heard.clear();
  }

  /** The updates among what was heard. */
  public List<JsonNode> updates() {
    return heard.stream()
        .filter(frame -> frame.path("method").asText().equals("session/update"))
        .map(frame -> frame.at("/params/update"))
        .toList();
  }

  /** What the agent has said, as far as it was heard. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (JsonNode update : updates()) {
      if (update.path("sessionUpdate").asText().equals("agent_message_chunk")) {
        text.append(update.at("/content/text").asText());
      }
    }
    return text.toString();
  }

  /** Ends the connection from this side, as a signal does. */
  public void end() {
    connection.end();
  }

  /** Waits until the connection has served to its end. */
  public void awaitEnd() {
    try {
      reader.join(10_000);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
    if (reader.isAlive()) {
      throw new AssertionError("it does not end");
    }
  }

  @Override
  public void close() {
    hangUp();
    awaitEnd();
  }

  /** JSON with single quotes for double ones. */
  public static JsonNode json(String text) {
    return parse(text.replace('\'', '"'));
  }

  private static JsonNode parse(String text) {
    try {
      return requireNonNull(JSON.readTree(text));
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  @Override
  public void run(FrameHandler handler) {
    try {
      for (String frame = incoming.take(); !frame.equals(END); frame = incoming.take()) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        handler.onFrame(bytes, 0, bytes.length);
        Arrays.fill(bytes, (byte) '#'); // it was lent only
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    handler.onEnd();
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    sent.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {}
}
