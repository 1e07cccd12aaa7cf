package acp.model.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.model.ModelFacts;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MessagesRequest}: each kind of message, as the dialect has it. */
@Timeout(5)
class MessagesRequestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BUDGET = "anthropic/claude-sonnet-4-5";
  private static final String ADAPTIVE = "anthropic/claude-opus-4-6";
  private static final String CACHED = ",'cache_control':{'type':'ephemeral'}";

  @Test
  void aRequestIsWrittenByteForByte() {
    byte[] body = bytes(BUDGET, null, List.of(user("Hi")), List.of(tool("f"), tool("g")));

    assertEquals(
        json(
            "{'model':'claude-sonnet-4-5','stream':true,'max_tokens':30000,'tools':["
                + "{'name':'f','description':'does f','input_schema':{'type':'object'}},"
                + "{'name':'g','description':'does g','input_schema':{'type':'object'}"
                + CACHED
                + "}],'system':[{'type':'text','text':'Be good.'"
                + CACHED
                + "}],'messages':[{'role':'user','content':[{'type':'text','text':'Hi'"
                + CACHED
                + "}]}]}"),
        new String(body, java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void thoughtsGoBackAsTheyCameAndOnlyToTheirModel() throws Exception {
    ModelMessage answer =
        answer(
            new ModelMessage.Thought("one", Seal.signed(BUDGET, "SIG1")),
            new ModelMessage.Thought("", Seal.redacted(BUDGET, "XYZ")),
            new ModelMessage.Thought("two", Seal.signed(BUDGET, "SIG2")),
            new ModelMessage.Thought("of another", Seal.signed(ADAPTIVE, "SIG3")),
            new ModelMessage.Thought(
                "of a stranger", JSON.readTree(json("{'dialect':'gemini','signature':'S'}"))),
            new ModelMessage.Thought("unsigned", null),
            new ModelMessage.Text("said"),
            new ModelMessage.Call("c1", "f", "{\"a\":[1,{}]}"));

    JsonNode messages =
        messages(user("a"), answer, new ModelMessage.ToolResult("c1", "f", "42", false));

    assertEquals(
        JSON.readTree(
            json(
                "{'role':'assistant','content':["
                    + "{'type':'thinking','thinking':'one','signature':'SIG1'},"
                    + "{'type':'redacted_thinking','data':'XYZ'},"
                    + "{'type':'thinking','thinking':'two','signature':'SIG2'},"
                    + "{'type':'text','text':'said'},"
                    + "{'type':'tool_use','id':'c1','name':'f','input':{'a':[1,{}]}}]}")),
        messages.get(1));
  }

  @Test
  void resultsAreTheFirstOfWhatTheUserSays() throws Exception {
    JsonNode messages =
        messages(
            user("a"),
            answer(new ModelMessage.Call("1", "f", "{}"), new ModelMessage.Call("2", "g", "{}")),
            new ModelMessage.ToolResult("1", "f", "42", false),
            new ModelMessage.ToolResult(
                "2", "g", "no", true, List.of(new Content.Image("AAAA", "image/jpg", null))),
            user("go on"));

    assertEquals(3, messages.size());
    assertEquals(
        JSON.readTree(
            json(
                "{'role':'user','content':["
                    + "{'type':'tool_result','tool_use_id':'1','content':'42'},"
                    + "{'type':'tool_result','tool_use_id':'2','is_error':true,'content':["
                    + "{'type':'text','text':'no'},"
                    + "{'type':'image','source':{'type':'base64','media_type':'image/jpeg',"
                    + "'data':'AAAA'}}]},"
                    + "{'type':'text','text':'go on'"
                    + CACHED
                    + "}]}")),
        messages.get(2));
  }

  @Test
  void picturesStandInTheirPlaceAndOddOnesInWords() throws Exception {
    JsonNode content =
        messages(
                new ModelMessage.User(
                    List.of(
                        new Content.Text("this"),
                        new Content.Image("AAAA", "image/png", null),
                        new Content.Text(" \n"),
                        new Content.Resource("file:///x.gif", "image/gif", null, "BBBB"),
                        new Content.Image("CCCC", "image/svg+xml", null),
                        new Content.Text("end"))))
            .get(0)
            .get("content");

    assertEquals(
        List.of("text", "image", "image", "text"),
        content.findValuesAsText("type").stream().filter(t -> !t.matches("base64|eph.*")).toList());
    assertEquals("BBBB", content.get(2).at("/source/data").textValue());
    assertEquals(
        "[a picture that you cannot be shown: image/svg+xml]\nend",
        content.get(3).get("text").textValue());
  }

  @Test
  void theLastTwoTurnsOfTheUserAreMarkedAndNoMoreThanFourThingsInAll() throws Exception {
    List<ModelMessage> messages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      messages.add(user("u" + i));
      messages.add(answer(new ModelMessage.Call("c" + i, "f", "{}")));
      messages.add(new ModelMessage.ToolResult("c" + i, "f", "r" + i, false));
      messages.add(answer(new ModelMessage.Text("t" + i)));
    }
    messages.add(user("last"));

    JsonNode body = JSON.readTree(bytes(BUDGET, null, messages, List.of(tool("f"))));

    assertEquals(4, body.findValues("cache_control").size());
    JsonNode written = body.get("messages");
    int last = written.size() - 1;
    assertEquals(1, written.get(last).findValues("cache_control").size());
    assertEquals(1, written.get(last - 2).findValues("cache_control").size());
    assertTrue(written.get(last - 2).at("/content/0").has("cache_control"));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-5,    LOW,    4000,  30000",
    "claude-sonnet-4-5,    MEDIUM, 12000, 30000",
    "claude-sonnet-4-5,    HIGH,   15000, 30000",
    "claude-sonnet-4-5,    OFF,    0,     30000",
    "claude-opus-4-1,      HIGH,   15000, 30000",
    "claude-opus-4-6,      OFF,    0,     128000",
    "claude-3-5-haiku,     HIGH,   0,     8192",
    "claude-from-tomorrow, HIGH,   0,     8192"
  })
  void theBudgetLeavesRoomForTheAnswer(String model, ThoughtLevel level, int budget, int most)
      throws Exception {
    JsonNode body =
        JSON.readTree(bytes("anthropic/" + model, level, List.of(user("a")), List.of()));

    assertEquals(most, body.get("max_tokens").intValue());
    assertEquals(budget, body.at("/thinking/budget_tokens").asInt());
    assertEquals(budget > 0, body.has("thinking"));
    assertFalse(body.has("tools"));
  }

  @Test
  void theNewerOnesAreToldByAWordAndShowWhatTheyThink() throws Exception {
    JsonNode told = JSON.readTree(bytes(ADAPTIVE, ThoughtLevel.LOW, List.of(user("a")), List.of()));
    JsonNode off = JSON.readTree(bytes(ADAPTIVE, ThoughtLevel.OFF, List.of(user("a")), List.of()));

    assertEquals(
        JSON.readTree(json("{'type':'adaptive','display':'summarized'}")), told.get("thinking"));
    assertEquals("low", told.at("/output_config/effort").textValue());
    assertFalse(off.has("thinking") || off.has("output_config"));
  }

  @Test
  void whoCalledToolsWithoutThinkingDoesNotBeginInTheMiddle() throws Exception {
    ModelMessage result = new ModelMessage.ToolResult("1", "f", "42", false);
    ModelMessage thoughtless = answer(new ModelMessage.Call("1", "f", "{}"));
    ModelMessage thoughtful =
        answer(
            new ModelMessage.Thought("hm", Seal.signed(BUDGET, "S")),
            new ModelMessage.Call("1", "f", "{}"));

    assertFalse(thinks(user("a"), thoughtless, result));
    assertFalse(thinks(user("a"), thoughtless, result, user("and?")));
    assertTrue(thinks(user("a"), thoughtful, result));
    assertTrue(
        thinks(user("a"), thoughtless, result, answer(new ModelMessage.Text("b")), user("c")));
  }

  private static boolean thinks(ModelMessage... messages) throws Exception {
    return JSON.readTree(bytes(BUDGET, ThoughtLevel.LOW, List.of(messages), List.of()))
        .has("thinking");
  }

  @Test
  void halfAPairDoesNotSpoilTheRequest() throws Exception {
    String text = messages(user("a\ud83dz😀")).at("/0/content/0/text").textValue();

    assertTrue(text.startsWith("a") && text.endsWith("z😀"), text);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static ModelRequest.ToolDefinition tool(String name) {
    return new ModelRequest.ToolDefinition(
        name, "does " + name, JSON.createObjectNode().put("type", "object"));
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }

  private static ModelMessage answer(ModelMessage.Part... parts) {
    return new ModelMessage.Assistant(List.of(parts));
  }

  private static JsonNode messages(ModelMessage... messages) throws Exception {
    return JSON.readTree(bytes(BUDGET, null, List.of(messages), List.of())).get("messages");
  }

  private static byte[] bytes(
      String name,
      @Nullable ThoughtLevel level,
      List<ModelMessage> messages,
      List<ModelRequest.ToolDefinition> tools) {
    var conversation = new Conversation(messages, name);
    return MessagesRequest.write(
        new JsonFactory(),
        name.substring("anthropic/".length()),
        new ModelRequest("Be good.", messages, tools, level),
        conversation,
        Thinking.of(ModelFacts.of(name), level, conversation));
  }
}
