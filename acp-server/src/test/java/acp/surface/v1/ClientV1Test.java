package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Event;
import acp.event.Location;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.session.Client;
import acp.session.Form;
import acp.session.Turn;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The editor as a turn asks it: a yes is a known yes, and what was not offered is not called. */
@Timeout(30)
class ClientV1Test {
  private static final List<PermissionOption> OPTIONS =
      List.of(
          new PermissionOption("allow_once", "Allow", PermissionOption.Kind.ALLOW_ONCE),
          new PermissionOption("reject_once", "Reject", PermissionOption.Kind.REJECT_ONCE));

  private static final Event.ToolCallStarted CALL =
      new Event.ToolCallStarted(
          new CallId("c1"),
          new MessageId("m1"),
          "edit_file",
          "Edit a.txt",
          ToolKind.EDIT,
          List.of(new Location("/project/a.txt", 3)),
          Desk.json("{'path':'a.txt'}"),
          List.of(new Shown.Diff("/project/a.txt", "old", "new")));

  /** A turn that asks the editor and says what came of it. */
  private static Function<Turn, Mono<Outcome>> saying(Function<Turn, Mono<String>> question) {
    return turn ->
        question
            .apply(turn)
            .defaultIfEmpty("nothing")
            .onErrorResume(AcpException.class, failure -> Mono.just("" + failure.code()))
            .flatMap(
                word ->
                    turn.tell(new Event.MessageChunk(new MessageId("m1"), Event.Role.AGENT, word)))
            .thenReturn(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  private static Desk asking() {
    return new Desk(saying(turn -> turn.client().requestPermission(turn.session(), CALL, OPTIONS)))
        .greet();
  }

  private static final String ALL =
      "{'fs':{'readTextFile':true,'writeTextFile':true},'terminal':true}";

  @Test
  void thePermissionRequestShowsTheCallAsItWasAnnounced() {
    try (Desk desk = asking()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "go");

      JsonNode params = desk.asked("session/request_permission").path("params");

      assertEquals(session, params.path("sessionId").asText());
      assertEquals(
          Desk.json(
              """
              {'toolCallId':'c1','title':'Edit a.txt','kind':'edit','status':'pending',
               'content':[{'type':'diff','path':'/project/a.txt','oldText':'old','newText':'new'}],
               'locations':[{'path':'/project/a.txt','line':3}],'rawInput':{'path':'a.txt'}}
              """),
          params.path("toolCall"));
      assertEquals(
          Desk.json(
              """
              [{'optionId':'allow_once','name':'Allow','kind':'allow_once'},
               {'optionId':'reject_once','name':'Reject','kind':'reject_once'}]
              """),
          params.path("options"));
      desk.tell("session/cancel", "{'sessionId':'" + session + "'}");
      desk.answer(prompt);
    }
  }

  @Test
  void aKnownOptionIsTheAnswer() {
    try (Desk desk = asking()) {
      int prompt = desk.prompt(desk.open(), "go");

      desk.reply(
          desk.asked("session/request_permission"),
          "{'outcome':{'outcome':'selected','optionId':'allow_once'}}");

      desk.answer(prompt);
      assertEquals("allow_once", desk.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'outcome':{'outcome':'selected','optionId':'allow_everything'}}",
        "{'outcome':{'outcome':'selected','optionId':''}}",
        "{'outcome':{'outcome':'cancelled'}}",
        "{'outcome':{'outcome':'cancelled','optionId':'allow_once'}}",
        "{'outcome':{'outcome':'approved','optionId':'allow_once'}}"
      })
  void whatIsNoKnownOptionIsNoAnswer(String result) {
    try (Desk desk = asking()) {
      int prompt = desk.prompt(desk.open(), "go");

      desk.reply(desk.asked("session/request_permission"), result);

      desk.answer(prompt);
      assertEquals("nothing", desk.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "'allow_once'",
        "{'outcome':'allow_once'}",
        "{'outcome':{'outcome':'selected'}}",
        "{'optionId':'allow_once'}"
      })
  void anAnswerThatCannotBeReadIsAFailureAndNeverApproval(String result) {
    try (Desk desk = asking()) {
      int prompt = desk.prompt(desk.open(), "go");

      desk.reply(desk.asked("session/request_permission"), result);

      desk.answer(prompt);
      assertEquals("INTERNAL_ERROR", desk.text());
    }
  }

  @Test
  void anErrorKeepsItsCode() {
    try (Desk desk = asking()) {
      int prompt = desk.prompt(desk.open(), "go");

      desk.refuse(desk.asked("session/request_permission"), -32601);

      desk.answer(prompt);
      assertEquals("METHOD_NOT_FOUND", desk.text());
    }
  }

  @Test
  void aCancelWithdrawsTheQuestionAndALateAnswerIsNothing() {
    try (Desk desk = asking()) {
      String session = desk.open();
      int prompt = desk.prompt(session, "go");
      JsonNode question = desk.asked("session/request_permission");

      desk.tell("session/cancel", "{'sessionId':'" + session + "'}");

      JsonNode withdrawal = desk.asked("$/cancel_request");
      assertEquals(question.get("id"), withdrawal.at("/params/requestId"));
      assertEquals("cancelled", desk.answer(prompt).at("/result/stopReason").asText());
      desk.reply(question, "{'outcome':{'outcome':'selected','optionId':'allow_once'}}");
      desk.forget();
      desk.result("session/resume", "{'sessionId':'" + session + "','cwd':'/project'}");
      assertEquals(1, desk.heard().size());
    }
  }

  @Test
  void whatWasNotOfferedFailsHereAndIsNeverCalled() {
    Function<Turn, Mono<String>> all =
        turn -> {
          Client client = turn.client();
          return code(client.readTextFile(turn.session(), "/a", null, null))
              .concatWith(code(client.writeTextFile(turn.session(), "/a", "x")))
              .concatWith(code(client.createTerminal(turn.session(), command())))
              .reduce(
                  "" + client.offersReadTextFile() + client.offersWriteTextFile(),
                  (before, next) -> before + " " + next);
        };
    try (Desk desk = new Desk(saying(all)).greet("{'fs':{},'terminal':false}")) {
      desk.answer(desk.prompt(desk.open(), "go"));

      assertEquals("falsefalse METHOD_NOT_FOUND METHOD_NOT_FOUND METHOD_NOT_FOUND", desk.text());
      assertTrue(desk.heard().stream().noneMatch(frame -> frame.has("method") && frame.has("id")));
    }
  }

  private static Mono<String> code(Mono<?> answer) {
    return answer
        .map(value -> "answered")
        .defaultIfEmpty("answered")
        .onErrorResume(AcpException.class, failure -> Mono.just("" + failure.code()));
  }

  private static Client.Command command() {
    return new Client.Command("make", List.of("-j", "2"), Map.of("CI", "1"), "/project", 1000);
  }

  @Test
  void filesAreReadAndWrittenByTheirAbsolutePaths() {
    Function<Turn, Mono<String>> copy =
        turn ->
            turn.client()
                .readTextFile(turn.session(), "/project/a", 2, 5)
                .flatMap(
                    text ->
                        turn.client()
                            .writeTextFile(turn.session(), "/project/b", text)
                            .thenReturn("copied"));
    try (Desk desk = new Desk(saying(copy)).greet(ALL)) {
      String session = desk.open();
      int prompt = desk.prompt(session, "go");

      JsonNode read = desk.asked("fs/read_text_file");
      desk.reply(read, "{'content':'alpha'}");
      JsonNode write = desk.asked("fs/write_text_file");
      desk.reply(write, "null");

      desk.answer(prompt);
      assertEquals("copied", desk.text());
      assertEquals(
          Desk.json("{'sessionId':'" + session + "','path':'/project/a','line':2,'limit':5}"),
          read.path("params"));
      assertEquals(
          Desk.json("{'sessionId':'" + session + "','path':'/project/b','content':'alpha'}"),
          write.path("params"));
    }
  }

  @Test
  void aTerminalIsMadeWaitedForReadAndReleasedByItsId() {
    Function<Turn, Mono<String>> run =
        turn ->
            turn.client()
                .createTerminal(turn.session(), command())
                .flatMap(
                    terminal ->
                        terminal
                            .waitForExit()
                            .flatMap(
                                exit ->
                                    terminal
                                        .output()
                                        .map(out -> exit.exitCode() + out.text() + out.truncated()))
                            .flatMap(
                                word -> terminal.kill().then(terminal.release()).thenReturn(word)));
    try (Desk desk = new Desk(saying(run)).greet(ALL)) {
      int prompt = desk.prompt(desk.open(), "go");

      JsonNode create = desk.asked("terminal/create");
      desk.reply(create, "{'terminalId':'t1'}");
      desk.reply(desk.asked("terminal/wait_for_exit"), "{'exitCode':3,'signal':null}");
      desk.reply(
          desk.asked("terminal/output"),
          "{'output':'done','truncated':true,'exitStatus':{'exitCode':3}}");
      desk.reply(desk.asked("terminal/kill"), "{}");
      JsonNode release = desk.asked("terminal/release");
      desk.reply(release, "{}");

      desk.answer(prompt);
      assertEquals("3donetrue", desk.text());
      assertEquals("t1", release.at("/params/terminalId").asText());
      JsonNode params = create.path("params");
      assertEquals("make", params.path("command").asText());
      assertEquals(Desk.json("['-j','2']"), params.path("args"));
      assertEquals(Desk.json("[{'name':'CI','value':'1'}]"), params.path("env"));
      assertEquals("/project", params.path("cwd").asText());
      assertEquals(1000, params.path("outputByteLimit").asInt());
      assertFalse(params.has("_meta"));
    }
  }

  private static final Form FORM =
      new Form(
          "Which colours?",
          List.of(
              new Form.Field(
                  "one",
                  "One",
                  Form.Kind.ONE,
                  List.of(new Form.Option("r", "Red"), new Form.Option("b", "Blue")),
                  "r"),
              new Form.Field(
                  "some", "Some", Form.Kind.SEVERAL, List.of(new Form.Option("x", "X")), null),
              new Form.Field("why", "Why", Form.Kind.TEXT, List.of(), null)));

  private static Desk filling(String capabilities) {
    return new Desk(
            saying(
                turn ->
                    turn.client()
                        .fill(turn.session(), new CallId("c1"), FORM)
                        .map(filled -> new TreeMap<>(filled).toString())))
        .greet(capabilities);
  }

  private static final String FORMS = "{'elicitation':{'form':{}}}";

  @Test
  void aFormIsOneFlatObjectWithItsScope() {
    try (Desk desk = filling(FORMS)) {
      String session = desk.open();
      desk.prompt(session, "go");

      JsonNode params = desk.asked("elicitation/create").path("params");

      assertEquals(
          Desk.json(
              """
              {'mode':'form','message':'Which colours?','sessionId':'%s','toolCallId':'c1',
               'requestedSchema':{'type':'object','required':['one','some','why'],'properties':{
                 'one':{'type':'string','title':'One','default':'r',
                   'oneOf':[{'const':'r','title':'Red'},{'const':'b','title':'Blue'}]},
                 'some':{'type':'array','title':'Some',
                   'items':{'anyOf':[{'const':'x','title':'X'}]}},
                 'why':{'type':'string','title':'Why','maxLength':10000}}}}
              """
                  .formatted(session)),
          params);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'action':'accept','content':{'one':'b','some':['x'],'why':'so','more':1}} | {one=[b], some=[x], why=[so]}
          {'action':'accept','content':{'one':'b','some':[],'why':''}}               | {one=[b], some=[], why=[]}
          {'action':'accept','content':{'one':'green','some':[],'why':''}}           | nothing
          {'action':'accept','content':{'one':'b','some':['y'],'why':''}}            | nothing
          {'action':'accept','content':{'one':'b','some':'x','why':5}}               | nothing
          {'action':'accept','content':{'one':'b'}}                                  | nothing
          {'action':'accept','content':null}                                         | nothing
          {'action':'accept'}                                                        | nothing
          {'action':'decline'}                                                       | nothing
          {'action':'cancel'}                                                        | nothing
          {'action':'_maybe','content':{'one':'b','some':[],'why':''}}               | nothing
          """)
  void onlyAnAcceptedFormThatFitsIsAnAnswer(String result, String word) {
    try (Desk desk = filling(FORMS)) {
      int prompt = desk.prompt(desk.open(), "go");

      desk.reply(desk.asked("elicitation/create"), result);

      desk.answer(prompt);
      assertEquals(word, desk.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'elicitation':{}}", "{'elicitation':{'url':{}}}"})
  void aClientThatTakesNoFormsIsAskedNone(String capabilities) {
    try (Desk desk = filling(capabilities)) {
      desk.answer(desk.prompt(desk.open(), "go"));

      assertEquals("METHOD_NOT_FOUND", desk.text());
      assertFalse(desk.heard().toString().contains("elicitation"));
    }
  }

  private static Desk opening(String capabilities) {
    return new Desk(
            saying(
                turn ->
                    turn.client()
                        .open(turn.session(), new CallId("c1"), URI.create("https://a.b/c"), "Look")
                        .map(String::valueOf)))
        .greet(capabilities);
  }

  @Test
  void aPageIsAskedForAndOnlyAcceptIsConsent() {
    for (String action : List.of("accept", "decline", "cancel", "_later")) {
      try (Desk desk = opening("{'elicitation':{'url':{}}}")) {
        String session = desk.open();
        int prompt = desk.prompt(session, "go");

        JsonNode asked = desk.asked("elicitation/create");
        assertEquals(
            Desk.json(
                """
                {'mode':'url','message':'Look','sessionId':'%s','toolCallId':'c1',
                 'elicitationId':'c1','url':'https://a.b/c'}
                """
                    .formatted(session)),
            asked.path("params"));
        desk.reply(asked, "{'action':'" + action + "'}");

        desk.answer(prompt);
        assertEquals(String.valueOf(action.equals("accept")), desk.text());
      }
    }
  }

  @Test
  void aClientThatTakesOnlyFormsIsAskedToOpenNothing() {
    try (Desk desk = opening(FORMS)) {
      desk.answer(desk.prompt(desk.open(), "go"));

      assertEquals("METHOD_NOT_FOUND", desk.text());
    }
  }
}
