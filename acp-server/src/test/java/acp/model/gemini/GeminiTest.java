package acp.model.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.DialectContract;
import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.Timeouts;
import acp.model.dialect.Service;
import acp.model.http.Http;
import acp.model.http.ScriptServer;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

/** {@link Gemini} against a server on a real socket. */
@Timeout(60)
class GeminiTest extends DialectContract {

  @Override
  protected Model model(Service service, Http http) {
    return new Gemini(service, "gemini-2.5-pro", http);
  }

  @Override
  protected String said(String text) {
    return Played.parts(Played.text(text));
  }

  /** Its calls come whole. */
  @Override
  protected List<String> called(int place, String id, String name, String arguments) {
    return List.of(Played.parts(Played.call(id, name, arguments, "SIG")));
  }

  @Override
  protected List<String> finished() {
    return List.of(Played.finish("STOP"));
  }

  @Override
  protected String failed(String message) {
    return "{\"error\":{\"code\":503,\"message\":\"" + message + "\",\"status\":\"UNAVAILABLE\"}}";
  }

  @Override
  protected String keyHeader() {
    return "x-goog-api-key: ";
  }

  @Test
  void theAddressHasTheVersionTheModelAndTheFormOfTheStream() {
    ScriptServer server = closing(ScriptServer.streaming(Played.finish("STOP")));
    String base = "http://" + server.host();

    for (String form : new String[] {"", "/", "/v1beta", "/v1beta/"}) {
      model(base + form, "gemini-2.5-pro").stream(request()).blockLast(LIMIT);
    }
    model(base, "models/gemini-2.5-pro").stream(request()).blockLast(LIMIT);
    model(base + "?a=b", "a b").stream(request()).blockLast(LIMIT);

    assertEquals(6, server.calls().size());
    for (int i = 0; i < 5; i++) {
      String head = server.calls().get(i).head();
      assertTrue(
          head.startsWith(
              "POST /v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse HTTP/1.1\r\n"),
          head);
    }
    String odd = server.calls().getLast().head();
    assertTrue(
        odd.startsWith("POST /v1beta/models/a%20b:streamGenerateContent?a=b&alt=sse HTTP"), odd);
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    AcpException told = assertThrows(AcpException.class, () -> model("localhost", "m"));

    assertEquals(ErrorCode.INVALID_PARAMS, told.code());
  }

  /** It answers with an array where it is not asked for events, and so do some in its place. */
  @Test
  void anAnswerWithoutAStreamIsTaken() {
    String one = Played.parts(Played.text("Hi"));
    for (String answer : List.of("[" + one + ",\n" + Played.finish("STOP") + "]")) {
      ScriptServer plain = closing(ScriptServer.answering(200, "application/json", answer));

      StepVerifier.create(model(plain, KEY).stream(request()))
          .expectNext(new ModelEvent.Text("Hi"), new ModelEvent.Usage(10, 5, 4), DONE)
          .expectComplete()
          .verify(LIMIT);
    }
  }

  @Test
  void aStreamThatBreaksAfterTheFinishIsComplete() {
    ScriptServer hasty =
        closing(
            ScriptServer.playing(
                call -> {
                  call.startStream();
                  call.events(said("a"), Played.finish("STOP"));
                  call.hangUp();
                }));

    StepVerifier.create(model(hasty, KEY).stream(request()))
        .expectNext(new ModelEvent.Text("a"), new ModelEvent.Usage(10, 5, 4), DONE)
        .expectComplete()
        .verify(LIMIT);
  }

  @Test
  void anErrorMayComeInAnArray() {
    String error =
        "[{\"error\":{\"code\":429,\"message\":\"Slow down\",\"status\":\"RESOURCE_EXHAUSTED\","
            + "\"details\":[{\"@type\":\"x/google.rpc.RetryInfo\",\"retryDelay\":\"12s\"}]}}]";
    ScriptServer refused = closing(ScriptServer.answering(429, "application/json", error));
    ScriptServer late = closing(ScriptServer.answering(200, "application/json", error));

    StepVerifier.create(model(refused, KEY).stream(request()))
        .expectErrorSatisfies(
            thrown -> {
              told("rate_limit", "answered 429: Slow down").accept(thrown);
              assertEquals(12L, ((AcpException) thrown).data().get("retryAfterSeconds"));
            })
        .verify(LIMIT);
    StepVerifier.create(model(late, KEY).stream(request()))
        .expectErrorSatisfies(told("rate_limit", "reports an error: Slow down"))
        .verify(LIMIT);
  }

  private Model model(String baseUrl, String model) {
    var service = new Service("g", baseUrl, "GEMINI_BASE_URL", "G_KEY", () -> KEY, Map.of());
    return new Gemini(service, model, closing(new Http(Timeouts.USUAL)));
  }
}
