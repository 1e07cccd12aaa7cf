package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.protocol.Fault;
import acp.protocol.Patch;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.Annotations;
import acp.protocol.v1.ContentBlock;
import acp.protocol.v1.Cost;
import acp.protocol.v1.ListSessionsRequest;
import acp.protocol.v1.ListSessionsResponse;
import acp.protocol.v1.LoadSessionRequest;
import acp.protocol.v1.LoadSessionResponse;
import acp.protocol.v1.MessageId;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.PromptRequest;
import acp.protocol.v1.ResourceLink;
import acp.protocol.v1.ResumeSessionRequest;
import acp.protocol.v1.ResumeSessionResponse;
import acp.protocol.v1.SessionConfigBoolean;
import acp.protocol.v1.SessionConfigId;
import acp.protocol.v1.SessionConfigOption;
import acp.protocol.v1.SessionConfigOptionCategory;
import acp.protocol.v1.SessionConfigSelect;
import acp.protocol.v1.SessionConfigSelectOption;
import acp.protocol.v1.SessionConfigSelectOptions;
import acp.protocol.v1.SessionConfigValueId;
import acp.protocol.v1.SessionId;
import acp.protocol.v1.SessionInfo;
import acp.protocol.v1.SessionInfoUpdate;
import acp.protocol.v1.SessionMode;
import acp.protocol.v1.SessionModeId;
import acp.protocol.v1.SessionModeState;
import acp.protocol.v1.SessionNotification;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.TextContent;
import acp.protocol.v1.ToolCall;
import acp.protocol.v1.ToolCallId;
import acp.protocol.v1.UsageUpdate;
import acp.session.SlashCommand;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way reads and writes what the types do. */
@Timeout(5)
class StartPathTest {
  private static final ObjectMapper TYPES = ProtocolMapper.create();
  private static final ObjectMapper SHORT = StartPath.mapper();

  private static String plain(String json) {
    return json.replace('\'', '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'cwd':'/w','mcpServers':[]}",
        "{'mcpServers':[],'cwd':''}",
        "{'cwd':'/w','mcpServers':[],'additionalDirectories':['/a']}",
        "{'cwd':'/w','mcpServers':[],'_meta':{'a':1}}",
        "{'cwd':'/w','mcpServers':[],'unknown':true}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'/c','args':[],'env':[]}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':['a','b'],'env':[{'name':'K','value':'v'}]}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':null,'env':null}]}",
        "{'cwd':'/w','mcpServers':[{'type':'stdio','name':'n','command':'c','args':[],'env':[]}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':[],'env':[],'_meta':{'a':1}}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':[],'env':[],'url':'u'}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':[],'env':[{'name':'K','value':'v','x':1}]}]}",
        "{'cwd':'/w','mcpServers':[{'type':'http','name':'n','url':'u','headers':[{'name':'K','value':'v'}]}]}",
        "{'cwd':'/w','mcpServers':[{'type':'http','name':'n','url':'u','headers':[],'args':[]}]}",
        "{'cwd':'/w','mcpServers':[{'type':'sse','name':'n','url':'u','headers':[]}]}"
      })
  void aRequestIsReadAsTheTypesReadIt(String json) throws Exception {
    assertEquals(
        TYPES.readValue(plain(json), NewSessionRequest.class),
        SHORT.readValue(plain(json), NewSessionRequest.class));
    assertEquals(
        TYPES.readValue(plain(json), NewSessionRequest.class),
        SHORT.treeToValue(SHORT.readTree(plain(json)), NewSessionRequest.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "'x'",
        "{'cwd':'/w'}",
        "{'mcpServers':[]}",
        "{'cwd':null,'mcpServers':[]}",
        "{'cwd':5,'mcpServers':[]}",
        "{'cwd':['/w'],'mcpServers':[]}",
        "{'cwd':'/w','mcpServers':{}}",
        "{'cwd':'/w','mcpServers':['x']}",
        "{'cwd':'/w','mcpServers':[null]}",
        "{'cwd':'/w','mcpServers':[{'name':5,'command':'c','args':[],'env':[]}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':[5],'env':[]}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':[],'env':{}}]}",
        "{'cwd':'/w','mcpServers':[{'name':'n','command':'c','args':[],'env':[{'name':'K'}]}]}",
        "{'cwd':'/w','mcpServers':[{'type':'http','name':'n','url':5,'headers':[]}]}",
        "{'cwd':'/w','mcpServers':[{'type':'http','name':'n','command':'c','args':[],'env':[]}]}",
        "{'cwd':'/w','mcpServers':[],'additionalDirectories':[5]}"
      })
  void aFaultIsTheSameFaultOrNone(String json) {
    assertEquals(fault(TYPES, json), fault(SHORT, json));
  }

  /** Where and what the fault is; what was read, if there is none. */
  private static String fault(ObjectMapper mapper, String json) {
    return fault(mapper, json, NewSessionRequest.class);
  }

  private static String fault(ObjectMapper mapper, String json, Class<?> type) {
    try {
      return "read " + mapper.readValue(plain(json), type);
    } catch (JsonProcessingException failure) {
      Fault fault = Fault.of(failure);
      return fault.path() + ": " + fault.message();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sessionId':'s','cwd':'/w','mcpServers':[]}",
        "{'sessionId':'','cwd':'','mcpServers':[{'name':'n','command':'/c','args':[],'env':[]}]}",
        "{'sessionId':'s','cwd':'/w','mcpServers':[],'_meta':{'a':1}}",
        "{'sessionId':'s','cwd':'/w','mcpServers':[],'additionalDirectories':['/a']}",
        "{'sessionId':'s','cwd':'/w','mcpServers':[],'unknown':true}",
        "{'sessionId':'s','cwd':'/w','mcpServers':[{'type':'sse','name':'n','url':'u','headers':[]}]}",
        "{'sessionId':'s','cwd':'/w','mcpServers':null}",
        "{'sessionId':'s','cwd':'/w','mcpServers':5}",
        "{'sessionId':'s','cwd':'/w','unknown':1}",
        "{'sessionId':'s','cwd':'/w'}",
        "{'sessionId':5,'cwd':'/w','mcpServers':[]}",
        "{'sessionId':'s','cwd':null,'mcpServers':[]}",
        "{'cwd':'/w','mcpServers':[]}",
        "{'sessionId':'s','prompt':[]}",
        "{'sessionId':'s','prompt':[{'type':'text','text':'ü'},{'text':'','type':'text'}]}",
        "{'sessionId':'s','prompt':[{'type':'text','text':'a','annotations':null}]}",
        "{'sessionId':'s','prompt':[{'type':'text','text':'a','_meta':{'b':1}}]}",
        "{'sessionId':'s','prompt':[{'type':'text','text':5}]}",
        "{'sessionId':'s','prompt':[{'type':'text'}]}",
        "{'sessionId':'s','prompt':[{'type':5,'text':'a'}]}",
        "{'sessionId':'s','prompt':[{'type':'new','text':'a'}]}",
        "{'sessionId':'s','prompt':[{'type':'resource_link','uri':'u','name':'n'}]}",
        "{'sessionId':'s','prompt':['a']}",
        "{'sessionId':'s','prompt':'a'}",
        "{'sessionId':'s','prompt':[],'_meta':{'a':1}}",
        "{'sessionId':null,'prompt':[]}",
        "{'prompt':[]}",
        "{'cwd':'/w'}",
        "{'cwd':'','cursor':'c'}",
        "{'cursor':'c'}",
        "{'cursor':5}",
        "{'cwd':null}",
        "{'cwd':'/w','_meta':{'a':1}}",
        "{'cwd':'/w','unknown':1}",
        "{}",
        "[]"
      })
  void whatFollowsIsReadAsTheTypesReadIt(String json) {
    for (Class<?> type :
        List.of(
            ListSessionsRequest.class,
            LoadSessionRequest.class,
            ResumeSessionRequest.class,
            PromptRequest.class)) {
      assertEquals(fault(TYPES, json, type), fault(SHORT, json, type));
    }
  }

  private static Stream<NewSessionResponse> responses() {
    ObjectNode meta = JsonNodeFactory.instance.objectNode().put("a", 1);
    return Stream.of(
        response(null, null),
        response(modes(null, mode("ask", "Says \"a\"\n", null)), null),
        response(modes(null, mode("ask", null, null), mode("x", "X", null)), null),
        response(modes(null), null),
        response(modes(meta, mode("ask", null, null)), null),
        response(modes(null, mode("ask", null, meta)), null),
        response(null, meta),
        options(),
        options(select("mode", null, "ask", "yolo"), select("empty", null)),
        options(flag(null), select("x", meta, "a")),
        options(flag(meta)),
        options(grouped()));
  }

  private static NewSessionResponse response(
      @Nullable SessionModeState modes, @Nullable ObjectNode meta) {
    return new NewSessionResponse(new SessionId("s-1/ü"), modes, null, meta);
  }

  private static NewSessionResponse options(SessionConfigOption... options) {
    return new NewSessionResponse(new SessionId("s"), null, List.of(options), null);
  }

  private static SessionConfigOption select(
      String id, @Nullable ObjectNode meta, String... values) {
    return new SessionConfigSelect(
        new SessionConfigId(id),
        "Name \"of\" " + id,
        new SessionConfigValueId("ask"),
        new SessionConfigSelectOptions.Ungrouped(
            Arrays.stream(values)
                .map(
                    value ->
                        new SessionConfigSelectOption(
                            new SessionConfigValueId(value),
                            value,
                            value.equals("ask") ? "Asks" : null,
                            value.equals("a") ? meta : null))
                .toList()),
        meta == null ? "Says" : null,
        meta == null ? null : new SessionConfigOptionCategory("mode"),
        null);
  }

  private static SessionConfigOption grouped() {
    return SessionConfigSelect.of(
        new SessionConfigId("g"),
        "G",
        new SessionConfigValueId("a"),
        new SessionConfigSelectOptions.Grouped(List.of()));
  }

  private static SessionConfigOption flag(@Nullable ObjectNode meta) {
    return new SessionConfigBoolean(
        new SessionConfigId("b"), "B", true, "On", new SessionConfigOptionCategory("_x"), meta);
  }

  private static SessionModeState modes(@Nullable ObjectNode meta, SessionMode... modes) {
    return new SessionModeState(new SessionModeId("ask"), List.of(modes), meta);
  }

  private static SessionMode mode(
      String id, @Nullable String description, @Nullable ObjectNode meta) {
    return new SessionMode(new SessionModeId(id), "Name of " + id, description, meta);
  }

  @ParameterizedTest
  @MethodSource("responses")
  void anAnswerIsWrittenAsTheTypesWriteIt(NewSessionResponse response) throws Exception {
    var modes = response.modes();
    var options = response.configOptions();

    assertAlike(response);
    assertAlike(new LoadSessionResponse(modes, options, response.meta()));
    assertAlike(new ResumeSessionResponse(modes, options, response.meta()));
  }

  @Test
  void whatATurnTellsBesidesIsWrittenAsTheTypesWriteIt() throws Exception {
    ObjectNode meta = JsonNodeFactory.instance.objectNode().put("a", 1);
    for (SessionUpdate update :
        List.of(
            new SessionInfoUpdate(Patch.set("A \"title\""), Patch.set("2026"), null),
            new SessionInfoUpdate(Patch.clear(), Patch.keep(), null),
            new SessionInfoUpdate(Patch.keep(), Patch.clear(), meta),
            new UsageUpdate(0, 1_000_000, null, null),
            new UsageUpdate(1, 2, new Cost(0.5, "USD", null), null),
            new UsageUpdate(1, 2, null, meta))) {
      assertAlike(SessionNotification.of(new SessionId("s"), update));
    }
  }

  @Test
  void aPageOfSessionsIsWrittenAsTheTypesWriteIt() throws Exception {
    ObjectNode meta = JsonNodeFactory.instance.objectNode().put("a", 1);
    SessionId id = new SessionId("s-1/ü");
    var plain = SessionInfo.of(id, "/w");
    var whole = new SessionInfo(id, "/w", null, "A \"title\"", "2026-01-01T00:00:00Z", null);
    for (SessionInfo last :
        List.of(
            plain,
            new SessionInfo(id, "/w", List.of("/a"), null, null, null),
            new SessionInfo(id, "/w", null, null, null, meta))) {
      assertAlike(ListSessionsResponse.of(List.of(whole, last)));
    }
    assertAlike(ListSessionsResponse.of(List.of()));
    assertAlike(new ListSessionsResponse(List.of(plain), "next", null));
    assertAlike(new ListSessionsResponse(List.of(), null, meta));
  }

  private static void assertAlike(Object value) throws JsonProcessingException {
    assertEquals(
        TYPES.readTree(TYPES.writeValueAsString(value)),
        TYPES.readTree(SHORT.writeValueAsString(value)));
  }

  @Test
  void whatIsSaidIsWrittenAsTheTypesWriteIt() throws Exception {
    ObjectNode meta = JsonNodeFactory.instance.objectNode().put("a", 1);
    Annotations annotations = new Annotations(null, null, 0.5, null);
    MessageId id = new MessageId("m\"1");
    TextContent text = TextContent.of("Says \"ü\"\n\uD83D\uDE00");
    for (ContentBlock content :
        List.of(
            text,
            new TextContent("a", annotations, null),
            new TextContent("a", null, meta),
            ResourceLink.of("n", "u"))) {
      for (SessionUpdate update :
          List.of(
              SessionUpdate.UserMessageChunk.of(content),
              new SessionUpdate.AgentMessageChunk(content, id, null),
              new SessionUpdate.AgentThoughtChunk(content, id, meta),
              ToolCall.of(new ToolCallId("t"), "Reads"))) {
        assertAlike(SessionNotification.of(new SessionId("s-1/ü"), update));
        assertAlike(new SessionNotification(new SessionId("s"), update, meta));
      }
    }
  }

  @Test
  void theCommandsOfANewSessionAreWrittenAsTheTypesWriteThem() throws Exception {
    List<SlashCommand> commands =
        List.of(
            new SlashCommand("help", "Says \"what\" there is", null),
            new SlashCommand("mode", "Sets the mode", "its näme"));
    var session = new acp.event.SessionId("s-1/ü");

    String written = SHORT.writeValueAsString(new CommandsV1.Announcement(session, () -> commands));

    var typed =
        SessionNotification.of(new SessionId("s-1/ü"), CommandsV1.available(commands).getFirst());
    assertEquals(TYPES.readTree(TYPES.writeValueAsString(typed)), TYPES.readTree(written));
  }
}
