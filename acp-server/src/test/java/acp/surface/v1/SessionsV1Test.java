package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.store.memory.MemoryJournal;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions as a client opens, lists, sets and closes them. */
@Timeout(30)
class SessionsV1Test {
  private static final Outcome DONE = Outcome.stopped(Outcome.Reason.END_TURN);

  private static Event chunk(String text) {
    return new Event.MessageChunk(new MessageId("m1"), Event.Role.AGENT, text);
  }

  private static Mono<Outcome> greets(Turn turn) {
    return Flux.range(0, 50)
        .concatMap(i -> turn.post(chunk(i + " ")))
        .then(turn.tell(new Event.UsageReported("m", 1, 2, 0, 100)))
        .thenReturn(DONE);
  }

  private static String in(String id) {
    return "{'sessionId':'" + id + "','cwd':'/project','mcpServers':[]}";
  }

  private static int code(JsonNode answer) {
    return answer.at("/error/code").asInt();
  }

  @Test
  void aNewSessionIsNamedBeforeAnythingIsSaidOfIt() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      desk.forget();

      JsonNode result = desk.result("session/new", "{'cwd':'/project','mcpServers':[]}");

      assertEquals(1, desk.heard().size());
      assertFalse(result.path("sessionId").asText().isEmpty());
      assertEquals("ask", result.at("/modes/currentModeId").asText());
      assertEquals("accept_edits", result.at("/modes/availableModes/1/id").asText());
    }
  }

  @Test
  void twoSessionsHaveTwoIds() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      assertFalse(desk.open().equals(desk.open()));
    }
  }

  @Test
  void aPathThatIsNotAbsoluteIsRefusedByItsPlace() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      JsonNode relative = desk.answer("session/new", "{'cwd':'work','mcpServers':[]}");
      JsonNode root =
          desk.answer(
              "session/new", "{'cwd':'/w','mcpServers':[],'additionalDirectories':['/a','b']}");

      assertEquals(-32602, code(relative));
      assertEquals("cwd", relative.at("/error/data/path").asText());
      assertEquals("additionalDirectories[1]", root.at("/error/data/path").asText());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "session/prompt | {\"sessionId\":\"no\",\"prompt\":[{\"type\":\"text\",\"text\":\"x\"}]}",
        "session/load | {\"sessionId\":\"no\",\"cwd\":\"/project\",\"mcpServers\":[]}",
        "session/resume | {\"sessionId\":\"no\",\"cwd\":\"/project\"}",
        "session/set_mode | {\"sessionId\":\"no\",\"modeId\":\"ask\"}"
      })
  void aSessionThatDoesNotExistIsNotFound(String method, String params) {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      JsonNode answer = desk.answer(method, params);

      assertEquals(-32002, code(answer));
      assertEquals("no", answer.at("/error/data/sessionId").asText());
    }
  }

  @Test
  void aSessionThatIsOnlyOnDiskCanBePrompted() {
    MemoryJournal journal = new MemoryJournal();
    String session;
    try (Desk before = new Desk(journal, SessionsV1Test::greets).greet()) {
      session = before.open();
    }
    try (Desk desk = new Desk(journal, SessionsV1Test::greets).greet()) {
      JsonNode answer = desk.answer(desk.prompt(session, "hi"));

      assertEquals("end_turn", answer.at("/result/stopReason").asText());
      assertTrue(desk.text().endsWith("49 "), desk.text());
    }
  }

  @Test
  void aResumedSessionTellsNothingOfItsPastAndALoadedOneAll() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      String session = desk.open();
      desk.answer(desk.prompt(session, "hi"));
      desk.forget();

      desk.result("session/resume", in(session));
      assertEquals(List.of(), desk.updates());
      JsonNode loaded = desk.result("session/load", in(session));

      assertEquals("user_message_chunk", desk.updates().get(0).path("sessionUpdate").asText());
      assertTrue(desk.text().endsWith("49 "), desk.text());
      assertEquals("ask", loaded.at("/modes/currentModeId").asText());
      desk.forget();
      desk.result("session/resume", in(session));
      assertEquals(1, desk.heard().size());
    }
  }

  @Test
  void theListIsReadInPagesWithoutGapOrDouble() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      int count = 2 * AgentV1.PAGE + 7;
      HashSet<String> opened = new HashSet<>();
      for (int i = 0; i < count; i++) {
        opened.add(desk.open());
      }

      List<String> listed = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      String params = "{'cwd':'/project'}";
      while (!params.isEmpty()) {
        JsonNode page = desk.result("session/list", params);
        sizes.add(page.path("sessions").size());
        page.path("sessions").forEach(each -> listed.add(each.path("sessionId").asText()));
        params =
            page.has("nextCursor")
                ? "{'cwd':'/project','cursor':'" + page.path("nextCursor").asText() + "'}"
                : "";
      }

      assertEquals(List.of(AgentV1.PAGE, AgentV1.PAGE, 7), sizes);
      assertEquals(count, listed.size());
      assertEquals(opened, new HashSet<>(listed));
    }
  }

  @Test
  void aListThatMatchesNothingIsEmptyAndAStrangeCursorIsRefused() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      desk.open();

      assertEquals(
          Desk.json("{'sessions':[]}"), desk.result("session/list", "{'cwd':'/elsewhere'}"));
      JsonNode strange = desk.answer("session/list", "{'cursor':'zzz'}");
      assertEquals("cursor", strange.at("/error/data/path").asText());
      JsonNode relative = desk.answer("session/list", "{'cwd':'work'}");
      assertEquals("cwd", relative.at("/error/data/path").asText());
    }
  }

  @Test
  void aModeIsSetAndToldOrRefused() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      String session = desk.open();
      String params = "{'sessionId':'" + session + "','modeId':'";

      desk.result("session/set_mode", params + "accept_edits'}");
      JsonNode unknown = desk.answer("session/set_mode", params + "yolo'}");

      assertEquals(
          Desk.json("{'sessionUpdate':'current_mode_update','currentModeId':'accept_edits'}"),
          desk.updates().getFirst());
      assertEquals(-32602, code(unknown));
      assertEquals(
          Desk.json(
              "{'path':'modeId','option':'mode','allowed':['ask','accept_edits','plan','auto']}"),
          unknown.at("/error/data"));
      JsonNode resumed = desk.result("session/resume", in(session));
      assertEquals("accept_edits", resumed.at("/modes/currentModeId").asText());
    }
  }

  @Test
  void loggingInSucceedsWhenTheAgentCanWorkAndSaysSoWhenNot() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      String method = "{'methodId':'" + GreetingV1.AUTH_METHOD + "'}";

      assertEquals(Desk.json("{}"), desk.result("authenticate", method));
      JsonNode unknown = desk.answer("authenticate", "{'methodId':'magic'}");
      assertEquals("methodId", unknown.at("/error/data/path").asText());
      desk.login =
          () -> {
            throw new AcpException(ErrorCode.AUTH_REQUIRED, "Set a key");
          };
      assertEquals(-32000, code(desk.answer("authenticate", method)));
    }
  }

  private static String session(String id) {
    return "{'sessionId':'" + id + "'}";
  }

  @Test
  void whoLogsOutMustLogInBeforeTheNextSession() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      String before = desk.open();
      String params = "{'cwd':'/project','mcpServers':[]}";

      assertEquals(Desk.json("{}"), desk.result("logout", "{}"));

      assertEquals(-32000, code(desk.answer("session/new", params)));
      assertTrue(desk.answer("session/load", in(before)).has("result"), "what there is stays");
      desk.result("authenticate", "{'methodId':'" + GreetingV1.AUTH_METHOD + "'}");
      assertTrue(desk.answer("session/new", params).has("result"));
    }
  }

  @Test
  void aDeletedSessionIsGoneAndDeletingItAgainIsNoError() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      String session = desk.open();
      String kept = desk.open();

      assertEquals(Desk.json("{}"), desk.result("session/delete", session(session)));
      assertEquals(Desk.json("{}"), desk.result("session/delete", session(session)));
      assertEquals(Desk.json("{}"), desk.result("session/delete", session("no such")));

      JsonNode listed = desk.result("session/list", "{}");
      assertEquals(List.of(kept), listed.path("sessions").findValuesAsText("sessionId"));
      assertEquals(-32002, code(desk.answer("session/load", in(session))));
      assertEquals(-32002, code(desk.answer(desk.prompt(session, "hi"))));
    }
  }

  @Test
  void aDeleteInMidTurnAnswersThePromptFirst() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (Desk desk =
        new Desk(_ -> Mono.<Outcome>never().doOnSubscribe(_ -> running.countDown())).greet()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "hi");
      assertTrue(running.await(10, TimeUnit.SECONDS));

      int delete = desk.ask("session/delete", session(session));

      assertEquals(Desk.json("{}"), desk.answer(delete).path("result"));
      List<Integer> answered =
          desk.heard().stream()
              .filter(frame -> !frame.has("method"))
              .map(frame -> frame.path("id").asInt())
              .toList();
      assertTrue(answered.indexOf(prompt) < answered.indexOf(delete), answered::toString);
    }
  }

  @Test
  void aForkIsOnlyThereWhereWhatIsUnsettledWasAskedFor() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      assertEquals(-32601, code(desk.answer("session/fork", in(desk.open()))));
    }
  }

  @Test
  void aForkHasThePastOfTheOtherAndAFutureOfItsOwn() {
    try (Desk desk = new Desk(new MemoryJournal(), true, SessionsV1Test::greets).greet()) {
      String session = desk.open();
      desk.answer(desk.prompt(session, "one"));

      JsonNode forked = desk.result("session/fork", in(session));
      String fork = forked.path("sessionId").asText();
      desk.answer(desk.prompt(fork, "two"));

      assertEquals("ask", forked.at("/modes/currentModeId").asText());
      assertEquals(List.of("one", "two"), asked(desk, fork));
      assertEquals(List.of("one"), asked(desk, session));
      assertEquals(-32002, code(desk.answer("session/fork", in("no such"))));
    }
  }

  /** What the user said in a session, as a load tells it. */
  private static List<String> asked(Desk desk, String session) {
    desk.forget();
    desk.result("session/load", in(session));
    return desk.updates().stream()
        .filter(update -> update.path("sessionUpdate").asText().equals("user_message_chunk"))
        .map(update -> update.at("/content/text").asText())
        .toList();
  }

  @Test
  void whatATurnTookStandsInTheAnswersMetadata() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      JsonNode answer = desk.answer(desk.prompt(desk.open(), "hi"));

      assertEquals(
          Desk.json(
              "{'stopReason':'end_turn','_meta':{'acp-server/usage':{'totalTokens':3,"
                  + "'inputTokens':1,'outputTokens':2,'cachedReadTokens':0}}}"),
          answer.path("result"));
    }
  }

  @Test
  void andInAFieldOfItsOwnWhereWhatIsUnsettledWasAskedFor() {
    try (Desk desk = new Desk(new MemoryJournal(), true, SessionsV1Test::greets).greet()) {
      JsonNode answer = desk.answer(desk.prompt(desk.open(), "hi"));

      assertEquals(3, answer.at("/result/usage/totalTokens").asInt());
      assertFalse(answer.path("result").has("_meta"));
    }
  }

  @Test
  void theAgentsCommandsAreToldBehindTheAnswerOfNewAndBeforeThatOfLoad() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      desk.commands =
          List.of(
              new SlashCommand("help", "Says what there is", null),
              new SlashCommand("mode", "Sets the mode", "its name"));
      desk.forget();
      String session = desk.open();
      desk.result("session/list", "{}");
      JsonNode told = desk.heard().get(1);
      desk.forget();
      desk.result("session/load", in(session));

      assertEquals(
          Desk.json(
              "{'sessionUpdate':'available_commands_update','availableCommands':["
                  + "{'name':'help','description':'Says what there is'},"
                  + "{'name':'mode','description':'Sets the mode','input':{'hint':'its name'}}]}"),
          told.at("/params/update"));
      assertEquals(told, desk.heard().get(desk.heard().size() - 2));
    }
  }

  @Test
  void commandsThatChangeAreToldLiveAndNeverBeforeTheSessionIsKnown() {
    try (Desk desk = new Desk(SessionsV1Test::greets).greet()) {
      var help = new SlashCommand("help", "Says what there is", null);
      desk.commands = List.of(help);
      desk.settling =
          session -> {
            desk.commands = List.of(help, new SlashCommand("fs:read", "Early", null));
            desk.commandsChanged.accept(session);
          };
      desk.forget();
      String session = desk.open();
      JsonNode first = desk.until(SessionsV1Test::tellsCommands);
      assertTrue(Desk.isAnswer(desk.heard().getFirst(), 2), "" + desk.heard());
      assertEquals("fs:read", first.at("/params/update/availableCommands/1/name").asText());

      desk.commands = List.of(help);
      desk.commandsChanged.accept(new SessionId(session));

      JsonNode second =
          desk.until(
              frame ->
                  tellsCommands(frame) && frame.at("/params/update/availableCommands").size() == 1);
      assertEquals(session, second.at("/params/sessionId").asText());
    }
  }

  private static boolean tellsCommands(JsonNode frame) {
    return frame.at("/params/update/sessionUpdate").asText().equals("available_commands_update");
  }
}
