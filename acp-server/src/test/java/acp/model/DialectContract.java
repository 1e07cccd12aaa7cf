package acp.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.dialect.Service;
import acp.model.http.Http;
import acp.model.http.ScriptServer;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

/**
 * What holds for every dialect that is spoken over HTTP: it is played here by a server on a real
 * socket, well and badly.
 */
public abstract class DialectContract extends ModelContract {
  protected static final Duration LIMIT = Duration.ofSeconds(20);
  protected static final String KEY = "private-key-0815";
  protected static final ModelEvent DONE = new ModelEvent.Ended(ModelEvent.Stop.DONE);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Http http = closing(new Http(Timeouts.USUAL));

  /** A model that is served there. */
  protected abstract Model model(Service service, Http http);

  /** The data of an event that says this text, which has no quotes in it. */
  protected abstract String said(String text);

  /**
   * The data of events that call a tool in several pieces, where the dialect has them.
   *
   * @param place which of the answer's calls it is
   * @param id the server's id of the call
   * @param arguments an object with one string
   */
  protected abstract List<String> called(int place, String id, String name, String arguments);

  /** The data of events that end the answer well. */
  protected abstract List<String> finished();

  /** The data of an event that ends the stream with this message. */
  protected abstract String failed(String message);

  /** The header that has the key in it. */
  protected abstract String keyHeader();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** The same, closed after the test. */
  protected final <T extends AutoCloseable> T closing(T resource) {
    open.add(resource);
    return resource;
  }

  protected final Model model(ScriptServer server, @Nullable String key) {
    return model(server, key, http);
  }

  private Model model(ScriptServer server, @Nullable String key, Http through) {
    var service =
        new Service(
            "played",
            server.uri().toString(),
            "PLAYED_BASE_URL",
            "PLAYED_API_KEY",
            () -> key,
            Map.of("X-More", "more"));
    return model(service, through);
  }

  @Override
  protected final Model model() {
    List<String> data = new ArrayList<>(List.of(said("one "), said("two "), said("three")));
    data.addAll(finished());
    return model(closing(ScriptServer.streaming(data.toArray(String[]::new))), KEY);
  }

  @Override
  protected final ModelRequest request() {
    return asking("Count.");
  }

  /** What a model makes of a stream of these data. */
  protected final List<ModelEvent> heard(List<String> data) {
    ScriptServer server = closing(ScriptServer.streaming(data.toArray(String[]::new)));
    return requireNonNull(model(server, KEY).stream(request()).collectList().block(LIMIT));
  }

  private ScriptServer playing(ScriptServer.Script script) {
    return closing(ScriptServer.playing(script));
  }

  @Test
  void theKeyIsInAHeaderAndNeverShown() {
    ScriptServer server = closing(ScriptServer.streaming(finished().toArray(String[]::new)));
    Model with = model(server, KEY);

    with.stream(request()).blockLast(LIMIT);
    model(server, null).stream(request()).blockLast(LIMIT);

    String head = server.calls().getFirst().head();
    assertTrue(head.contains(keyHeader() + KEY + "\r\n"), head);
    assertTrue(head.contains("X-More: more\r\n"), head);
    assertFalse(head.lines().findFirst().orElseThrow().contains(KEY), head);
    assertFalse(server.calls().getLast().head().contains(keyHeader()));
    assertFalse((with + with.name() + with.stream(request())).contains(KEY));
  }

  @Test
  void aServerThatWantsAKeyWhereThereIsNoneAsksForALogin() {
    ScriptServer server = closing(ScriptServer.answering(401, "application/json", "{}"));

    StepVerifier.create(model(server, null).stream(request()))
        .expectErrorSatisfies(
            thrown -> {
              assertEquals(ErrorCode.AUTH_REQUIRED, ((AcpException) thrown).code());
              assertTrue(String.valueOf(thrown.getMessage()).contains("set PLAYED_API_KEY"));
            })
        .verify(LIMIT);
  }

  @Test
  void aStreamThatIsCutFailsAfterWhatWasSaid() {
    ScriptServer cut =
        playing(
            call -> {
              call.startStream();
              call.events(said("half"));
              call.hangUp();
            });
    ScriptServer early = closing(ScriptServer.streaming(said("half")));
    ScriptServer mute = closing(ScriptServer.streaming());

    for (ScriptServer server : List.of(cut, early)) {
      StepVerifier.create(model(server, KEY).stream(request()))
          .expectNext(new ModelEvent.Text("half"))
          .expectErrorSatisfies(told("cut", "was cut off before its end"))
          .verify(LIMIT);
    }
    StepVerifier.create(model(mute, KEY).stream(request()))
        .expectErrorSatisfies(told("cut", "was cut off before its end"))
        .verify(LIMIT);
  }

  @Test
  void anErrorInMidStreamFailsAfterWhatWasSaidAndTheServerIsLeft() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer server =
        playing(
            call -> {
              call.startStream();
              call.events(said("a"), failed("The engine is " + KEY + " overloaded"));
              hungUp.complete(call.clientHangsUp());
            });

    StepVerifier.create(model(server, KEY).stream(request()))
        .expectNext(new ModelEvent.Text("a"))
        .expectErrorSatisfies(told("server", "reports an error: The engine is *** overloaded"))
        .verify(LIMIT);

    assertTrue(hungUp.get(5, TimeUnit.SECONDS));
  }

  @Test
  void tooManyRequestsTellsHowLongToWait() {
    String body = "{\"error\":{\"message\":\"Slow down\"}}";
    ScriptServer server =
        closing(ScriptServer.answering(429, "application/json", body, "Retry-After: 7"));

    StepVerifier.create(model(server, KEY).stream(request()))
        .expectErrorSatisfies(
            thrown -> {
              told("rate_limit", "answered 429: Slow down").accept(thrown);
              assertEquals(7L, ((AcpException) thrown).data().get("retryAfterSeconds"));
            })
        .verify(LIMIT);
  }

  @Test
  void cancelBeforeTheFirstByteHangsUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer server =
        playing(
            call -> {
              asked.countDown();
              hungUp.complete(call.clientHangsUp());
            });

    Disposable exchange = model(server, KEY).stream(request()).subscribe();
    assertTrue(asked.await(5, TimeUnit.SECONDS));
    exchange.dispose();

    assertTrue(hungUp.get(5, TimeUnit.SECONDS));
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer server =
        playing(
            call -> {
              call.startStream();
              call.events(said("a"));
              hungUp.complete(call.clientHangsUp());
            });

    StepVerifier.create(model(server, KEY, impatient()).stream(request()))
        .expectNext(new ModelEvent.Text("a"))
        .expectErrorSatisfies(told("timeout", "fell silent in the middle of its answer"))
        .verify(LIMIT);

    assertTrue(hungUp.get(5, TimeUnit.SECONDS));
  }

  @Test
  void aSlowConsumerIsWaitedFor() {
    List<String> data = new ArrayList<>(List.of(said("a"), said("b")));
    data.addAll(finished());
    ScriptServer server = closing(ScriptServer.streaming(data.toArray(String[]::new)));

    StepVerifier.create(
            model(server, KEY, impatient()).stream(request())
                .filter(event -> !(event instanceof ModelEvent.Usage)),
            0)
        .thenAwait(Duration.ofMillis(700))
        .thenRequest(1)
        .expectNext(new ModelEvent.Text("a"))
        .thenAwait(Duration.ofMillis(700))
        .thenRequest(3)
        .expectNext(new ModelEvent.Text("b"), DONE)
        .expectComplete()
        .verify(LIMIT);
  }

  @Test
  void manyDeltasInFewChunksKeepTheirOrder() {
    StringBuilder stream = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    IntStream.range(0, 5_000)
        .forEach(
            i -> {
              stream.append("data: ").append(said(i + " ")).append("\n\n");
              expected.append(i).append(' ');
            });
    finished().forEach(one -> stream.append("data: ").append(one).append("\n\n"));
    ScriptServer flood =
        closing(ScriptServer.answering(200, "text/event-stream", stream.toString()));

    StringBuilder heard = new StringBuilder();
    model(flood, KEY).stream(request())
        .limitRate(7)
        .doOnNext(event -> heard.append(event instanceof ModelEvent.Text(String t) ? t : ""))
        .blockLast(LIMIT);

    assertEquals(expected.toString(), heard.toString());
  }

  @Test
  void anArgumentOfTenMebibytesComesWhole() {
    String arguments = "{\"text\":\"" + "x".repeat(10 << 20) + "\"}";
    List<String> data = new ArrayList<>(called(0, "c1", "write_file", arguments));
    data.addAll(finished());

    List<ModelEvent.Call> calls = calls(heard(data));

    assertEquals(1, calls.size());
    assertEquals("write_file", calls.getFirst().name());
    assertTrue(calls.getFirst().arguments().equals(arguments), "not as it was sent");
  }

  @Test
  void twoCallsWithOneIdAreTwoCalls() {
    List<String> data = new ArrayList<>(called(0, "same", "read_file", "{\"path\":\"a\"}"));
    data.addAll(called(1, "same", "read_file", "{\"path\":\"b\"}"));
    data.addAll(finished());

    List<ModelEvent.Call> calls = calls(heard(data));

    assertEquals(
        List.of("{\"path\":\"a\"}", "{\"path\":\"b\"}"),
        calls.stream().map(ModelEvent.Call::arguments).toList());
  }

  @Test
  void anEmptyAnswerIsAnAnswer() {
    List<ModelEvent> events =
        heard(finished()).stream().filter(event -> !(event instanceof ModelEvent.Usage)).toList();

    assertEquals(List.of(DONE), events);
  }

  @Test
  void bytesThatAreNoTextAreAFailureAfterWhatWasSaid() {
    byte[] broken = ("data: " + said("a?b") + "\n\n").getBytes(UTF_8);
    broken[new String(broken, UTF_8).indexOf('?')] = (byte) 0xFF;
    ScriptServer server =
        playing(
            call -> {
              call.startStream();
              call.events(said("a"));
              call.chunk(broken);
              call.clientHangsUp();
            });

    StepVerifier.create(model(server, KEY).stream(request()))
        .expectNext(new ModelEvent.Text("a"))
        .expectErrorSatisfies(told("malformed", "sent broken JSON in place of an answer"))
        .verify(LIMIT);
  }

  @Test
  void whatIsNoJsonIsAFailure() {
    for (String junk : List.of("junk", "7", "\"text\"", "{]", "{\"a\":")) {
      ScriptServer server = closing(ScriptServer.streaming(junk));

      StepVerifier.create(model(server, KEY).stream(request()))
          .expectErrorSatisfies(told("malformed", "in place of an answer"))
          .verify(LIMIT);
    }
  }

  private Http impatient() {
    return closing(new Http(new Timeouts(LIMIT, LIMIT, Duration.ofMillis(300))));
  }

  /** The calls among these events. */
  protected static List<ModelEvent.Call> calls(List<ModelEvent> events) {
    return events.stream()
        .filter(ModelEvent.Call.class::isInstance)
        .map(ModelEvent.Call.class::cast)
        .toList();
  }

  /** A failure of that kind, which says this at its end. */
  protected static Consumer<Throwable> told(String kind, String end) {
    return thrown -> {
      if (!(thrown instanceof AcpException fault)) {
        throw new AssertionError("not ours", thrown);
      }
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.contains(end), message);
      assertFalse(message.contains(KEY), message);
      assertEquals(kind, fault.data().get("kind"));
      assertEquals("played", fault.data().get("provider"));
    };
  }
}
