package acp.conformance.provider;

import acp.conformance.Json;
import acp.conformance.UsageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A model's provider on a port of this machine, which answers as a {@link Script} says, and refuses
 * what the real one would refuse, in its words. Thread-safe.
 */
public final class PlayedProvider implements AutoCloseable {
  private final Dialect dialect;
  private final Script script;
  private final ServerSocket door;
  private final Consumer<Received> listener;
  private final Memory memory;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
  private int next;

  private PlayedProvider(
      Dialect dialect, Script script, ServerSocket door, Consumer<Received> listener) {
    this.dialect = dialect;
    this.script = script;
    this.door = door;
    this.listener = listener;
    this.memory = new Memory(dialect.namesCalls());
  }

  /**
   * Starts one on a free port.
   *
   * @param dialect {@code openai}, {@code openai-responses}, {@code anthropic} or {@code gemini}
   * @throws UsageException if there is no such dialect
   * @throws IOException if there is no port
   */
  public static PlayedProvider start(String dialect, Script script) throws IOException {
    return start(dialect, script, 0, request -> {});
  }

  /**
   * Starts one.
   *
   * @param port 0 for a free one
   * @param listener is told each request, on the thread that serves it, before it is answered
   */
  static PlayedProvider start(String dialect, Script script, int port, Consumer<Received> listener)
      throws IOException {
    Dialect spoken = Dialects.of(dialect);
    ServerSocket door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    PlayedProvider provider = new PlayedProvider(spoken, script, door, listener);
    Thread.ofPlatform().daemon().name("played-provider").start(provider::accept);
    return provider;
  }

  /** The names of the dialects that can be played. */
  public static List<String> dialects() {
    return Dialects.names();
  }

  /** The base URL, as users of this provider know it. */
  public String baseUrl() {
    return "http://127.0.0.1:" + door.getLocalPort() + dialect.base();
  }

  /** The requests so far. */
  public List<Received> received() {
    return received;
  }

  /** Why the real provider would have refused some of them; empty if it would have taken all. */
  public List<String> breaches() {
    return received.stream().map(Received::breach).filter(Objects::nonNull).toList();
  }

  /** How many answers of the script nobody has asked for. */
  public synchronized int unplayed() {
    return Math.max(0, script.answers().size() - next);
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open.keySet()) {
      socket.close();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        open.put(socket, true);
        Thread.ofVirtual().name("played-call").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Wire wire = new Wire(socket);
      for (String head = wire.head(); !head.isEmpty(); head = wire.head()) {
        serve(request(head, wire), wire);
      }
    } catch (IOException hungUp) {
      // The agent may do that at any time.
    } finally {
      open.remove(socket);
    }
  }

  private static Request request(String head, Wire wire) throws IOException {
    List<String> lines = head.lines().toList();
    String[] first = lines.getFirst().split(" ", -1);
    Map<String, String> headers =
        lines.stream()
            .skip(1)
            .filter(line -> line.indexOf(':') > 0)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                    line -> line.substring(line.indexOf(':') + 1).strip(),
                    (one, other) -> one + ", " + other));
    String length = headers.getOrDefault("content-length", "0");
    String body = wire.body(Integer.parseInt(length));
    try {
      return new Request(first[0], first.length < 2 ? "" : first[1], headers, Json.read(body));
    } catch (JsonProcessingException malformed) {
      return new Request(first[0], first[1], headers, MissingNode.getInstance());
    }
  }

  private void serve(Request request, Wire wire) throws IOException {
    int number = next();
    try {
      judge(request, number);
      note(new Received(request.target(), request.body(), null));
      new Performance(dialect, memory, wire).play(script.answers().get(number), request, number);
    } catch (Unfit unfit) {
      note(new Received(request.target(), request.body(), unfit.why()));
      wire.answer(unfit.status(), dialect.refusal(unfit.status(), unfit.why()), null);
    }
  }

  private synchronized int next() {
    return next++;
  }

  private void judge(Request request, int number) {
    Unfit.unless(request.method().equals("POST"), "only POST is served");
    Unfit.unless(request.body().isObject(), "the body is no JSON object");
    Conversation conversation = dialect.read(request);
    conversation.check();
    memory.check(conversation);
    if (number >= script.answers().size()) {
      throw new Unfit(500, "the script has no answer left");
    }
    for (Step step : script.answers().get(number)) {
      if (step instanceof Step.Expect expected) {
        Unfit.unless(
            expected.pattern().matcher(conversation.news()).find(),
            "expected '" + expected.pattern() + "' in: " + conversation.news());
      }
    }
  }

  private void note(Received request) {
    received.add(request);
    listener.accept(request);
  }
}
