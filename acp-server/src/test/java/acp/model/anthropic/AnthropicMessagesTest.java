package acp.model.anthropic;

import static acp.model.anthropic.Talk.START;
import static acp.model.anthropic.Talk.STOP;
import static acp.model.anthropic.Talk.beginText;
import static acp.model.anthropic.Talk.end;
import static acp.model.anthropic.Talk.json;
import static acp.model.anthropic.Talk.stop;
import static acp.model.anthropic.Talk.text;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.Model;
import acp.model.ModelContract;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import acp.model.Timeouts;
import acp.model.dialect.Service;
import acp.model.http.Http;
import acp.model.http.ScriptServer;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

/** {@link AnthropicMessages} against a server on a real socket. */
@Timeout(20)
class AnthropicMessagesTest extends ModelContract {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String KEY = "sk-ant-private-0815";
  private static final ModelEvent DONE = new ModelEvent.Ended(ModelEvent.Stop.DONE);

  private final Http http = new Http(Timeouts.USUAL);
  private final ScriptServer server =
      ScriptServer.streaming(
          START,
          beginText(0),
          text(0, "one "),
          text(0, "two "),
          text(0, "three"),
          end(0),
          stop("end_turn"),
          STOP);

  @AfterEach
  void close() throws IOException {
    http.close();
    server.close();
  }

  @Override
  protected Model model() {
    return model(server, KEY, http);
  }

  @Override
  protected ModelRequest request() {
    return asking("Count.");
  }

  @Test
  void theAddressForgivesItsEndAndItsVersion() {
    String root = "http://" + server.host();
    for (String end : new String[] {"", "/", "/v1", "/v1/", "/v1/messages"}) {
      model(root + end, KEY, http).stream(request()).blockLast(LIMIT);
    }
    model(root + "/proxy", KEY, http).stream(request()).blockLast(LIMIT);

    server
        .calls()
        .subList(0, 5)
        .forEach(call -> assertTrue(call.head().startsWith("POST /v1/messages HTTP/1.1")));
    assertTrue(server.calls().getLast().head().startsWith("POST /proxy/v1/messages HTTP/1.1"));
  }

  @Test
  void theKeyAndTheVersionAreSentAndTheKeyIsNeverShown() {
    Model with = model();
    with.stream(request()).blockLast(LIMIT);
    model(server, null, http).stream(request()).blockLast(LIMIT);

    String head = server.calls().getFirst().head();
    assertTrue(head.contains("x-api-key: " + KEY), head);
    assertTrue(head.contains("anthropic-version: 2023-06-01"), head);
    assertTrue(head.contains("X-Team: a"), head);
    assertFalse(head.toLowerCase(Locale.ROOT).contains("anthropic-beta"), head);
    assertFalse(server.calls().getLast().head().contains("x-api-key"));
    assertFalse((with + with.name() + with.stream(request())).contains(KEY));
  }

  @Test
  void whoIsToldToThinkGetsABudget() {
    ModelRequest asked = request();

    model().stream(
            new ModelRequest(asked.system(), asked.messages(), asked.tools(), ThoughtLevel.LOW))
        .blockLast(LIMIT);

    String body = server.calls().getFirst().body();
    assertTrue(body.contains("\"budget_tokens\":4000"), body);
  }

  @Test
  void aRefusalIsToldWithTheTimeToWait() throws IOException {
    String overloaded =
        json("{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");
    try (ScriptServer busy =
        ScriptServer.answering(529, "application/json", overloaded, "retry-after: 7")) {
      fails(
          model(busy, KEY, http),
          told -> {
            assertEquals("server", data(told).get("kind"));
            assertEquals(529, data(told).get("status"));
            assertEquals(7L, data(told).get("retryAfterSeconds"));
          });
    }
  }

  @Test
  void aServerWithoutAKeyAsksForOneByItsName() throws IOException {
    try (ScriptServer closed = ScriptServer.answering(401, "application/json", "{}")) {
      fails(
          model(closed, null, http),
          told -> {
            assertEquals(ErrorCode.AUTH_REQUIRED, told.code());
            assertTrue(String.valueOf(told.getMessage()).contains("ANTHROPIC_API_KEY"));
          });
    }
  }

  @Test
  void aStreamThatIsCutSaysSoAfterWhatWasSaid() throws IOException {
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events(START, beginText(0), text(0, "half"));
          call.hangUp();
        };
    try (ScriptServer hasty = ScriptServer.playing(script)) {
      StepVerifier.create(model(hasty, KEY, http).stream(request()))
          .expectNext(new ModelEvent.Text("half"))
          .expectErrorSatisfies(
              thrown -> assertEquals("cut", data((AcpException) thrown).get("kind")))
          .verify(LIMIT);
    }
  }

  @Test
  void aCancelBeforeTheFirstByteHangsUp() throws Exception {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script script =
        call -> {
          asked.complete(true);
          hungUp.complete(call.clientHangsUp());
        };
    try (ScriptServer silent = ScriptServer.playing(script)) {
      Disposable exchange = model(silent, KEY, http).stream(request()).subscribe();
      asked.get(5, TimeUnit.SECONDS);

      exchange.dispose();

      assertTrue(hungUp.get(8, TimeUnit.SECONDS));
    }
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    Duration idle = Duration.ofMillis(200);
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events(START, beginText(0), text(0, "a"));
          hungUp.complete(call.clientHangsUp());
        };
    try (Http impatient = new Http(new Timeouts(LIMIT, LIMIT, idle));
        ScriptServer silent = ScriptServer.playing(script)) {
      StepVerifier.create(model(silent, KEY, impatient).stream(request()))
          .expectNext(new ModelEvent.Text("a"))
          .expectErrorSatisfies(
              thrown -> assertEquals("timeout", data((AcpException) thrown).get("kind")))
          .verify(LIMIT);

      assertTrue(hungUp.get(8, TimeUnit.SECONDS));
    }
  }

  @Test
  void aSlowConsumerGetsEverythingInOrder() throws IOException {
    int count = 5_000;
    StringBuilder stream = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    add(stream, START);
    add(stream, beginText(0));
    IntStream.range(0, count)
        .forEach(
            i -> {
              add(stream, text(0, i + " "));
              expected.append(i).append(' ');
            });
    add(stream, stop("end_turn"));
    add(stream, STOP);
    try (ScriptServer flood = ScriptServer.answering(200, "text/event-stream", stream.toString())) {
      StringBuilder heard = new StringBuilder();

      ModelEvent last =
          model(flood, KEY, http).stream(request())
              .limitRate(3)
              .doOnNext(event -> heard.append(event instanceof ModelEvent.Text(String t) ? t : ""))
              .blockLast(LIMIT);

      assertEquals(expected.toString(), heard.toString());
      assertEquals(DONE, requireNonNull(last));
    }
  }

  private static void add(StringBuilder stream, String data) {
    stream.append("data: ").append(data).append("\n\n");
  }

  private void fails(Model model, Consumer<AcpException> told) {
    StepVerifier.create(model.stream(request()))
        .expectErrorSatisfies(thrown -> told.accept((AcpException) thrown))
        .verify(LIMIT);
  }

  private static Map<?, ?> data(AcpException told) {
    return (Map<?, ?>) told.data();
  }

  private static Model model(ScriptServer server, @Nullable String key, Http http) {
    return model("http://" + server.host(), key, http);
  }

  private static Model model(String baseUrl, @Nullable String key, Http http) {
    return new AnthropicMessages(
        new Service(
            "anthropic",
            baseUrl,
            "ANTHROPIC_BASE_URL",
            "ANTHROPIC_API_KEY",
            () -> key,
            Map.of("X-Team", "a")),
        "claude-sonnet-4-5",
        ModelFacts.of("anthropic/claude-sonnet-4-5"),
        http);
  }
}
