package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.NewSessionRequest;
import acp.session.ToolServer;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a client's servers can be used, and what is refused by its place in the request. */
@Timeout(5)
class ServersV1Test {

  private static List<ToolServer> read(String servers) {
    try {
      String request = "{'cwd':'/w','mcpServers':" + servers + "}";
      return ServersV1.of(
          ProtocolMapper.create()
              .readValue(request.replace('\'', '"'), NewSessionRequest.class)
              .mcpServers());
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  @Test
  void bothTransportsAreTakenAsTheyCame() {
    List<ToolServer> servers =
        read(
            """
            [{'name':'fs','command':'npx','args':['-y','x'],'env':[{'name':'K','value':'v'}]},
             {'type':'stdio','name':'idea','command':'/opt/idea','args':null,'env':null},
             {'type':'http','name':'h','url':'https://h/mcp?a=b',
              'headers':[{'name':'Authorization','value':'Bearer t'}]}]
            """);

    assertEquals(
        List.of(
            new ToolServer.Stdio("fs", "npx", List.of("-y", "x"), Map.of("K", "v")),
            new ToolServer.Stdio("idea", "/opt/idea", List.of(), Map.of()),
            new ToolServer.Http("h", "https://h/mcp?a=b", Map.of("Authorization", "Bearer t"))),
        servers);
  }

  @Test
  void noServersMeansNone() {
    assertEquals(List.of(), ServersV1.of(null));
    assertEquals(List.of(), read("[]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'sse','name':'a','url':'http://h','headers':[]} | mcpServers[0].type",
        "{'name':'a','command':' ','args':[],'env':[]} | mcpServers[0].command",
        "{'name':'a','command':'c','args':['x','\\u0000'],'env':[]} | mcpServers[0].args[1]",
        "{'name':'a','command':'c','args':[],'env':[{'name':'','value':'v'}]} | mcpServers[0].env[0]",
        "{'name':'a','command':'c','args':[],'env':[{'name':'A=B','value':'v'}]} | mcpServers[0].env[0]",
        "{'type':'http','name':'a','url':'/mcp','headers':[]} | mcpServers[0].url",
        "{'type':'http','name':'a','url':'file:///etc','headers':[]} | mcpServers[0].url",
        "{'type':'http','name':'a','url':'http://','headers':[]} | mcpServers[0].url",
        "{'type':'http','name':'a','url':'http://h','headers':[{'name':'a b','value':'v'}]} | mcpServers[0].headers[0]",
        "{'type':'http','name':'a','url':'http://h','headers':[{'name':'a','value':'v\\nx: y'}]} | mcpServers[0].headers[0]",
      })
  void whatCanNeverWorkIsRefusedByItsPlace(String server, String path) {
    AcpException refused = assertThrows(AcpException.class, () -> read("[" + server + "]"));

    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    assertEquals(path, refused.data().get("path"));
  }

  @Test
  void twoServersOfOneNameAreRefused() {
    AcpException refused =
        assertThrows(
            AcpException.class,
            () ->
                read(
                    """
                    [{'name':'a','command':'c','args':[],'env':[]},
                     {'type':'http','name':'a','url':'http://h','headers':[]}]
                    """));

    assertEquals("mcpServers[1].name", refused.data().get("path"));
  }

  @Test
  void theTextOfAServerHasNoSecrets() {
    List<ToolServer> servers =
        read(
            """
            [{'name':'fs','command':'c','args':['--key=s3cret'],'env':[{'name':'K','value':'s3cret'}]},
             {'type':'http','name':'h','url':'https://h/?key=s3cret',
              'headers':[{'name':'X-Key','value':'s3cret'}]}]
            """);

    assertFalse(servers.toString().contains("s3cret"), servers::toString);
    assertEquals("[Stdio[name=fs, env=[K]], Http[name=h, headers=[X-Key]]]", servers.toString());
  }
}
