package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.AgentProcess.Output;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is watched in every transcript: each rule, broken. */
@Timeout(60)
class WireRulesTest {
  private final List<Mismatch> breaches = new ArrayList<>();
  private final WireRules rules = new WireRules(breaches::add);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello                                                        | nothing-but-messages",
        "[]                                                           | nothing-but-messages",
        "{\"id\":1}                                                   | nothing-but-messages",
        "{\"jsonrpc\":\"2.0\",\"id\":1}                               | nothing-but-messages",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}    | nothing-but-messages",
        "{\"jsonrpc\":\"2.0\",\"method\":1}                           | nothing-but-messages",
        "{                                                            | one-message-per-line",
        "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}                | answers-its-request",
        "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}             | answers-its-request",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"m\"}} | answers-its-request"
      })
  void whatNobodyCouldGoOnWithEndsTheTranscript(String line, String requirement) throws Exception {
    begin("{}");

    Mismatch end = assertThrows(Mismatch.class, () -> rules.check(new Output.Line(line)));

    assertEquals("wire." + requirement, end.requirement());
    assertEquals(List.of(), breaches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                  | fs/read_text_file  | fs",
        "{\"fs\":{\"readTextFile\":true}}    | fs/write_text_file | fs",
        "{\"terminal\":false}                | terminal/create    | terminal",
        "{\"elicitation\":{}}                | elicitation/create | elicitation"
      })
  void whatTheClientDoesNotServeIsNotCalled(String offered, String method, String what)
      throws Exception {
    begin(offered);
    String call = "{'jsonrpc':'2.0','id':5,'method':'" + method + "','params':{'sessionId':'s'}}";

    Mismatch end = assertThrows(Mismatch.class, () -> hear(call));

    assertEquals("wire." + what + "-only-if-offered", end.requirement());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'sessionUpdate':'agent_message_chunk','content':{'type':'text'}}      | schema",
        "{'sessionUpdate':'invented'}                                           | schema",
        "{'sessionUpdate':'plan','entries':[],'mine':1}                         | custom-data-in-meta",
        "{'sessionUpdate':'tool_call_update','toolCallId':'c'}                  | tool-call-comes-first",
        "{'sessionUpdate':'tool_call','toolCallId':'old','title':'t'}           | tool-call-ids-differ",
        "{'sessionUpdate':'tool_call','toolCallId':'d','title':'t','locations':[{'path':'a'}]} | paths-are-absolute",
        "{'sessionUpdate':'tool_call','toolCallId':'d','title':'t','locations':[{'path':'/a','line':0}]} | lines-count-from-one",
        "{'sessionUpdate':'tool_call','toolCallId':'d','title':'t','content':[{'type':'diff','path':'a','newText':''}]} | paths-are-absolute",
        "{'sessionUpdate':'current_mode_update','currentModeId':'none'}         | current-mode-is-available",
        "{'sessionUpdate':'notice','title':'t','severity':'info'}               | notice-only-if-offered",
        "{'sessionUpdate':'config_option_update','configOptions':[{'type':'boolean','id':'b','name':'n','currentValue':true}]} | boolean-option-only-if-offered",
        "{'sessionUpdate':'config_option_update','configOptions':[{'type':'select','id':'b','name':'n','currentValue':'x','options':[{'value':'y','name':'n'}]}]} | current-value-is-available",
        "{'sessionUpdate':'config_option_update','configOptions':[{'type':'select','category':'mine','id':'b','name':'n','currentValue':'x','options':[{'value':'x','name':'n'}]}]} | custom-words-begin-with-underscore"
      })
  void aBrokenUpdateIsToldAndTheConversationGoesOn(String update, String requirement)
      throws Exception {
    begin("{}");

    hear(update(update));

    assertEquals(List.of("wire." + requirement), broken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':9,'error':{'code':'x','message':'m'}      | schema",
        "'id':9,'error':{'code':-1,'message':''}        | error-is-one-sentence",
        "'id':9,'error':{'code':-1,'message':'a\\nb'}   | error-is-one-sentence",
        "'id':9,'result':{}                             | schema",
        "'id':9,'result':{'stopReason':'done'}          | schema",
        "'id':9,'result':{'stopReason':'end_turn'},'x':1 | custom-data-in-meta",
        "'method':'session/mine','params':{}            | custom-methods-begin-with-underscore",
        "'id':3,'method':'session/update','params':{'sessionId':'s','update':{'sessionUpdate':'plan','entries':[]}} | schema",
        "'method':'session/update','params':{'sessionId':'t','update':{'sessionUpdate':'plan','entries':[]}} | session-is-known"
      })
  void aBrokenMessageIsToldAndTheConversationGoesOn(String fields, String requirement)
      throws Exception {
    begin("{}");

    hear("{'jsonrpc':'2.0'," + fields + "}");

    assertEquals(List.of("wire." + requirement), broken());
  }

  @Test
  void permissionIsForAToldCallAndItsOptionsDiffer() throws Exception {
    begin("{}");
    String option = "{'optionId':'a','name':'n','kind':'allow_once'}";
    String ask =
        "{'jsonrpc':'2.0','id':1,'method':'session/request_permission','params':{'sessionId':'s',"
            + "'toolCall':{'toolCallId':'unknown'},'options':["
            + option
            + ","
            + option
            + "]}}";

    hear(ask);
    hear(ask);

    assertEquals(
        Set.of(
            "wire.permission-is-for-a-told-call",
            "wire.permission-options-differ",
            "wire.request-ids-differ"),
        Set.copyOf(broken()));
  }

  @Test
  void whatAReplayTellsAgainIsNoSecondToolCall() throws Exception {
    begin("{}");
    say("{'id':10,'method':'session/load','params':{'sessionId':'s'}}");
    String call = update("{'sessionUpdate':'tool_call','toolCallId':'old','title':'t'}");

    hear(call);

    assertEquals(List.of(), broken());
    hear(call);
    assertEquals(List.of("wire.tool-call-ids-differ"), broken());
  }

  @Test
  void aTerminalIsUsedAndShownOnlyWhileItLives() throws Exception {
    begin("{\"terminal\":true}");
    hear(terminal(20, "create", "'command':'ls'"));
    say("{'id':20,'result':{'terminalId':'t'}}");
    hear(terminal(21, "output", "'terminalId':'t'"));
    hear(terminal(22, "release", "'terminalId':'t'"));
    assertEquals(List.of(), broken());

    hear(terminal(23, "kill", "'terminalId':'t'"));
    hear(
        update(
            "{'sessionUpdate':'tool_call','toolCallId':'n','title':'t',"
                + "'content':[{'type':'terminal','terminalId':'t'}]}"));

    assertEquals(
        List.of("wire.terminal-is-used-while-it-lives", "wire.terminal-is-shown-while-it-lives"),
        broken());
  }

  @Test
  void whatWasShownInTimeMayBeShownAgain() throws Exception {
    begin("{\"terminal\":true}");
    String shown =
        update(
            "{'sessionUpdate':'tool_call_update','toolCallId':'old',"
                + "'content':[{'type':'terminal','terminalId':'t'}]}");
    hear(terminal(20, "create", "'command':'ls'"));
    say("{'id':20,'result':{'terminalId':'t'}}");
    hear(shown);
    hear(terminal(22, "release", "'terminalId':'t'"));

    hear(shown);

    assertEquals(List.of(), broken());
  }

  @Test
  void aTerminalIsLeftOnlyOnceTheTurnHasEnded() throws Exception {
    begin("{\"terminal\":true}");
    hear(terminal(20, "create", "'command':'ls'"));
    say("{'id':20,'result':{'terminalId':'t'}}");
    Set<String> during = rules.leftTerminals();

    hear("{'jsonrpc':'2.0','id':9,'result':{'stopReason':'end_turn'}}");

    assertEquals(Set.of(), during);
    assertEquals(Set.of("t"), rules.leftTerminals());
  }

  @Test
  void nothingComesBeforeTheAnswerToInitialize() throws Exception {
    say("{'id':0,'method':'initialize','params':{}}");

    hear("{'jsonrpc':'2.0','method':'_mine/hello'}");

    assertEquals(List.of("wire.nothing-before-initialize"), broken());
  }

  @Test
  void aLoginInATerminalIsForClientsThatOfferIt() throws Exception {
    String method = "{'type':'terminal','id':'l','name':'n'}";
    say("{'id':0,'method':'initialize','params':{}}");

    hear(
        "{'jsonrpc':'2.0','id':0,'result':{'protocolVersion':1,'authMethods':["
            + method
            + ","
            + method
            + "]}}");

    assertEquals(
        List.of("wire.auth-method-ids-differ", "wire.terminal-login-only-if-offered"),
        broken().stream().distinct().toList());
  }

  @Test
  void everyRuleThatIsNamedStandsInTheCatalogue() throws IOException {
    Catalogue catalogue = Catalogue.builtIn();

    for (String name : named()) {
      assertTrue(catalogue.find(name) != null, name);
    }
  }

  @Test
  void whatEndsATranscriptIsMandatory() throws IOException {
    // Else an agent could be called conformant of which most was never seen.
    Catalogue catalogue = Catalogue.builtIn();

    for (String rule :
        List.of(
            "wire.utf-8",
            "wire.one-message-per-line",
            "wire.nothing-but-messages",
            "wire.answers-its-request",
            "wire.fs-only-if-offered",
            "wire.terminal-only-if-offered",
            "wire.elicitation-only-if-offered")) {
      Requirement found = catalogue.find(rule);
      assertTrue(found != null && found.tier() == Tier.MANDATORY, rule);
    }
  }

  /** All that the sources name; the ids with a gap are put together of what may be offered. */
  private static Set<String> named() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String source : Resources.under(Path.of("src/main/java"), ".java").values()) {
      Pattern.compile("\"(wire\\.[a-z0-9-]*[a-z0-9])\"")
          .matcher(source)
          .results()
          .forEach(found -> names.add(found.group(1)));
    }
    assertTrue(names.size() > 20, names::toString);
    return names;
  }

  /**
   * An initialized agent with a session of two modes, a known tool call, and a prompt to answer.
   */
  private void begin(String capabilities) throws JsonProcessingException {
    say("{'id':0,'method':'initialize','params':{'clientCapabilities':" + capabilities + "}}");
    hear("{'jsonrpc':'2.0','id':0,'result':{'protocolVersion':1}}");
    say("{'id':1,'method':'session/new','params':{}}");
    hear(
        "{'jsonrpc':'2.0','id':1,'result':{'sessionId':'s','modes':{'currentModeId':'a',"
            + "'availableModes':[{'id':'a','name':'A'}]}}}");
    say("{'id':9,'method':'session/prompt','params':{'sessionId':'s'}}");
    hear(update("{'sessionUpdate':'tool_call','toolCallId':'old','title':'t'}"));
    assertEquals(List.of(), broken());
  }

  private static String terminal(int id, String call, String fields) {
    return "{'jsonrpc':'2.0','id':"
        + id
        + ",'method':'terminal/"
        + call
        + "','params':{'sessionId':'s',"
        + fields
        + "}}";
  }

  private static String update(String update) {
    return "{'jsonrpc':'2.0','method':'session/update','params':{'sessionId':'s','update':"
        + update
        + "}}";
  }

  private void say(String message) throws JsonProcessingException {
    rules.said(Json.read(message.replace('\'', '"')));
  }

  private void hear(String line) {
    rules.check(new Output.Line(line.replace('\'', '"')));
  }

  private List<String> broken() {
    return breaches.stream().map(breach -> String.valueOf(breach.requirement())).toList();
  }
}
