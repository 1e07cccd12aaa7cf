package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.transport.StdioTransport;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The gate, and what is loaded before it opens. */
@Timeout(60)
class HandshakeTest {
  private final FakeWire wire = new FakeWire();
  private final AtomicInteger supplied = new AtomicInteger();
  private final List<String> answered = new ArrayList<>();
  private final Opening opening =
      new Opening(() -> answered.add(wire.pending() + " sent, " + supplied + " supplied"));
  private final Peer peer =
      new Peer(
          wire,
          opening,
          ObjectMapper::new,
          () -> {
            supplied.incrementAndGet();
            return (method, params) -> Mono.just(Map.of("called", method));
          });

  @Test
  void beforeTheHandshakeRequestsAreRefusedAndNotificationsPassedOver() {
    wire.feed(PeerTest.request("1", "session/new", "{}"));
    wire.feed(PeerTest.notification("session/cancel", "{}"));
    wire.feed(PeerTest.notification("initialize", "{}"));
    wire.feed("{bad");
    wire.feedEnd();

    peer.run();

    String refusal = "The first request must be initialize";
    assertEquals(PeerTest.error("1", -32600, refusal, null), wire.next());
    assertEquals(PeerTest.error("null", -32700, "The line is not JSON", null), wire.next());
    assertEquals(0, wire.pending());
    assertEquals(0, supplied.get());
  }

  @Test
  void theHandshakeAnswersAndOpensTheGate() {
    wire.feed(PeerTest.request("\"i\"", "initialize", "{\"protocolVersion\":1}"));
    wire.feed(PeerTest.request("2", "m", "{}"));
    wire.feedEnd();

    peer.run();

    assertEquals(PeerTest.result("\"i\"", "{\"protocolVersion\":1}"), wire.next());
    assertEquals(PeerTest.result("2", "{\"called\":\"m\"}"), wire.next());
    assertEquals(List.of("1 sent, 0 supplied"), answered);
    assertEquals(1, supplied.get());
  }

  @Test
  void aRefusedHandshakeLeavesTheGateClosed() {
    wire.feed(PeerTest.request("1", "initialize", "{}"));
    wire.feed(PeerTest.request("2", "m", "{}"));
    wire.feed(PeerTest.request("3", "initialize", "{\"protocolVersion\":2}"));
    wire.feed(PeerTest.request("4", "m", "{}"));
    wire.feedEnd();

    peer.run();

    assertTrue(wire.next().contains("\"id\":1,\"error\":{\"code\":-32602"));
    assertTrue(wire.next().contains("\"id\":2,\"error\":{\"code\":-32600"));
    assertEquals(PeerTest.result("3", "{\"protocolVersion\":2}"), wire.next());
    assertEquals(PeerTest.result("4", "{\"called\":\"m\"}"), wire.next());
  }

  @Test
  void aRepeatedInitializeIsTheHandshakesAgain() {
    wire.feed(PeerTest.request("1", "initialize", "{\"protocolVersion\":1}"));
    wire.feed(PeerTest.request("2", "m", "{}"));
    wire.feed(PeerTest.request("3", "initialize", "{\"protocolVersion\":1}"));
    wire.feedEnd();

    peer.run();

    assertTrue(wire.next().contains("\"id\":1,\"result\""));
    assertTrue(wire.next().contains("\"id\":2,\"result\""));
    assertTrue(wire.next().contains("\"id\":3,\"result\""));
  }

  @Test
  void handlersThatCannotBeMadeFailTheirRequestOnly() {
    Supplier<Handlers> broken =
        () -> {
          throw new IllegalStateException("no disk");
        };
    Peer unlucky = new Peer(wire, opening, ObjectMapper::new, broken);
    wire.feed(PeerTest.request("1", "initialize", "{\"protocolVersion\":1}"));
    wire.feed(PeerTest.request("2", "m", "{}"));
    wire.feed(PeerTest.notification("m", "{}"));
    wire.feed(PeerTest.request("3", "m", "{}"));
    wire.feedEnd();

    unlucky.run();

    assertTrue(wire.next().contains("\"id\":1,\"result\""));
    assertTrue(wire.next().contains("\"id\":2,\"error\":{\"code\":-32603"));
    assertTrue(wire.next().contains("\"id\":3,\"error\":{\"code\":-32603"));
  }

  @Test
  void nothingHeavyIsLoadedBeforeTheFirstAnswer(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("loaded.txt");

    List<String> answers =
        answersOfAProcess(
            log,
            PeerTest.request("1", "m", "{}"),
            "{bad",
            PeerTest.result("7", "{}"),
            PeerTest.request("2", "initialize", "{\"protocolVersion\":1}"));

    assertEquals(3, answers.size());
    assertEquals(PeerTest.result("2", "{\"protocolVersion\":1}"), answers.getLast());
    assertLoadsNoneOf(log, HEAVY);
  }

  @Test
  void aPlainFirstLineIsAnsweredWithoutTheParser(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("loaded.txt");

    List<String> answers =
        answersOfAProcess(log, PeerTest.request("2", "initialize", "{\"protocolVersion\":1}"));

    assertEquals(List.of(PeerTest.result("2", "{\"protocolVersion\":1}")), answers);
    assertLoadsNoneOf(log, HEAVY);
    assertLoadsNoneOf(
        log, List.of("com.fasterxml.jackson.core.base.ParserBase ", "java.math.BigDecimal "));
  }

  private static final List<String> HEAVY =
      List.of(
          "reactor.",
          "org.reactivestreams.",
          "com.fasterxml.jackson.databind.",
          "org.slf4j.",
          "java.util.logging.",
          "com.googlecode.",
          "java.lang.runtime.",
          "LambdaForm$",
          "acp.rpc.Asks$Ask ");

  private static void assertLoadsNoneOf(Path log, List<String> unwanted) throws IOException {
    String loaded = Files.readString(log);
    assertTrue(loaded.contains("acp.rpc.Peer "));
    for (String heavy : unwanted) {
      assertFalse(loaded.lines().anyMatch(line -> line.contains("] " + heavy)), "loads " + heavy);
    }
  }

  /** What a fresh process answers to these lines, logging to {@code log} what it loads. */
  private static List<String> answersOfAProcess(Path log, String... lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().write(utf8(String.join("\n", lines) + "\n"));
    process.getOutputStream().close();
    List<String> answers =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return answers;
  }

  /** What a process does up to its first answer. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      StdioTransport stdio =
          new StdioTransport(
              new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
      Peer peer = new Peer(stdio, new Opening(new Idle()), new Unmade<>(), new Unmade<>());
      peer.run();
      if (peer.isIdle()) {
        peer.close(Duration.ofSeconds(1));
      }
    }
  }

  private static final class Idle implements Runnable {
    @Override
    public void run() {}
  }

  /** What is not to be made. A lambda would be heavier than all that is measured. */
  private static final class Unmade<T> implements Supplier<T> {
    @Override
    public T get() {
      throw new AssertionError("made too early");
    }
  }

  /** Echoes the version asked for; refuses without one. */
  private static final class Opening implements Handshake {
    private final Runnable whenAnswered;

    Opening(Runnable whenAnswered) {
      this.whenAnswered = whenAnswered;
    }

    @Override
    public byte[] answer(Json params) {
      try {
        Json version = params.member("protocolVersion");
        if (version != null) {
          return utf8("{\"protocolVersion\":".concat(version.toString()).concat("}"));
        }
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      throw new AcpException(ErrorCode.INVALID_PARAMS, "No version");
    }

    @Override
    public void answered() {
      whenAnswered.run();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
