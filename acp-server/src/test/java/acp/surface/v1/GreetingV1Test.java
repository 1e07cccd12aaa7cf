package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.AuthMethodAgent;
import acp.protocol.v1.InitializeResponse;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The prepared answer is what the types would say, and promises what is kept. */
@Timeout(5)
class GreetingV1Test {
  private static final ObjectMapper MAPPER = ProtocolMapper.create();

  private static InitializeResponse read() throws Exception {
    return MAPPER.readValue(GreetingV1.answer("1.2.3"), InitializeResponse.class);
  }

  @Test
  void readAndWrittenAgainItIsTheSame() throws Exception {
    JsonNode prepared = MAPPER.readTree(GreetingV1.answer("1.2.3"));

    String again = MAPPER.writeValueAsString(read());

    assertEquals(prepared, MAPPER.readTree(again));
  }

  @Test
  void itIsOneLine() {
    byte[] bytes = GreetingV1.answer("1.2.3");

    for (byte each : bytes) {
      assertTrue(each >= ' ', "a control character");
    }
  }

  @Test
  void itSaysExactlyWhatIsOffered() throws Exception {
    JsonNode capabilities = MAPPER.readTree(GreetingV1.answer("1.2.3")).path("agentCapabilities");

    assertEquals(
        Desk.json(
            """
            {'loadSession':true,
             'promptCapabilities':{'image':true,'audio':false,'embeddedContext':true},
             'mcpCapabilities':{'http':false,'sse':false},
             'sessionCapabilities':{'list':{},'resume':{},'close':{},'additionalDirectories':{}},
             'auth':{}}
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
            "session/new",
            "session/load",
            "session/resume",
            "session/list",
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
}
