package acp.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link ChatRequest}: each kind of message, as the dialect has it. */
@Timeout(5)
class ChatRequestTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aRequestAsksForAStreamWithUsage() throws Exception {
    JsonNode json = write(List.of(), List.of());

    assertEquals(
        JSON.readTree(
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"system\",\"content\":\"Be good.\"}]}"),
        json);
  }

  @Test
  void textsLinksAndResourcesAreOneString() throws Exception {
    JsonNode user =
        message(
            user(
                new Content.Text("Look at "),
                new Content.Link("file:///a.txt", "a.txt", null, null, null, null),
                new Content.Text(" and"),
                new Content.Resource("file:///b.txt", "text/plain", "bee", null),
                new Content.Text("Now."),
                new Content.Resource("file:///c.bin", null, null, "AAAA")));

    assertEquals(
        """
        Look at [a.txt](file:///a.txt) and
        <resource uri="file:///b.txt">
        bee
        </resource>
        Now.
        <resource uri="file:///c.bin">(binary, about 3 bytes, not shown)</resource>
        """,
        user.get("content").textValue());
  }

  @Test
  void picturesAreDataUrlsInTheirPlace() throws Exception {
    JsonNode user =
        message(
            user(
                new Content.Text("this"),
                new Content.Image("AAAA", "image/png", null),
                new Content.Text("and"),
                new Content.Text("that"),
                new Content.Resource("file:///x.gif", "image/gif", null, "BBBB")));

    assertEquals(
        JSON.readTree(
            "[{\"type\":\"text\",\"text\":\"this\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}},"
                + "{\"type\":\"text\",\"text\":\"and\\nthat\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/gif;base64,BBBB\"}}]"),
        user.get("content"));
  }

  @Test
  void callsAndResultsBelongTogetherByTheirId() throws Exception {
    JsonNode messages =
        write(
                List.of(
                    assistant("", new ModelMessage.Call("c1", "f", "{\"a\":1}")),
                    new ModelMessage.ToolResult("c1", "f", "42", false)),
                List.of())
            .get("messages");

    assertEquals(
        JSON.readTree(
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\","
                + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}"),
        messages.get(1));
    assertEquals(
        JSON.readTree("{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"42\"}"),
        messages.get(2));
  }

  @Test
  void picturesOfResultsAreShownByTheUserBehindTheLastOfThem() throws Exception {
    List<ModelMessage> called =
        List.of(
            assistant(
                "", new ModelMessage.Call("c1", "f", "{}"), new ModelMessage.Call("c2", "f", "{}")),
            new ModelMessage.ToolResult(
                "c1", "f", "a cat", false, List.of(new Content.Image("AAAA", "image/png", null))),
            new ModelMessage.ToolResult("c2", "f", "none", false));
    List<ModelMessage> goingOn = new ArrayList<>(called);
    goingOn.add(user(new Content.Text("And now?")));

    JsonNode alone = write(called, List.of()).get("messages");
    JsonNode more = write(goingOn, List.of()).get("messages");

    String shown =
        "{\"type\":\"text\",\"text\":\"[What the tools showed:]\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}";
    assertEquals(5, alone.size());
    assertEquals("tool", alone.get(3).get("role").textValue());
    assertEquals(JSON.readTree("{\"role\":\"user\",\"content\":[" + shown + "]}"), alone.get(4));
    assertEquals(5, more.size());
    assertEquals(
        JSON.readTree(
            "{\"role\":\"user\",\"content\":["
                + shown
                + ",{\"type\":\"text\",\"text\":\"And now?\"}]}"),
        more.get(4));
  }

  @Test
  void whatWasOnlyThoughtIsNotSent() throws Exception {
    ModelMessage thinking =
        new ModelMessage.Assistant(
            "", List.of(new ModelMessage.Thought("secret", null)), List.of());
    ModelMessage spoken =
        new ModelMessage.Assistant(
            "said", List.of(new ModelMessage.Thought("secret", null)), List.of());

    JsonNode json = write(List.of(thinking, spoken), List.of());

    assertEquals(2, json.get("messages").size());
    assertEquals("said", json.get("messages").get(1).get("content").textValue());
    assertFalse(json.toString().contains("secret"));
  }

  @Test
  void toolsKeepTheirSchema() throws Exception {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1,"
            + "\"default\":2.5,\"enum\":[true,null,\"x\"]}},\"required\":[\"n\"]}";
    ModelRequest.ToolDefinition tool =
        new ModelRequest.ToolDefinition("f", "does f", JSON.readTree(schema));

    JsonNode json = write(List.of(), List.of(tool));

    assertEquals(
        JSON.readTree(
            "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"does f\","
                + "\"parameters\":"
                + schema
                + "}}]"),
        json.get("tools"));
  }

  @Test
  void halfAPairDoesNotSpoilTheRequest() throws Exception {
    String content = message(user(new Content.Text("a\ud83dz😀"))).get("content").textValue();

    assertTrue(content.startsWith("a") && content.endsWith("z😀"), content);
  }

  private static ModelMessage user(Content... content) {
    return new ModelMessage.User(List.of(content));
  }

  private static ModelMessage assistant(String text, ModelMessage.Call... calls) {
    return new ModelMessage.Assistant(text, List.of(), List.of(calls));
  }

  private static JsonNode message(ModelMessage message) throws Exception {
    return write(List.of(message), List.of()).get("messages").get(1);
  }

  private static JsonNode write(
      List<ModelMessage> messages, List<ModelRequest.ToolDefinition> tools) throws Exception {
    return JSON.readTree(
        ChatRequest.write(new JsonFactory(), "m", new ModelRequest("Be good.", messages, tools)));
  }
}
