package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.SessionId;
import acp.protocol.v1.SessionMode;
import acp.protocol.v1.SessionModeId;
import acp.protocol.v1.SessionModeState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way reads and writes what the types read and write. */
@Timeout(20)
class StartPathTest {
  private final ObjectMapper quick = StartPath.mapper();
  private final ObjectMapper types = ProtocolMapper.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'cwd':'/w','mcpServers':[]}",
        "{'mcpServers':[],'cwd':''}",
        "{'cwd':'/w','mcpServers':null}",
        "{'cwd':'/w','mcpServers':[],'additionalDirectories':['/a'],'_meta':{'x':1}}",
        "{'cwd':'/w','mcpServers':[],'unknown':7}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'/c','args':[],'env':[]}]}",
      })
  void readsAsTheTypesDo(String request) throws Exception {
    String json = request.replace('\'', '"');

    assertEquals(
        types.readValue(json, NewSessionRequest.class),
        quick.readValue(json, NewSessionRequest.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{'cwd':'/w'}",
        "{'mcpServers':[]}",
        "{'cwd':7,'mcpServers':[]}",
        "{'cwd':null,'mcpServers':[]}",
        "{'cwd':'/w','mcpServers':{}}",
        "{'cwd':'/w','mcpServers':[{'name':'n'}]}",
        "{'cwd':'/w','mcpServers':[],'additionalDirectories':[7]}",
      })
  void refusesAsTheTypesDo(String request) {
    String json = request.replace('\'', '"');

    Fault expected = fault(types, json);

    assertEquals(expected, fault(quick, json));
  }

  private static Fault fault(ObjectMapper mapper, String json) {
    return Fault.of(
        assertThrows(
            JsonProcessingException.class, () -> mapper.readValue(json, NewSessionRequest.class)));
  }

  @Test
  void writesAsTheTypesDo() throws Exception {
    ObjectNode meta = types.createObjectNode().put("x", 1);
    for (NewSessionResponse response :
        List.of(
            response(null, null),
            response(modes(null, null), null),
            response(modes("ü \" \n", null), null),
            response(modes("d", meta), null),
            response(modes("d", null), meta))) {
      assertEquals(types.writeValueAsString(response), quick.writeValueAsString(response));
    }
  }

  private static NewSessionResponse response(
      @Nullable SessionModeState modes, @Nullable ObjectNode meta) {
    return new NewSessionResponse(new SessionId("s"), modes, null, meta);
  }

  private static SessionModeState modes(@Nullable String description, @Nullable ObjectNode meta) {
    return new SessionModeState(
        new SessionModeId("ask"),
        List.of(new SessionMode(new SessionModeId("ask"), "Ask", description, meta)),
        null);
  }
}
