package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Outcome;
import acp.session.Turn;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Options of a session, and the modes that are one of them. */
@Timeout(30)
class OptionsV1Test {
  private static final String TAKES_BOOLEANS = "{'session':{'configOptions':{'boolean':{}}}}";

  private static Mono<Outcome> nothing(Turn turn) {
    return Mono.just(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  private static Desk desk() {
    return new Desk(OptionsV1Test::nothing).greet();
  }

  private static String in(String session) {
    return "{'sessionId':'" + session + "','cwd':'/project','mcpServers':[]}";
  }

  private static String set(String session, String option, String value) {
    return "{'sessionId':'%s','configId':'%s',%s}".formatted(session, option, value);
  }

  private static String chosen(JsonNode options, String id) {
    for (JsonNode option : options) {
      if (option.path("id").asText().equals(id)) {
        return option.path("currentValue").asText();
      }
    }
    return "-";
  }

  private static List<JsonNode> updates(Desk desk, String kind) {
    return desk.updates().stream()
        .filter(update -> update.path("sessionUpdate").asText().equals(kind))
        .toList();
  }

  @Test
  void aSessionTellsItsOptionsWithTheirValuesWhereverItIsOpened() {
    try (Desk desk = desk()) {
      JsonNode opened = desk.result("session/new", "{'cwd':'/project','mcpServers':[]}");
      String session = opened.path("sessionId").asText();

      desk.result("session/set_config_option", set(session, "model", "'value':'deep'"));

      assertEquals("quick", chosen(opened.path("configOptions"), "model"));
      assertEquals(List.of("mode", "model"), opened.path("configOptions").findValuesAsText("id"));
      for (String method : List.of("session/load", "session/resume")) {
        JsonNode options = desk.result(method, in(session)).path("configOptions");
        assertEquals("deep", chosen(options, "model"));
        assertEquals("low", chosen(options, "thought_level"));
      }
    }
  }

  @Test
  void settingAnOptionAnswersAndTellsAllOfThem() {
    try (Desk desk = desk()) {
      String session = desk.open();
      desk.forget();

      JsonNode answer =
          desk.result("session/set_config_option", set(session, "model", "'value':'deep'"));

      assertEquals(
          List.of("mode", "model", "thought_level"),
          answer.path("configOptions").findValuesAsText("id"));
      JsonNode update = updates(desk, "config_option_update").getFirst();
      assertEquals(answer.path("configOptions"), update.path("configOptions"));
    }
  }

  @Test
  void aValueThatIsNoLongerToBeHadGivesWay() {
    try (Desk desk = desk()) {
      String session = desk.open();
      desk.result("session/set_config_option", set(session, "model", "'value':'deep'"));
      desk.result("session/set_config_option", set(session, "thought_level", "'value':'low'"));

      JsonNode answer =
          desk.result("session/set_config_option", set(session, "model", "'value':'deeper'"));

      assertEquals("high", chosen(answer.path("configOptions"), "thought_level"));
    }
  }

  @Test
  void theModeIsTheSameByEitherName() {
    try (Desk desk = desk()) {
      String session = desk.open();

      desk.result("session/set_mode", "{'sessionId':'" + session + "','modeId':'accept_edits'}");
      JsonNode byMode = desk.result("session/resume", in(session));
      desk.forget();
      desk.result("session/set_config_option", set(session, "mode", "'value':'ask'"));
      JsonNode byOption = desk.result("session/resume", in(session));

      assertEquals("accept_edits", chosen(byMode.path("configOptions"), "mode"));
      assertEquals("ask", byOption.at("/modes/currentModeId").asText());
      assertEquals(
          "ask", updates(desk, "current_mode_update").getFirst().path("currentModeId").asText());
    }
  }

  @Test
  void whatIsOnOrOffIsOnlyForClientsThatTakeIt() {
    try (Desk desk = desk()) {
      String session = desk.open();
      desk.result("session/set_mode", "{'sessionId':'" + session + "','modeId':'accept_edits'}");
      desk.result("session/set_config_option", set(session, "model", "'value':'deep'"));
      desk.result("session/load", in(session));
      desk.result("session/resume", in(session));

      JsonNode refused =
          desk.answer(
              "session/set_config_option", set(session, "brave", "'type':'boolean','value':true"));

      assertFalse(desk.heard().toString().contains("boolean"), () -> desk.heard().toString());
      assertFalse(desk.heard().toString().contains("brave"), () -> desk.heard().toString());
      assertEquals("configId", refused.at("/error/data/path").asText());
    }
  }

  @Test
  void aClientThatTakesItTurnsItOnAndOff() {
    try (Desk desk = new Desk(OptionsV1Test::nothing).greet(TAKES_BOOLEANS)) {
      String session = desk.open();

      JsonNode on =
          desk.result(
              "session/set_config_option", set(session, "brave", "'type':'boolean','value':true"));
      JsonNode loaded = desk.result("session/load", in(session));

      assertTrue(on.at("/configOptions/2/currentValue").isBoolean());
      assertEquals("true", chosen(on.path("configOptions"), "brave"));
      assertEquals("true", chosen(loaded.path("configOptions"), "brave"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nothing | 'value':'x'                     | configId
          model   | 'value':'x'                     | value
          model   | 'type':'boolean','value':true   | type
          brave   | 'value':'true'                  | type
          brave   | 'type':'boolean','value':'true' | value
          model   | 'value':5                       | value
          """)
  void whatCannotBeSetIsRefusedAndNothingChanges(String option, String value, String path) {
    try (Desk desk = new Desk(OptionsV1Test::nothing).greet(TAKES_BOOLEANS)) {
      String session = desk.open();
      JsonNode before = desk.result("session/resume", in(session));
      desk.forget();

      JsonNode refused = desk.answer("session/set_config_option", set(session, option, value));

      assertEquals(-32602, refused.at("/error/code").asInt());
      assertEquals(path, refused.at("/error/data/path").asText());
      assertEquals(List.of(), updates(desk, "config_option_update"));
      assertEquals(before, desk.result("session/resume", in(session)));
    }
  }

  @Test
  void aRefusalNamesWhatThereIs() {
    try (Desk desk = desk()) {
      String session = desk.open();

      JsonNode value =
          desk.answer("session/set_config_option", set(session, "model", "'value':'best'"));
      JsonNode option =
          desk.answer("session/set_config_option", set(session, "colour", "'value':'red'"));

      assertEquals(Desk.json("['quick','deep','deeper']"), value.at("/error/data/allowed"));
      assertEquals("mode", option.at("/error/data/allowed/0").asText());
    }
  }
}
