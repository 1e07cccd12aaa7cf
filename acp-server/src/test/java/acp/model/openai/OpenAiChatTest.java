package acp.model.openai;

import static acp.model.openai.Chat.STOP;
import static acp.model.openai.Chat.delta;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.Model;
import acp.model.ModelContract;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

/** {@link OpenAiChat} against a server on a real socket. */
@Timeout(20)
class OpenAiChatTest extends ModelContract {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String KEY = "private-key-0815";
  private static final ModelEvent DONE = new ModelEvent.Ended(ModelEvent.Stop.DONE);

  private final Http http = new Http(Timeouts.USUAL);
  private final ScriptServer server =
      ScriptServer.streaming(
          delta("{'content':'one '}"),
          delta("{'content':'two '}"),
          delta("{'content':'three'}"),
          STOP,
          "[DONE]");

  @AfterEach
  void close() throws IOException {
    http.close();
    server.close();
  }

  @Override
  protected Model model() {
    return model(server, KEY);
  }

  @Override
  protected ModelRequest request() {
    return asking("Count.");
  }

  @Test
  void theAddressForgivesItsEnd() {
    for (String end : new String[] {"", "/", "//", "/chat/completions", "/chat/completions/"}) {
      new OpenAiChat(service(server.uri() + end, KEY), "m", http)
          .stream(request()).blockLast(LIMIT);
    }
    new OpenAiChat(service(server.uri() + "?v=1", KEY), "m", http)
        .stream(request()).blockLast(LIMIT);

    assertEquals(6, server.calls().size());
    server
        .calls()
        .subList(0, 5)
        .forEach(call -> assertTrue(isPostTo("/v1/chat/completions", call.head())));
    assertTrue(isPostTo("/v1/chat/completions?v=1", server.calls().getLast().head()));
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutQuotingIt() {
    for (String address :
        new String[] {"localhost:11434/v1", "ftp://x/v1", "http://u:pass word@x", "x"}) {
      AcpException told =
          assertThrows(
              AcpException.class, () -> new OpenAiChat(service(address, KEY), "m", http), address);

      assertEquals(ErrorCode.INVALID_PARAMS, told.code());
      assertFalse(String.valueOf(told.getMessage()).contains("pass"));
    }
  }

  @Test
  void theKeyIsSentIfThereIsOneAndNeverShown() {
    Model with = model(server, KEY);
    Model without = model(server, null);
    with.stream(request()).blockLast(LIMIT);
    without.stream(request()).blockLast(LIMIT);

    assertTrue(server.calls().getFirst().head().contains("Authorization: Bearer " + KEY));
    assertFalse(server.calls().getLast().head().toLowerCase(Locale.ROOT).contains("authorization"));
    server.calls().forEach(call -> assertTrue(call.head().contains("X-Team: a"), call.head()));
    assertFalse((with + with.name() + with.stream(request())).contains(KEY));
  }

  @Test
  void aHeaderOfTheUsersTakesThePlaceOfOurs() {
    Service service =
        new Service(
            "box",
            server.uri().toString(),
            "models.providers.box.base_url",
            "BOX_API_KEY",
            () -> KEY,
            Map.of("authorization", "Custom abc"));

    Model box = new OpenAiChat(service, "m", http);
    box.stream(request()).blockLast(LIMIT);

    String head = server.calls().getFirst().head().toLowerCase(Locale.ROOT);
    assertTrue(head.contains("authorization: custom abc"), head);
    assertFalse(head.contains("bearer"), head);
    assertEquals("box/m", box.name());
  }

  @Test
  void aServerWithoutAKeyAsksForOne() throws IOException {
    try (ScriptServer closed = ScriptServer.answering(401, "application/json", "{}")) {
      StepVerifier.create(model(closed, null).stream(request()))
          .expectErrorSatisfies(
              thrown -> assertEquals(ErrorCode.AUTH_REQUIRED, ((AcpException) thrown).code()))
          .verify(LIMIT);
      StepVerifier.create(model(closed, KEY).stream(request()))
          .expectErrorSatisfies(
              thrown -> assertEquals(ErrorCode.INTERNAL_ERROR, ((AcpException) thrown).code()))
          .verify(LIMIT);
    }
  }

  @Test
  void anAnswerWithoutAStreamIsTaken() throws IOException {
    String answer = "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
    try (ScriptServer plain = ScriptServer.answering(200, "application/json", answer)) {
      StepVerifier.create(model(plain, KEY).stream(request()))
          .expectNext(new ModelEvent.Text("Hi"), DONE)
          .expectComplete()
          .verify(LIMIT);
    }
  }

  @Test
  void aStreamThatBreaksAfterTheFinishIsComplete() throws IOException {
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.events(delta("{'content':'a'}"), STOP);
          call.hangUp();
        };
    try (ScriptServer hasty = ScriptServer.playing(script)) {
      StepVerifier.create(model(hasty, KEY).stream(request()))
          .expectNext(new ModelEvent.Text("a"), DONE)
          .expectComplete()
          .verify(LIMIT);
    }
  }

  @Test
  void whatWasSaidBeforeAnErrorIsHeardAndThenTheServerIsLeft() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    ScriptServer.Script script =
        call -> {
          call.startStream();
          call.chunk(
              ("data: "
                      + delta("{'content':'a'}")
                      + "\n\nevent: error\ndata: {\"message\":\"out of luck\"}\n\n")
                  .getBytes(UTF_8));
          hungUp.complete(call.clientHangsUp());
        };
    try (ScriptServer failing = ScriptServer.playing(script)) {
      StepVerifier.create(model(failing, KEY).stream(request()))
          .expectNext(new ModelEvent.Text("a"))
          .expectErrorSatisfies(
              thrown ->
                  assertTrue(String.valueOf(thrown.getMessage()).endsWith("an error: out of luck")))
          .verify(LIMIT);

      assertTrue(hungUp.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void manyDeltasInFewChunksKeepTheirOrder() throws IOException {
    int count = 20_000;
    StringBuilder stream = new StringBuilder();
    IntStream.range(0, count)
        .forEach(
            i -> stream.append("data: ").append(delta("{'content':'" + i + " '}")).append("\n\n"));
    stream.append("data: ").append(STOP).append("\n\ndata: [DONE]\n\n");
    try (ScriptServer flood = ScriptServer.answering(200, "text/event-stream", stream.toString())) {
      StringBuilder expected = new StringBuilder();
      IntStream.range(0, count).forEach(i -> expected.append(i).append(' '));

      StringBuilder heard = new StringBuilder();
      model(flood, KEY).stream(request())
          .limitRate(7)
          .doOnNext(event -> heard.append(event instanceof ModelEvent.Text(String t) ? t : ""))
          .blockLast(LIMIT);

      assertEquals(expected.toString(), heard.toString());
    }
  }

  private static boolean isPostTo(String path, String head) {
    return head.startsWith("POST " + path + " HTTP/1.1");
  }

  private Model model(ScriptServer server, @Nullable String key) {
    return new OpenAiChat(service(server.uri().toString(), key), "m/n", http);
  }

  private static Service service(String baseUrl, @Nullable String key) {
    return new Service(
        "openai", baseUrl, "OPENAI_BASE_URL", "OPENAI_API_KEY", () -> key, Map.of("X-Team", "a"));
  }
}
