package acp.model.gemini;

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

/** {@link GeminiRequest}: each kind of message, as the dialect has it. */
@Timeout(5)
class GeminiRequestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Content.Image GIF = new Content.Image("BB", "image/gif", null);

  @Test
  void aWholeConversationIsWrittenToTheByte() throws Exception {
    String written = text("gemini-2.5-pro", conversation(), ThoughtLevel.HIGH);

    assertEquals(
        """
        {"systemInstruction":{"parts":[{"text":"Be good."}]},"contents":[\
        {"role":"user","parts":[{"text":"What is "},\
        {"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"text":"this?"}]},\
        {"role":"model","parts":[\
        {"text":"I look.","thought":true,"thoughtSignature":"SIG0"},\
        {"text":"Let me "},{"text":"see.","thoughtSignature":"SIG1"},\
        {"functionCall":{"id":"g1","name":"read","args":{"path":"a"}},"thoughtSignature":"SIG2"},\
        {"functionCall":{"name":"look","args":{"malformed":"{\\"path\\":"}}}]},\
        {"role":"user","parts":[\
        {"functionResponse":{"id":"g1","name":"read","response":{"error":"No such file"}}},\
        {"functionResponse":{"name":"look","response":{"output":"a picture"}}},\
        {"inlineData":{"mimeType":"image/gif","data":"BB"}}]},\
        {"role":"user","parts":[{"text":"And now?"}]}],\
        "tools":[{"functionDeclarations":[{"name":"read","description":"Reads.",\
        "parametersJsonSchema":{"type":"object","properties":{"path":{"type":"string"}}}},\
        {"name":"list","description":"Lists."}]}],\
        "generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingBudget":24576}}}""",
        written);
  }

  @Test
  void theThirdGenerationTakesPicturesIntoTheResponse() throws Exception {
    JsonNode json = json("gemini-3-pro-preview", conversation(), ThoughtLevel.LOW);

    assertEquals(
        JSON.readTree(
            "{\"functionResponse\":{\"name\":\"look\",\"response\":{\"output\":\"a picture\"},"
                + "\"parts\":[{\"inlineData\":{\"mimeType\":\"image/gif\",\"data\":\"BB\"}}]}}"),
        json.at("/contents/2/parts/1"));
    assertEquals(2, json.at("/contents/2/parts").size());
    assertEquals(
        JSON.readTree("{\"includeThoughts\":true,\"thinkingLevel\":\"low\"}"),
        json.at("/generationConfig/thinkingConfig"));
  }

  @Test
  void theThirdGenerationWantsASignatureOnTheFirstCallWhoeverMadeIt() throws Exception {
    List<ModelMessage> messages =
        List.of(
            new ModelMessage.Assistant(
                List.of(
                    new ModelMessage.Call(
                        "c1",
                        "f",
                        "{}",
                        JSON.readTree("{\"dialect\":\"anthropic\",\"signature\":\"secret\"}")),
                    new ModelMessage.Call("c2", "f", ""))));

    JsonNode third = json("gemini-3.1-pro-preview", messages, null).at("/contents/0/parts");
    JsonNode second = json("gemini-2.5-pro", messages, null).at("/contents/0/parts");

    assertEquals(
        JSON.readTree(
            "[{\"functionCall\":{\"name\":\"f\",\"args\":{}},"
                + "\"thoughtSignature\":\"skip_thought_signature_validator\"},"
                + "{\"functionCall\":{\"name\":\"f\",\"args\":{}}}]"),
        third);
    assertFalse(second.toString().contains("thoughtSignature"), second.toString());
  }

  @Test
  void resultsStandInTheOrderOfTheirCalls() throws Exception {
    JsonNode parts =
        json(
                "gemini-2.5-pro",
                List.of(
                    new ModelMessage.Assistant(
                        List.of(
                            new ModelMessage.Call("c1", "f", "{}"),
                            new ModelMessage.Call("c2", "g", "{}"))),
                    new ModelMessage.ToolResult("c2", "g", "two", false),
                    new ModelMessage.ToolResult("c1", "f", "one", false)),
                null)
            .at("/contents/1/parts");

    assertEquals("one", parts.at("/0/functionResponse/response/output").textValue());
    assertEquals("two", parts.at("/1/functionResponse/response/output").textValue());
  }

  @Test
  void thoughtsWithoutASignatureAndThoseOfOthersStayBehind() throws Exception {
    ModelMessage assistant =
        new ModelMessage.Assistant(
            List.of(
                new ModelMessage.Thought("secret", null),
                new ModelMessage.Thought(
                    "secret",
                    JSON.readTree(
                        "{\"dialect\":\"gemini\",\"provider\":\"other\",\"thoughtSignature\":\"x\"}")),
                new ModelMessage.Text("said")));
    ModelMessage silent =
        new ModelMessage.Assistant(List.of(new ModelMessage.Thought("secret", null)));

    JsonNode json = json("gemini-3-flash-preview", List.of(silent, assistant), null);

    assertEquals(1, json.get("contents").size());
    assertEquals(JSON.readTree("[{\"text\":\"said\"}]"), json.at("/contents/0/parts"));
  }

  @Test
  void aSignatureOfNoTextStandsAlone() throws Exception {
    ModelMessage assistant =
        new ModelMessage.Assistant(
            List.of(
                new ModelMessage.Text("said"),
                new ModelMessage.Thought("", data("'thoughtSignature':'A','length':9")),
                new ModelMessage.Thought("", data("'thoughtSignature':'B','length':0"))));

    assertEquals(
        JSON.readTree(
            "[{\"text\":\"said\",\"thoughtSignature\":\"A\"},"
                + "{\"text\":\"\",\"thoughtSignature\":\"B\"}]"),
        json("gemini-2.5-pro", List.of(assistant), null).at("/contents/0/parts"));
  }

  @Test
  void eachGenerationIsToldInItsOwnWayHowLongToThink() throws Exception {
    assertEquals("0", thinking("gemini-2.5-flash", ThoughtLevel.OFF, "thinkingBudget"));
    assertEquals("128", thinking("gemini-2.5-pro", ThoughtLevel.OFF, "thinkingBudget"));
    assertEquals("8192", thinking("models/gemini-2.5-pro", ThoughtLevel.MEDIUM, "thinkingBudget"));
    assertEquals("1024", thinking("gemini-flash-latest", ThoughtLevel.LOW, "thinkingBudget"));
    assertEquals("minimal", thinking("gemini-3-flash-preview", ThoughtLevel.OFF, "thinkingLevel"));
    assertEquals("low", thinking("gemini-3-pro-preview", ThoughtLevel.OFF, "thinkingLevel"));
    assertEquals("high", thinking("gemini-3-pro-preview", ThoughtLevel.MEDIUM, "thinkingLevel"));
    assertEquals(
        "medium", thinking("gemini-3.1-pro-preview", ThoughtLevel.MEDIUM, "thinkingLevel"));
    assertEquals("high", thinking("gemini-4-flash", ThoughtLevel.HIGH, "thinkingLevel"));
    for (String other : List.of("gemini-2.0-flash", "gemini-1.5-pro", "gemma-3-27b-it", "x")) {
      assertFalse(text(other, List.of(), ThoughtLevel.HIGH).contains("generationConfig"), other);
    }
    assertFalse(text("gemini-3-pro", List.of(), null).contains("generationConfig"));
    assertEquals("false", thinking("gemini-2.5-flash", ThoughtLevel.OFF, "includeThoughts"));
  }

  @Test
  void halfAPairDoesNotSpoilTheRequest() throws Exception {
    String said =
        json("m", List.of(user("a\ud83dz😀")), null).at("/contents/0/parts/0/text").textValue();

    assertTrue(said.startsWith("a") && said.endsWith("z😀"), said);
  }

  private static List<ModelMessage> conversation() throws Exception {
    return List.of(
        new ModelMessage.User(
            List.of(
                new Content.Text("What is "),
                new Content.Image("AAAA", "image/png", null),
                new Content.Text("this?"))),
        new ModelMessage.Assistant(
            List.of(
                new ModelMessage.Thought("I look.", data("'thoughtSignature':'SIG0'")),
                new ModelMessage.Text("Let me see."),
                new ModelMessage.Thought("", data("'thoughtSignature':'SIG1','length':4")),
                new ModelMessage.Call(
                    "c1", "read", "{\"path\":\"a\"}", data("'thoughtSignature':'SIG2','id':'g1'")),
                new ModelMessage.Call("c2", "look", "{\"path\":"))),
        new ModelMessage.ToolResult("c1", "read", "No such file", true),
        new ModelMessage.ToolResult("c2", "look", "a picture", false, List.of(GIF)),
        user("And now?"));
  }

  private static JsonNode data(String fields) throws Exception {
    return JSON.readTree(("{'dialect':'gemini','provider':'p'," + fields + "}").replace('\'', '"'));
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }

  private static String thinking(String model, ThoughtLevel level, String field) throws Exception {
    return json(model, List.of(), level).at("/generationConfig/thinkingConfig").get(field).asText();
  }

  private static JsonNode json(
      String model, List<ModelMessage> messages, @Nullable ThoughtLevel thinking) throws Exception {
    return JSON.readTree(text(model, messages, thinking));
  }

  private static String text(
      String model, List<ModelMessage> messages, @Nullable ThoughtLevel thinking) throws Exception {
    var read =
        new ModelRequest.ToolDefinition(
            "read",
            "Reads.",
            JSON.readTree(
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                    + "\"properties\":{\"path\":{\"type\":\"string\"}}}"));
    var list =
        new ModelRequest.ToolDefinition(
            "list", "Lists.", JSON.readTree("{\"type\":\"object\",\"properties\":{}}"));
    return new String(
        GeminiRequest.write(
            new JsonFactory(),
            "p",
            Generation.of(model),
            new ModelRequest("Be good.", messages, List.of(read, list), thinking)),
        StandardCharsets.UTF_8);
  }
}
