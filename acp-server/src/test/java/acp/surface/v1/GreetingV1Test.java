package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.AuthMethodAgent;
import acp.protocol.v1.AuthMethodTerminal;
import acp.protocol.v1.InitializeResponse;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** The prepared answer is what the types would say, and promises what is kept. */
@Timeout(5)
class GreetingV1Test {
  private static final ObjectMapper MAPPER = ProtocolMapper.create();

  private static InitializeResponse read() throws Exception {
    return MAPPER.readValue(GreetingV1.answer("1.2.3", false, false), InitializeResponse.class);
  }

  @Test
  void readAndWrittenAgainItIsTheSame() throws Exception {
    JsonNode prepared = MAPPER.readTree(GreetingV1.answer("1.2.3", false, false));

    String again = MAPPER.writeValueAsString(read());

    assertEquals(prepared, MAPPER.readTree(again));
  }

  @Test
  void itIsOneLine() {
    byte[] bytes = GreetingV1.answer("1.2.3", false, false);

    for (byte each : bytes) {
      assertTrue(each >= ' ', "a control character");
    }
  }

  @Test
  void itSaysExactlyWhatIsOffered() throws Exception {
    JsonNode capabilities =
        MAPPER.readTree(GreetingV1.answer("1.2.3", false, false)).path("agentCapabilities");

    assertEquals(
        Desk.json(
            """
            {'loadSession':true,
             'promptCapabilities':{'image':true,'audio':false,'embeddedContext':true},
             'mcpCapabilities':{'http':true,'sse':false},
             'sessionCapabilities':{'list':{},'delete':{},'resume':{},'close':{},'additionalDirectories':{}},
             'auth':{'logout':{}}}
            """),
        capabilities);
  }

  @Test
  void whatIsOfferedIsWhatIsServed() {
    Set<String> served =
        Arrays.stream(AgentMethods.class.getMethods())
            .map(method -> method.getAnnotation(JsonRpcMethod.class).value())
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(
            "authenticate",
            "logout",
            "session/new",
            "session/load",
            "session/resume",
            "session/list",
            "session/delete",
            "session/close",
            "session/set_mode",
            "session/set_config_option",
            "session/prompt",
            "session/cancel"),
        served);
  }

  @Test
  void theWayToLogInIsTheOneThatIsTaken() throws Exception {
    InitializeResponse response = read();

    assertEquals(1, response.authMethods().size());
    AuthMethodAgent method = (AuthMethodAgent) response.authMethods().getFirst();
    assertEquals(GreetingV1.AUTH_METHOD, method.id().value());
  }

  @Test
  void itNamesTheProgramAndItsVersion() throws Exception {
    var info = Objects.requireNonNull(read().agentInfo());

    assertEquals("acp-server", info.name());
    assertEquals("1.2.3", info.version());
  }

  @Test
  void aLoginInATerminalIsOfferedToThoseWhoCanShowOne() throws Exception {
    InitializeResponse response =
        MAPPER.readValue(GreetingV1.answer("1.2.3", true, false), InitializeResponse.class);

    AuthMethodAgent usual = (AuthMethodAgent) response.authMethods().getFirst();
    assertEquals(GreetingV1.AUTH_METHOD, usual.id().value());
    AuthMethodTerminal terminal = (AuthMethodTerminal) response.authMethods().getLast();
    assertEquals(GreetingV1.TERMINAL_METHOD, terminal.id().value());
    assertEquals(List.of("login"), terminal.args());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'auth':{'terminal':true}}                        | 2
          {'terminal':true,'auth': {'x':[],'terminal':true}}| 2
          {'auth':{'terminal':false}}                       | 1
          {'auth':{'terminal':'true'}}                      | 1
          {'auth':{'terminal':{}}}                          | 1
          {'auth':{'terminal':1}}                           | 1
          {'auth':{}}                                       | 1
          {'auth':true}                                     | 1
          {'auth':null}                                     | 1
          {'_meta':{'auth':{'terminal':true}}}              | 1
          null                                              | 1
          []                                                | 1
          """)
  void aClientIsTakenAtItsWord(String capabilities, int methods) {
    try (Desk desk = new Desk(_ -> Mono.empty())) {
      JsonNode greeting =
          desk.result(
              "initialize", "{'protocolVersion':1,'clientCapabilities':" + capabilities + "}");

      assertEquals(methods, greeting.path("authMethods").size());
    }
  }

  @Test
  void whatIsNotSettledIsOfferedOnlyWhereItWasAskedFor() throws Exception {
    JsonNode settled = MAPPER.readTree(GreetingV1.answer("1.2.3", false, false));
    JsonNode unsettled = MAPPER.readTree(GreetingV1.answer("1.2.3", true, true));

    String fork = "/agentCapabilities/sessionCapabilities/fork";
    assertTrue(settled.at(fork).isMissingNode());
    assertTrue(unsettled.at(fork).isObject());
  }
}
