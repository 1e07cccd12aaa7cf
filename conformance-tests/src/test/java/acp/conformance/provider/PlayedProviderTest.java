package acp.conformance.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.Json;
import acp.conformance.UsageException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link PlayedProvider}: it speaks as the vendors document it, and refuses what they refuse. */
@Timeout(60)
class PlayedProviderTest {
  private static final String CALL =
      """
      answer
        think "Hm."
        say "So."
        call f {"a":1}
      answer
        expect "forty-two"
        say "Well."
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  /** How a dialect is asked, with ? where results and what was said before stand. */
  private enum Asked {
    CHAT(
        "openai",
        "/chat/completions",
        "{'model':'m','stream':true,'stream_options':{'include_usage':true},'messages':["
            + "{'role':'user','content':'hi'}?]}",
        ",{'role':'assistant','content':'So.','tool_calls':[{'id':'c1','type':'function',"
            + "'function':{'name':'f','arguments':'{\\'a\\':1}'}}]}",
        ",{'role':'tool','tool_call_id':'c1','content':'forty-two'}"),
    RESPONSES(
        "openai-responses",
        "/responses",
        "{'model':'m','stream':true,'store':false,'include':['reasoning.encrypted_content'],"
            + "'input':[{'type':'message','role':'user','content':'hi'}?]}",
        ",{'type':'reasoning','id':'rs_played0x0','summary':[{'type':'summary_text','text':'Hm.'}],"
            + "'encrypted_content':'gAAAAplayed0x0'},"
            + "{'type':'message','role':'assistant','content':'So.'},"
            + "{'type':'function_call','call_id':'c1','name':'f','arguments':'{\\'a\\':1}'}",
        ",{'type':'function_call_output','call_id':'c1','output':'forty-two'}"),
    MESSAGES(
        "anthropic",
        "/v1/messages",
        "{'model':'m','stream':true,'max_tokens':99,'messages':[{'role':'user','content':'hi'}?]}",
        ",{'role':'assistant','content':[{'type':'thinking','thinking':'Hm.',"
            + "'signature':'sigplayed0x0'},{'type':'text','text':'So.'},"
            + "{'type':'tool_use','id':'c1','name':'f','input':{'a':1}}]}",
        ",{'role':'user','content':[{'type':'tool_result','tool_use_id':'c1',"
            + "'content':'forty-two'}]}"),
    GEMINI(
        "gemini",
        "/models/m:streamGenerateContent?alt=sse",
        "{'systemInstruction':{'parts':[{'text':'Be.'}]},'contents':[{'role':'user',"
            + "'parts':[{'text':'hi'}]}?]}",
        ",{'role':'model','parts':[{'text':'So.'},{'functionCall':{'name':'f','args':{'a':1},"
            + "'id':'fcplayed0x2'},'thoughtSignature':'c2lnbmF0dXJlIHBsYXllZDB4Mg=='}]}",
        ",{'role':'user','parts':[{'functionResponse':{'name':'f','id':'fcplayed0x2',"
            + "'response':{'output':'forty-two'}}}]}");

    private final String dialect;
    private final String path;
    private final String body;
    private final String said;
    private final String result;

    Asked(String dialect, String path, String body, String said, String result) {
      this.dialect = dialect;
      this.path = path;
      this.body = body;
      this.said = said;
      this.result = result;
    }

    String body(String after) {
      return body.replace("?", after).replace("\\'", "\\\"").replace('\'', '"');
    }
  }

  @Test
  void everyDialectAnswersAndTakesBackWhatItHasSaid() throws Exception {
    for (Asked asked : Asked.values()) {
      try (PlayedProvider provider = PlayedProvider.start(asked.dialect, script())) {
        String first = ask(provider, asked, asked.body("")).body();
        String second = ask(provider, asked, asked.body(asked.said + asked.result)).body();

        assertEquals(List.of(), provider.breaches(), asked.dialect);
        assertTrue(first.contains("Hm.") && first.contains("So."), first);
        assertTrue(second.contains("Well."), second);
        assertEquals(0, provider.unplayed());
        assertEquals(2, provider.received().size());
        assertFalse(provider.received().toString().contains("key-0815"));
      }
    }
  }

  @Test
  void everyEventIsJsonAndNamedAsItsTypeWhereItHasOne() throws Exception {
    for (Asked asked : Asked.values()) {
      try (PlayedProvider provider = PlayedProvider.start(asked.dialect, script())) {
        for (String event : ask(provider, asked, asked.body("")).body().split("\n\n", -1)) {
          List<String> lines = event.lines().toList();
          String data = lines.isEmpty() ? "" : lines.getLast().replaceFirst("^data: ", "");
          if (!data.isEmpty() && !data.equals("[DONE]")) {
            JsonNode json = Json.read(data);
            if (lines.size() == 2) {
              assertEquals("event: " + json.path("type").asText(), lines.getFirst());
            }
          }
        }
      }
    }
  }

  @Test
  void aCallWithoutItsResultIsRefused() throws Exception {
    for (Asked asked : Asked.values()) {
      try (PlayedProvider provider = PlayedProvider.start(asked.dialect, script())) {
        ask(provider, asked, asked.body(""));
        String user =
            switch (asked) {
              case CHAT, MESSAGES -> ",{'role':'user','content':'and?'}";
              case RESPONSES -> ",{'type':'message','role':'user','content':'and?'}";
              case GEMINI -> ",{'role':'user','parts':[{'text':'and?'}]}";
            };
        HttpResponse<String> answer = ask(provider, asked, asked.body(asked.said + user));

        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(1, provider.breaches().size());
        assertTrue(Json.read(answer.body()).has("error"), answer.body());
      }
    }
  }

  @Test
  void aSealThatIsLostOrChangedIsRefused() throws Exception {
    for (Asked asked : List.of(Asked.RESPONSES, Asked.MESSAGES, Asked.GEMINI)) {
      String changed =
          asked
              .said
              .replace("gAAAAplayed0x0", "gAAAAplayed9x9")
              .replace("sigplayed0x0", "sigplayed9x9")
              .replace("c2lnbmF0dXJlIHBsYXllZDB4Mg==", "c2lnbmF0dXJlIHBsYXllZDl4OQ==");
      String lost =
          asked
              .said
              .replaceFirst("\\{'type':'reasoning'.*?gAAAAplayed0x0'},", "")
              .replaceFirst("\\{'type':'thinking'.*?sigplayed0x0'},", "")
              .replaceFirst(",'thoughtSignature':'[^']*'", "");
      for (String said : List.of(changed, lost)) {
        try (PlayedProvider provider = PlayedProvider.start(asked.dialect, script())) {
          ask(provider, asked, asked.body(""));
          HttpResponse<String> answer = ask(provider, asked, asked.body(said + asked.result));

          assertEquals(400, answer.statusCode(), asked + " " + said);
        }
      }
    }
  }

  @Test
  void whoHasNoKeyOrIsAtTheWrongDoorIsTurnedAway() throws Exception {
    for (Asked asked : Asked.values()) {
      try (PlayedProvider provider = PlayedProvider.start(asked.dialect, script())) {
        URI right = URI.create(provider.baseUrl() + asked.path);
        HttpRequest keyless =
            HttpRequest.newBuilder(right)
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(asked.body("")))
                .build();
        HttpRequest astray =
            request(URI.create(provider.baseUrl() + "/nowhere"), asked.body("")).build();

        assertEquals(401, client.send(keyless, BodyHandlers.ofString()).statusCode());
        assertTrue(client.send(astray, BodyHandlers.ofString()).statusCode() >= 400);
      }
    }
  }

  @Test
  void whatWasExpectedAndDoesNotComeIsABreach() throws Exception {
    Script script = Script.parse("s", "answer\n expect \"good bye\"\n say \"x\"");
    try (PlayedProvider provider = PlayedProvider.start("openai", script)) {
      assertEquals(400, ask(provider, Asked.CHAT, Asked.CHAT.body("")).statusCode());
      assertTrue(provider.breaches().getFirst().contains("good bye"));
    }
  }

  @Test
  void whatGoesWrongGoesWrongInEveryDialect() throws Exception {
    Script script =
        Script.parse(
            "s",
            """
            answer
              status 429 retry-after 3 "Slow down"
            answer
              say "Half"
              error "Overloaded"
            answer
              say "Half"
              cut
            answer
              say "Half"
              broken
            """);
    for (Asked asked : Asked.values()) {
      try (PlayedProvider provider = PlayedProvider.start(asked.dialect, script)) {
        HttpResponse<String> limited = ask(provider, asked, asked.body(""));
        String failed = ask(provider, asked, asked.body("")).body();

        assertEquals(429, limited.statusCode());
        assertEquals("3", limited.headers().firstValue("retry-after").orElse(""));
        assertTrue(limited.body().contains("Slow down"));
        assertTrue(failed.contains("Half") && failed.contains("Overloaded"), failed);
        assertThrows(IOException.class, () -> ask(provider, asked, asked.body("")));
        assertThrows(IOException.class, () -> ask(provider, asked, asked.body("")));
      }
    }
  }

  @Test
  void aDialectThatNobodySpeaksIsNamed() {
    UsageException told =
        assertThrows(UsageException.class, () -> PlayedProvider.start("latin", script()));

    assertTrue(String.valueOf(told.getMessage()).contains("latin"));
    assertEquals(
        List.of("openai", "openai-responses", "anthropic", "gemini"), PlayedProvider.dialects());
  }

  private static Script script() {
    return Script.parse("call", CALL);
  }

  private HttpResponse<String> ask(PlayedProvider provider, Asked asked, String body)
      throws Exception {
    return client.send(
        request(URI.create(provider.baseUrl() + asked.path), body).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(URI uri, String body) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer key-0815")
        .header("x-api-key", "key-0815")
        .header("x-goog-api-key", "key-0815")
        .header("anthropic-version", "2023-06-01")
        .POST(BodyPublishers.ofString(body));
  }
}
