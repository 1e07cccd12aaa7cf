package acp.model.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link ResponsesRequest}: each kind of message, as the dialect has it. */
@Timeout(5)
class ResponsesRequestTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aWholeConversationIsWrittenToTheByte() throws Exception {
    JsonNode sealed =
        JSON.readTree(
            "{\"dialect\":\"responses\",\"provider\":\"p\",\"id\":\"rs_1\","
                + "\"encrypted_content\":\"SEAL\",\"summary\":[\"I look.\"]}");
    List<ModelMessage> messages =
        List.of(
            new ModelMessage.User(
                List.of(
                    new Content.Text("What is "),
                    new Content.Image("AAAA", "image/png", null),
                    new Content.Text("this?"))),
            new ModelMessage.Assistant(
                List.of(
                    new ModelMessage.Thought("I look.", sealed),
                    new ModelMessage.Text("Let me see."),
                    new ModelMessage.Call("c1", "read", "{\"path\":\"a\"}"),
                    new ModelMessage.Call("c2", "look", "{\"path\":"))),
            new ModelMessage.ToolResult("c1", "read", "No such file", true),
            new ModelMessage.ToolResult(
                "c2",
                "look",
                "a picture",
                false,
                List.of(new Content.Image("BB", "image/gif", null))),
            new ModelMessage.User(List.of(new Content.Text("And now?"))));

    String written = text(request(messages, ThoughtLevel.HIGH));

    assertEquals(
        """
        {"model":"m","stream":true,"store":false,\
        "reasoning":{"effort":"high","summary":"auto"},"include":["reasoning.encrypted_content"],\
        "instructions":"Be good.","input":[\
        {"type":"message","role":"user","content":[\
        {"type":"input_text","text":"What is "},\
        {"type":"input_image","image_url":"data:image/png;base64,AAAA"},\
        {"type":"input_text","text":"this?"}]},\
        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"I look."}],\
        "encrypted_content":"SEAL"},\
        {"type":"message","role":"assistant","content":"Let me see."},\
        {"type":"function_call","call_id":"c1","name":"read","arguments":"{\\"path\\":\\"a\\"}"},\
        {"type":"function_call","call_id":"c2","name":"look",\
        "arguments":"{\\"malformed\\":\\"{\\\\\\"path\\\\\\":\\"}"},\
        {"type":"function_call_output","call_id":"c1","output":"No such file"},\
        {"type":"function_call_output","call_id":"c2","output":[\
        {"type":"input_text","text":"a picture"},\
        {"type":"input_image","image_url":"data:image/gif;base64,BB"}]},\
        {"type":"message","role":"user","content":"And now?"}],\
        "tools":[{"type":"function","name":"read","description":"Reads.",\
        "parameters":{"type":"object","properties":{"path":{"type":"string"}}},"strict":false}]}""",
        written);
  }

  @Test
  void aModelThatDoesNotThinkIsNotToldHow() {
    String written =
        text(
            ResponsesRequest.write(
                new JsonFactory(),
                new ResponsesRequest.Addressee("p", "m", false, true),
                request(List.of(user("a")), ThoughtLevel.HIGH)));

    assertFalse(written.contains("reasoning"), written);
    assertTrue(written.contains("\"store\":false"), written);
  }

  @Test
  void howToThinkIsLeftToTheModelWhereNothingIsChosen() throws Exception {
    assertEquals(
        JSON.readTree("{\"summary\":\"auto\"}"), json(List.of(user("a")), null).get("reasoning"));
    assertEquals(
        JSON.readTree("{\"summary\":\"auto\"}"),
        json(List.of(user("a")), ThoughtLevel.OFF).get("reasoning"));
  }

  @Test
  void whoMayNotSeeThoughtsDoesNotAskForThem() throws Exception {
    JsonNode json =
        JSON.readTree(
            ResponsesRequest.write(
                new JsonFactory(),
                new ResponsesRequest.Addressee("p", "m", true, false),
                request(List.of(user("a")), ThoughtLevel.LOW)));

    assertEquals(JSON.readTree("{\"effort\":\"low\"}"), json.get("reasoning"));
    assertEquals(JSON.readTree("[\"reasoning.encrypted_content\"]"), json.get("include"));
  }

  @Test
  void othersThoughtsStayBehind() throws Exception {
    for (String data :
        List.of(
            "{\"dialect\":\"anthropic\",\"provider\":\"p\",\"signature\":\"S\"}",
            "{\"dialect\":\"responses\",\"provider\":\"q\",\"id\":\"r\",\"encrypted_content\":\"S\"}",
            "null")) {
      JsonNode json =
          json(
              List.of(
                  new ModelMessage.Assistant(
                      List.of(
                          new ModelMessage.Thought("secret", JSON.readTree(data)),
                          new ModelMessage.Text("said")))),
              null);

      assertEquals(1, json.get("input").size(), data);
      assertFalse(json.toString().contains("secret"), data);
    }
  }

  /** The server refuses reasoning that nothing follows, as a cancelled turn may leave it. */
  @Test
  void aThoughtThatNothingFollowsStaysBehind() throws Exception {
    ModelMessage.Thought thought =
        new ModelMessage.Thought(
            "hm",
            JSON.readTree(
                "{\"dialect\":\"responses\",\"provider\":\"p\",\"id\":\"r\","
                    + "\"encrypted_content\":\"S\",\"summary\":[]}"));

    JsonNode alone = json(List.of(new ModelMessage.Assistant(List.of(thought))), null);
    JsonNode last =
        json(
            List.of(
                new ModelMessage.Assistant(List.of(thought, new ModelMessage.Text("a"), thought))),
            null);

    assertTrue(alone.get("input").isEmpty());
    assertEquals(2, last.get("input").size());
    assertEquals("reasoning", last.at("/input/0/type").textValue());
  }

  @Test
  void halfAPairDoesNotSpoilTheRequest() throws Exception {
    String content = json(List.of(user("a\ud83dz😀")), null).at("/input/0/content").textValue();

    assertTrue(content.startsWith("a") && content.endsWith("z😀"), content);
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }

  private static ModelRequest request(
      List<ModelMessage> messages, @Nullable ThoughtLevel thinking) {
    JsonNode schema =
        JSON.createObjectNode()
            .put("type", "object")
            .set(
                "properties",
                JSON.createObjectNode().set("path", JSON.createObjectNode().put("type", "string")));
    return new ModelRequest(
        "Be good.",
        messages,
        List.of(new ModelRequest.ToolDefinition("read", "Reads.", schema)),
        thinking);
  }

  private static String text(ModelRequest request) {
    return text(
        ResponsesRequest.write(
            new JsonFactory(), new ResponsesRequest.Addressee("p", "m", true, true), request));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static JsonNode json(List<ModelMessage> messages, @Nullable ThoughtLevel thinking)
      throws Exception {
    return JSON.readTree(text(request(messages, thinking)));
  }
}
