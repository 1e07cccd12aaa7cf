package acp.model.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.DialectContract;
import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.model.ModelRequest;
import acp.model.Timeouts;
import acp.model.dialect.Service;
import acp.model.http.Http;
import acp.model.http.ScriptServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

/** {@link OpenAiResponses} against a server on a real socket. */
@Timeout(60)
class OpenAiResponsesTest extends DialectContract {

  @Override
  protected Model model(Service service, Http http) {
    return new OpenAiResponses(service, "gpt-5", ModelFacts.of("openai/gpt-5"), http);
  }

  @Override
  protected String said(String text) {
    return Played.text(0, text);
  }

  @Override
  protected List<String> called(int place, String id, String name, String arguments) {
    String escaped = arguments.replace("\"", "\\'");
    int middle = escaped.length() / 2;
    middle += escaped.charAt(middle - 1) == '\\' ? 1 : 0;
    return List.of(
        Played.added(place, Played.call("fc_" + place, id, name, "", "in_progress")),
        Played.arguments(place, escaped.substring(0, middle)),
        Played.arguments(place, escaped.substring(middle)),
        Played.event(
            "function_call_arguments.done",
            "'output_index':" + place + ",'item_id':'fc','arguments':'" + escaped + "'"),
        Played.done(place, Played.call("fc_" + place, id, name, escaped, "completed")));
  }

  @Override
  protected List<String> finished() {
    return List.of(Played.COMPLETED);
  }

  @Override
  protected String failed(String message) {
    return "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\""
        + message
        + "\",\"param\":null,\"sequence_number\":3}";
  }

  @Override
  protected String keyHeader() {
    return "Authorization: Bearer ";
  }

  @Test
  void theAddressForgivesItsEnd() {
    ScriptServer server = closing(ScriptServer.streaming(Played.COMPLETED));
    Http http = closing(new Http(Timeouts.USUAL));

    for (String end : new String[] {"", "/", "/responses", "/responses/"}) {
      var service = new Service("p", server.uri() + end, "P_URL", "P_KEY", () -> KEY, Map.of());
      new OpenAiResponses(service, "m", ModelFacts.of("p/m"), http)
          .stream(request()).blockLast(LIMIT);
    }

    assertEquals(4, server.calls().size());
    server
        .calls()
        .forEach(
            call -> assertTrue(call.head().startsWith("POST /v1/responses HTTP/1.1"), call.head()));
  }

  @Test
  void anAnswerWithoutAStreamIsTaken() {
    String answer =
        """
        {"id":"resp_1","object":"response","status":"completed","error":null,"output":[
          {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[
            {"type":"output_text","text":"Hi","annotations":[]}]}],
         "usage":{"input_tokens":3,"output_tokens":1}}
        """;
    ScriptServer plain = closing(ScriptServer.answering(200, "application/json", answer));

    StepVerifier.create(model(plain, KEY).stream(request()))
        .expectNext(new ModelEvent.Text("Hi"), new ModelEvent.Usage(3, 1, 0), DONE)
        .expectComplete()
        .verify(LIMIT);
  }

  /** OpenAI refuses summaries to users who have not proved who they are. */
  @Test
  void whereSummariesAreRefusedItIsAskedWithoutThemFromThenOn() {
    String refusal =
        "{\"error\":{\"message\":\"Your organization must be verified to generate reasoning"
            + " summaries.\",\"type\":\"invalid_request_error\",\"param\":\"reasoning.summary\","
            + "\"code\":\"unsupported_value\"}}";
    ScriptServer server =
        closing(
            ScriptServer.playing(
                call -> {
                  if (call.body().contains("\"summary\":\"auto\"")) {
                    call.answer(400, "application/json", refusal);
                  } else {
                    call.startStream();
                    call.events(said("a"), Played.COMPLETED);
                    call.endStream();
                  }
                }));
    Model model = model(server, KEY);
    List<ModelEvent> heard = new ArrayList<>();

    model.stream(request()).doOnNext(heard::add).blockLast(LIMIT);
    model.stream(request()).blockLast(LIMIT);

    assertTrue(heard.contains(new ModelEvent.Text("a")));
    assertEquals(3, server.calls().size());
    assertFalse(server.calls().getLast().body().contains("summary"));
  }

  @Test
  void anotherBadRequestIsNotRepeated() {
    ScriptServer server =
        closing(ScriptServer.answering(400, "application/json", "{\"error\":\"bad\"}"));
    ModelRequest request = request();

    StepVerifier.create(model(server, KEY).stream(request))
        .expectErrorSatisfies(told("request", "answered 400: bad"))
        .verify(LIMIT);

    assertEquals(1, server.calls().size());
  }
}
