package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Outcome;
import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.AuthenticateRequest;
import acp.protocol.v1.CloseSessionRequest;
import acp.protocol.v1.DeleteSessionRequest;
import acp.protocol.v1.ListSessionsRequest;
import acp.protocol.v1.LoadSessionRequest;
import acp.protocol.v1.LogoutRequest;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.PromptRequest;
import acp.protocol.v1.ResumeSessionRequest;
import acp.protocol.v1.SetSessionConfigOptionRequest;
import acp.protocol.v1.SetSessionModeRequest;
import acp.session.Turn;
import acp.surface.Desk;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/**
 * Whatever a request holds, made from its types by putting something odd in each place: it is
 * answered once, a fault names its place and nothing of ours, and the connection goes on.
 */
@Timeout(120)
class BadInputTest {
  private static final ObjectMapper TYPES = ProtocolMapper.create();
  private static final ObjectMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Null means that the field is left out. */
  private static final List<String> ODD =
      List.of(
          "absent",
          "null",
          "5",
          "-1",
          "1.5",
          "1e400",
          "99999999999999999999",
          "true",
          "\"\"",
          "\"odd\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"/a/../b\\u0000\"",
          "[]",
          "[[]]",
          "[null]",
          "{}",
          "{\"type\":\"odd\"}",
          "{\"_meta\":5}");

  private static final Map<String, Class<?>> METHODS =
      Map.ofEntries(
          Map.entry("authenticate", AuthenticateRequest.class),
          Map.entry("logout", LogoutRequest.class),
          Map.entry("session/new", NewSessionRequest.class),
          Map.entry("session/load", LoadSessionRequest.class),
          Map.entry("session/resume", ResumeSessionRequest.class),
          Map.entry("session/list", ListSessionsRequest.class),
          Map.entry("session/delete", DeleteSessionRequest.class),
          Map.entry("session/close", CloseSessionRequest.class),
          Map.entry("session/set_mode", SetSessionModeRequest.class),
          Map.entry("session/set_config_option", SetSessionConfigOptionRequest.class),
          Map.entry("session/prompt", PromptRequest.class));

  private static Mono<Outcome> nothing(Turn turn) {
    return Mono.just(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  private static Map<String, String> texts(String session) {
    return Map.ofEntries(
        Map.entry("sessionId", session),
        Map.entry("cwd", "/project"),
        Map.entry("additionalDirectories", "/more"),
        Map.entry("command", "/bin/server"),
        Map.entry("url", "https://a.example/mcp"),
        Map.entry("methodId", "api-key"),
        Map.entry("modeId", "ask"),
        Map.entry("configId", "mode"),
        Map.entry("value", "ask"));
  }

  /** One odd value in one place. */
  private record Specimen(String place, String params) {}

  private static List<Specimen> broken(JsonNode whole) {
    List<Specimen> all = new ArrayList<>();
    for (String place : places(whole, "")) {
      for (String odd : ODD) {
        all.add(new Specimen(place, write(put(whole.deepCopy(), place, odd))));
      }
    }
    return all;
  }

  private static List<String> places(JsonNode node, String at) {
    List<String> places = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                places.add(at + "/" + name);
                places.addAll(places(object.get(name), at + "/" + name));
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(at + "/" + i);
        places.addAll(places(array.get(i), at + "/" + i));
      }
    }
    return places;
  }

  /** Puts a mark where the odd value stands, which is written as it is. */
  private static String put(JsonNode whole, String place, String odd) {
    int cut = place.lastIndexOf('/');
    JsonNode parent = whole.at(place.substring(0, cut));
    String last = place.substring(cut + 1);
    if (parent instanceof ObjectNode object) {
      if (odd.equals("absent")) {
        object.remove(last);
      } else {
        object.put(last, MARK);
      }
    } else if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(last);
      if (odd.equals("absent")) {
        array.remove(index);
      } else {
        array.set(index, MARK);
      }
    }
    return write(whole).replace('"' + MARK + '"', odd);
  }

  private static final String MARK = "@odd@";

  private static String write(Object json) {
    try {
      return json instanceof String text ? text : ASCII.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> whateverARequestHoldsItIsAnsweredAndTheConnectionGoesOn() {
    return METHODS.entrySet().stream()
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getKey(), () -> tryAll(method.getKey(), method.getValue())));
  }

  private static void tryAll(String method, Class<?> type) {
    try (Desk desk = new Desk(BadInputTest::nothing).greet()) {
      String session = desk.open();
      int tried = 0;
      for (JsonNode whole : new Specimens(texts(session)).of(type)) {
        for (Specimen specimen : broken(whole)) {
          JsonNode answer = desk.answer(desk.askRaw(method, specimen.params));
          check(method, type, specimen, answer);
          desk.forget();
          tried++;
        }
      }
      assertTrue(tried >= ODD.size(), method + " was tried " + tried + " times");
      assertTrue(desk.answer("session/list", "{}").has("result"));
    }
  }

  private static void check(String method, Class<?> type, Specimen specimen, JsonNode answer) {
    String what = method + " " + specimen + " -> " + answer;
    assertTrue(answer.has("result") != answer.has("error"), what);
    String path = fault(type, specimen.params);
    int code = answer.at("/error/code").asInt();
    if (path != null) {
      assertEquals(-32602, code, what);
      assertEquals(path, answer.at("/error/data/path").asText(), what);
      assertTrue(isAt(dotted(specimen.place), path), what);
    }
    if (answer.has("error")) {
      String message = answer.at("/error/message").asText();
      assertFalse(message.isBlank() || message.contains("\n"), what);
      assertFalse(answer.toString().matches(".*(Exception|java\\.|acp\\.|jackson).*"), what);
      assertTrue(code == -32602 || code == -32002 || code == -32000, what);
    }
  }

  /** Where the types find a fault; null if they find none. */
  private static @Nullable String fault(Class<?> type, String params) {
    try {
      TYPES.readValue(params, type);
      return null;
    } catch (JsonProcessingException fault) {
      return Fault.of(fault).path();
    }
  }

  private static String dotted(String place) {
    return place.substring(1).replaceAll("/([0-9]+)", "[$1]").replace('/', '.');
  }

  /**
   * One of the two is within the other, since what is missing is missed by what it is missing in.
   */
  private static boolean isAt(String odd, String path) {
    // What kind of thing it is decides which fields it must have beside.
    String place = odd.endsWith("type") ? odd.substring(0, odd.length() - "type".length()) : odd;
    return path.startsWith(place) || place.startsWith(path);
  }

  @Test
  void tenThousandBlocksAreAPrompt() {
    try (Desk desk = new Desk(BadInputTest::nothing).greet()) {
      String block = "{'type':'text','text':'x'},";
      String blocks = block.repeat(9_999) + "{'type':'text','text':'y'}";

      JsonNode answer =
          desk.answer(
              "session/prompt", "{'sessionId':'" + desk.open() + "','prompt':[" + blocks + "]}");

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
    }
  }

  @Test
  void aPromptOfThirtyTwoMebibytesIsAPrompt() {
    try (Desk desk = new Desk(BadInputTest::nothing).greet()) {
      String text = "x".repeat(32 * 1024 * 1024);

      JsonNode answer =
          desk.answer(
              desk.askRaw(
                  "session/prompt",
                  "{\"sessionId\":\"%s\",\"prompt\":[{\"type\":\"text\",\"text\":\"%s\"}]}"
                      .formatted(desk.open(), text)));

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
    }
  }

  @Test
  void pathsStayAsTheyWereSent() {
    try (Desk desk = new Desk(BadInputTest::nothing).greet()) {
      String odd = "/a/../b//c/\\u0000\\u00fc/.";

      desk.result("session/new", "{'cwd':'" + odd + "','mcpServers':[]}");

      JsonNode listed = desk.result("session/list", "{'cwd':'" + odd + "'}");
      assertEquals("/a/../b//c/\u0000\u00fc/.", listed.at("/sessions/0/cwd").asText());
    }
  }

  @Test
  void halfACharacterBecomesAReplacement() {
    try (Desk desk = new Desk(BadInputTest::nothing).greet()) {
      String session = desk.open();

      desk.answer(
          desk.askRaw(
              "session/prompt",
              "{\"sessionId\":\"%s\",\"prompt\":[{\"type\":\"text\",\"text\":\"a\\ud800b\"}]}"
                  .formatted(session)));
      desk.forget();
      desk.result(
          "session/load", "{'sessionId':'%s','cwd':'/p','mcpServers':[]}".formatted(session));

      assertEquals("a\ufffdb", desk.updates().getFirst().at("/content/text").asText());
    }
  }
}
