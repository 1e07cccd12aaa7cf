package acp.model.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.Timeouts;
import acp.protocol.AcpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** {@link Exchange} over real sockets: streaming, hanging up, waiting, and every way to fail. */
@Timeout(60)
class ExchangeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String KEY = "private-key-0815";

  private final Http http = new Http(Timeouts.USUAL);
  private final List<Http> others = new ArrayList<>();

  @AfterEach
  void closeClients() {
    http.close();
    others.forEach(Http::close);
  }

  @Test
  void eventsComeInOrderUntilTheLast() throws Exception {
    try (ScriptServer server = ScriptServer.streaming("a", "b", "[DONE]", "late")) {
      StepVerifier.create(post(server)).expectNext("a", "b").expectComplete().verify(LIMIT);

      String head = server.calls().getFirst().head();
      assertTrue(head.startsWith("POST /v1 HTTP/1.1\r\n"), head);
      assertTrue(head.contains("Authorization: Bearer " + KEY), head);
      assertFalse(head.toLowerCase(Locale.ROOT).contains("upgrade"), head);
      assertEquals("{\"ask\":1}", server.calls().getFirst().body());
    }
  }

  @Test
  void everyByteMayBeAChunkOfItsOwn() throws Exception {
    byte[] stream = "data: ä€😀\r\n\r\ndata: [DONE]\r\n\r\n".getBytes(UTF_8);
    ScriptServer.Script script =
        call -> {
          call.startStream();
          for (byte b : stream) {
            call.chunk(new byte[] {b});
          }
          call.endStream();
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server)).expectNext("ä€😀").expectComplete().verify(LIMIT);
    }
  }

  @Test
  void nothingIsSentBeforeItIsSubscribedTo() throws Exception {
    try (ScriptServer server = ScriptServer.streaming("[DONE]")) {
      Flux<String> unused = post(server);
      StepVerifier.create(post(server)).expectComplete().verify(LIMIT);

      assertEquals(1, server.calls().size());
      assertTrue(unused.toString().indexOf(KEY) < 0);
    }
  }

  @Test
  void cancelBeforeTheFirstByteHangsUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script script =
        call -> {
          asked.countDown();
          hungUp.complete(call.clientHangsUp());
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      Disposable exchange = post(server).subscribe();
      assertTrue(asked.await(5, TimeUnit.SECONDS));
      exchange.dispose();

      assertTrue(hungUp.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void cancelInMidStreamHangsUp() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events("a", "b");
          hungUp.complete(call.clientHangsUp());
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server)).expectNext("a").thenCancel().verify(LIMIT);

      assertTrue(hungUp.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events("a");
          hungUp.complete(call.clientHangsUp());
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server, impatient()))
          .expectNext("a")
          .expectErrorSatisfies(
              told(
                  "timeout",
                  "The model server at "
                      + server.host()
                      + " fell silent in the middle of its answer for 300 ms"))
          .verify(LIMIT);

      assertTrue(hungUp.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script mute = call -> hungUp.complete(call.clientHangsUp());

    try (ScriptServer server = ScriptServer.playing(mute)) {
      StepVerifier.create(post(server, impatient()))
          .expectErrorSatisfies(
              told(
                  "timeout", "The model server at " + server.host() + " did not answer within 1 s"))
          .verify(LIMIT);

      assertTrue(hungUp.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void headersAloneAreNoAnswer() throws Exception {
    ScriptServer.Script headersOnly =
        call -> {
          call.startStream();
          call.clientHangsUp();
        };

    try (ScriptServer server = ScriptServer.playing(headersOnly)) {
      StepVerifier.create(post(server, impatient()))
          .expectErrorSatisfies(
              told(
                  "timeout", "The model server at " + server.host() + " did not answer within 1 s"))
          .verify(LIMIT);
    }
  }

  @Test
  void timeInWhichNobodyAsksIsNotSilence() throws Exception {
    try (ScriptServer server = ScriptServer.streaming("a", "b", "[DONE]")) {
      StepVerifier.create(post(server, impatient()), 0)
          .thenAwait(Duration.ofMillis(700))
          .thenRequest(1)
          .expectNext("a")
          .thenAwait(Duration.ofMillis(700))
          .thenRequest(2)
          .expectNext("b")
          .expectComplete()
          .verify(LIMIT);
    }
  }

  @Test
  void whatIsNotAskedForStaysInTheSocket() throws Exception {
    AtomicLong sent = new AtomicLong();
    byte[] event = ("data: " + "x".repeat(65_000) + "\n\n").getBytes(UTF_8);
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script flood =
        call -> {
          call.startStream();
          try {
            while (sent.get() < 1L << 30) {
              call.chunk(event);
              sent.addAndGet(event.length);
            }
          } catch (IOException gone) {
            hungUp.complete(true);
          }
        };

    try (ScriptServer server = ScriptServer.playing(flood)) {
      StepVerifier.create(post(server), 1)
          .expectNextCount(1)
          .thenAwait(Duration.ofMillis(500))
          .thenCancel()
          .verify(LIMIT);

      assertTrue(hungUp.get(10, TimeUnit.SECONDS));
      assertTrue(sent.get() < 64 << 20, "sent " + sent.get());
    }
  }

  @Test
  void noMoreComesThanWasAskedFor() throws Exception {
    try (ScriptServer server = ScriptServer.streaming("a", "b", "c", "[DONE]")) {
      StepVerifier.create(post(server), 0)
          .thenRequest(2)
          .expectNext("a", "b")
          .expectNoEvent(Duration.ofMillis(100))
          // The end is only read by who asks for more than what came before it.
          .thenRequest(2)
          .expectNext("c")
          .expectComplete()
          .verify(LIMIT);
    }
  }

  @Test
  void aPortWithoutAServerIsNamed() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String host = "127.0.0.1:" + port;

    StepVerifier.create(post(http, URI.create("http://" + host + "/v1"), host, KEY))
        .expectErrorSatisfies(
            told(
                "unreachable",
                "No answer from the model server at "
                    + host
                    + ": connection refused; is it running?"))
        .verify(LIMIT);
  }

  @Test
  void aServerThatHangsUpBeforeItAnswersIsTold() throws Exception {
    try (ScriptServer server = ScriptServer.playing(ScriptCall::hangUp)) {
      StepVerifier.create(post(server))
          .expectErrorSatisfies(
              told(
                  "unreachable",
                  "No answer from the model server at "
                      + server.host()
                      + ": the connection broke before an answer came"))
          .verify(LIMIT);
    }
  }

  @Test
  void aStreamThatIsCutFailsAfterWhatCameBefore() throws Exception {
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events("a", "b");
          call.hangUp();
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server))
          .expectNext("a", "b")
          .expectErrorSatisfies(
              told(
                  "cut",
                  "The answer of the model server at "
                      + server.host()
                      + " was cut off before its end"))
          .verify(LIMIT);
    }
  }

  @Test
  void aStreamThatEndsTooEarlyFailsLikeACutOne() throws Exception {
    try (ScriptServer server = ScriptServer.streaming("a")) {
      StepVerifier.create(post(server))
          .expectNext("a")
          .expectErrorSatisfies(thrown -> assertEquals("cut", fault(thrown).data().get("kind")))
          .verify(LIMIT);
    }
  }

  @Test
  void tooManyRequestsTellsHowLongToWait() throws Exception {
    String body = "{\"error\":{\"message\":\"Slow down\"}}";
    try (ScriptServer server =
        ScriptServer.answering(429, "application/json", body, "Retry-After: 7")) {
      StepVerifier.create(post(server))
          .expectErrorSatisfies(
              thrown -> {
                Map<String, Object> data = fault(thrown).data();
                assertEquals("rate_limit", data.get("kind"));
                assertEquals(429, data.get("status"));
                assertEquals(7L, data.get("retryAfterSeconds"));
                assertTrue(String.valueOf(thrown.getMessage()).endsWith("429: Slow down"));
              })
          .verify(LIMIT);
    }
  }

  @Test
  void aRefusalComesWithoutDemand() throws Exception {
    try (ScriptServer server = ScriptServer.answering(500, "text/plain", "broken")) {
      StepVerifier.create(post(server), 0)
          .expectErrorSatisfies(
              told("server", "The model server at " + server.host() + " answered 500: broken"))
          .verify(LIMIT);
    }
  }

  @Test
  void aRefusalWithoutEndIsReadUpToABound() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script endless =
        call -> {
          call.send("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n");
          try {
            while (true) {
              call.chunk("words ".repeat(5000).getBytes(UTF_8));
            }
          } catch (IOException gone) {
            hungUp.complete(true);
          }
        };

    try (ScriptServer server = ScriptServer.playing(endless)) {
      StepVerifier.create(post(server))
          .expectErrorSatisfies(thrown -> assertEquals(500, fault(thrown).data().get("status")))
          .verify(LIMIT);

      assertTrue(hungUp.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aRefusalThatStopsHalfWayIsToldAllTheSame() throws Exception {
    ScriptServer.Script half =
        call -> {
          call.send("HTTP/1.1 503 No\r\nContent-Length: 1000\r\n\r\nhalf of it");
          call.clientHangsUp();
        };

    try (ScriptServer server = ScriptServer.playing(half)) {
      StepVerifier.create(post(server, impatient()))
          .expectErrorSatisfies(
              told("server", "The model server at " + server.host() + " answered 503: half of it"))
          .verify(LIMIT);
    }
  }

  @Test
  void aRedirectIsNotFollowedWithTheKey() throws Exception {
    try (ScriptServer elsewhere = ScriptServer.streaming("[DONE]");
        ScriptServer server =
            ScriptServer.answering(307, "text/plain", "", "Location: " + elsewhere.uri())) {
      StepVerifier.create(post(server))
          .expectErrorSatisfies(thrown -> assertEquals(307, fault(thrown).data().get("status")))
          .verify(LIMIT);

      assertEquals(0, elsewhere.calls().size());
    }
  }

  @Test
  void anAnswerThatIsNoStreamIsGivenWhole() throws Exception {
    try (ScriptServer server = ScriptServer.answering(200, "application/json", " {\"a\":\n1}")) {
      StepVerifier.create(post(server))
          .expectNext("whole  {\"a\":\n1}")
          .expectComplete()
          .verify(LIMIT);
    }
  }

  @Test
  void aStreamUnderAnotherNameIsAStream() throws Exception {
    ScriptServer.Script script =
        call -> {
          call.startStream("application/json");
          call.events("a", "[DONE]");
          call.endStream();
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server)).expectNext("a").expectComplete().verify(LIMIT);
    }
  }

  @Test
  void aWebPageIsNoAnswer() throws Exception {
    try (ScriptServer server = ScriptServer.answering(200, "text/html", "<html>Welcome</html>")) {
      StepVerifier.create(post(server))
          .expectErrorSatisfies(
              thrown -> assertEquals("malformed", fault(thrown).data().get("kind")))
          .verify(LIMIT);
    }
  }

  @Test
  void anEventOfMoreThanTheBoundIsRefused() throws Exception {
    byte[] mebibyte = new byte[1 << 20];
    Arrays.fill(mebibyte, (byte) 'x');
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events("a");
          call.chunk("data: ".getBytes(UTF_8));
          for (int i = 0; i < 17; i++) {
            call.chunk(mebibyte);
          }
          call.clientHangsUp();
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server))
          .expectNext("a")
          .expectErrorSatisfies(
              told(
                  "malformed",
                  "The model server at "
                      + server.host()
                      + " sent more than 16 MiB in one piece in place of an answer"))
          .verify(LIMIT);
    }
  }

  @Test
  void theConnectionIsUsedAgainEvenIfTheEndComesAfterTheLastEvent() throws Exception {
    CountDownLatch completed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events("a", "[DONE]");
          await(completed);
          call.endStream();
          ended.countDown();
        };

    try (ScriptServer server = ScriptServer.playing(script)) {
      StepVerifier.create(post(server)).expectNext("a").expectComplete().verify(LIMIT);
      completed.countDown();
      await(ended);
      // The end may still be on its way to the client; a few tries are allowed it.
      for (int i = 0; i < 5; i++) {
        StepVerifier.create(post(server)).expectNext("a").expectComplete().verify(LIMIT);
      }

      assertTrue(server.connections() <= 3, "connections: " + server.connections());
    }
  }

  @Test
  void eightSlowConsumersDoNotHoldUpANinth() throws Exception {
    CountDownLatch stuck = new CountDownLatch(8);
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<Long>> slow = new ArrayList<>();
    try (ScriptServer server = ScriptServer.streaming("a", "b", "[DONE]")) {
      for (int i = 0; i < 8; i++) {
        slow.add(
            post(server)
                .doOnNext(event -> stuck.countDown())
                .doOnNext(event -> await(release))
                .count()
                .toFuture());
      }
      await(stuck);

      StepVerifier.create(post(server)).expectNext("a", "b").expectComplete().verify(LIMIT);

      release.countDown();
      for (CompletableFuture<Long> late : slow) {
        assertEquals(2, late.get(5, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void nothingWaitsForTheCommonPool() throws Exception {
    int width = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch stuck = new CountDownLatch(width);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < width; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                stuck.countDown();
                await(release);
              });
    }
    await(stuck);
    List<String> threads = Collections.synchronizedList(new ArrayList<>());

    try (ScriptServer server = ScriptServer.streaming("a", "[DONE]");
        ScriptServer broken = ScriptServer.playing(ScriptCall::hangUp)) {
      StepVerifier.create(post(server).doOnNext(e -> threads.add(Thread.currentThread().getName())))
          .expectNext("a")
          .expectComplete()
          .verify(LIMIT);
      StepVerifier.create(post(broken)).expectError(AcpException.class).verify(LIMIT);
    } finally {
      release.countDown();
    }

    assertTrue(threads.stream().allMatch(name -> name.startsWith("model-")), threads.toString());
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsNotQuoted() throws Exception {
    String key = "private\nkey-0815";

    try {
      post(http, URI.create("http://127.0.0.1:1/"), "127.0.0.1:1", key);
    } catch (AcpException told) {
      assertEquals("auth", told.data().get("kind"));
      assertFalse(String.valueOf(told.getMessage()).contains("0815"));
      assertEquals(null, told.getCause());
      return;
    }
    throw new AssertionError("it was taken");
  }

  private Flux<String> post(ScriptServer server) {
    return post(server, http);
  }

  private static Flux<String> post(ScriptServer server, Http http) {
    return post(http, server.uri(), server.host(), KEY);
  }

  private static Flux<String> post(Http http, URI uri, String host, String key) {
    Faults faults = new Faults("openai", "OPENAI_API_KEY", key, host);
    return new Exchange(http, faults)
        .post(
            uri,
            Map.of("Authorization", "Bearer " + key),
            "{\"ask\":1}".getBytes(UTF_8),
            new TextReader(faults));
  }

  private Http impatient() {
    Http impatient = new Http(new Timeouts(LIMIT, Duration.ofMillis(1000), Duration.ofMillis(300)));
    others.add(impatient);
    return impatient;
  }

  private static Consumer<Throwable> told(String kind, String message) {
    return thrown -> {
      assertEquals(message, thrown.getMessage());
      assertEquals(kind, fault(thrown).data().get("kind"));
      assertEquals("openai", fault(thrown).data().get("provider"));
    };
  }

  private static AcpException fault(@Nullable Throwable thrown) {
    if (thrown instanceof AcpException fault) {
      return fault;
    }
    throw new AssertionError("not ours", thrown);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(5, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** The plainest dialect: every event is a text, {@code [DONE]} is the end. */
  private static final class TextReader implements AnswerReader<String> {
    private final Faults faults;
    private boolean done;

    TextReader(Faults faults) {
      this.faults = faults;
    }

    @Override
    public void event(SseEvent event, Consumer<String> out) {
      if (event.text().equals("[DONE]")) {
        done = true;
      } else if (!done) {
        out.accept(event.text());
      }
    }

    @Override
    public void whole(byte[] json, Consumer<String> out) {
      out.accept("whole " + new String(json, UTF_8));
    }

    @Override
    public void end(Consumer<String> out) {
      if (!done) {
        throw faults.cut();
      }
    }

    @Override
    public boolean isDone() {
      return done;
    }
  }
}
