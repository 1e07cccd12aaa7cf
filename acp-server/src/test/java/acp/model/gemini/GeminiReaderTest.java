package acp.model.gemini;

import static acp.model.gemini.Played.call;
import static acp.model.gemini.Played.chunk;
import static acp.model.gemini.Played.finish;
import static acp.model.gemini.Played.parts;
import static acp.model.gemini.Played.read;
import static acp.model.gemini.Played.signedText;
import static acp.model.gemini.Played.signedThought;
import static acp.model.gemini.Played.text;
import static acp.model.gemini.Played.thought;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.model.ModelEvent;
import acp.protocol.AcpException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link GeminiReader}: the dialect as it should be, and as servers really speak it. */
@Timeout(5)
class GeminiReaderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ModelEvent USAGE = new ModelEvent.Usage(10, 5, 4);
  private static final ModelEvent DONE = new ModelEvent.Ended(ModelEvent.Stop.DONE);

  @Test
  void textComesAsItIsSaidAndTheLastUsageCounts() {
    assertEquals(
        List.of(said("Hel"), said("lo"), USAGE, DONE),
        read(parts(text("Hel")), parts(text("lo")), finish("STOP")));
  }

  @Test
  void severalThoughtsKeepTheirOrderAndTheirSignatures() throws Exception {
    List<ModelEvent> events =
        read(
            parts(thought("First ")),
            parts(thought("one.")),
            parts(signedThought("Second.", "SIG2"), signedThought("Third.", "SIG3")),
            parts(thought("Fourth.")),
            parts(text("So.")),
            finish("STOP"));

    assertEquals(
        List.of(
            new ModelEvent.Thought("First "),
            new ModelEvent.Thought("one."),
            new ModelEvent.ThoughtEnded(null),
            new ModelEvent.Thought("Second."),
            ended("'thoughtSignature':'SIG2'"),
            new ModelEvent.Thought("Third."),
            ended("'thoughtSignature':'SIG3'"),
            new ModelEvent.Thought("Fourth."),
            new ModelEvent.ThoughtEnded(null),
            said("So."),
            USAGE,
            DONE),
        events);
  }

  @Test
  void signaturesOfTextAreKeptBehindIt() throws Exception {
    assertEquals(
        List.of(
            said("Hel"),
            said("lo"),
            ended("'thoughtSignature':'SIG1','length':2"),
            ended("'thoughtSignature':'SIG2','length':0"),
            USAGE,
            DONE),
        read(
            parts(text("Hel")),
            parts(signedText("lo", "SIG1")),
            parts(signedText("", "SIG2")),
            finish("STOP")));
  }

  @Test
  void callsKeepTheirPlacesAmongThoughtsAndText() throws Exception {
    List<ModelEvent> events =
        read(
            parts(thought("Hm.")),
            parts(text("Now: "), call("id1", "read", "{'path':'a'}", "SIG1")),
            parts(call("find", "{}"), text("and")),
            parts("{'functionCall':{'name':'list'}}"),
            finish("STOP"));

    assertEquals(
        List.of(
            new ModelEvent.Thought("Hm."),
            new ModelEvent.ThoughtEnded(null),
            said("Now: "),
            new ModelEvent.Call(
                "read", "{\"path\":\"a\"}", data("'thoughtSignature':'SIG1','id':'id1'")),
            new ModelEvent.Call("find", "{}"),
            said("and"),
            new ModelEvent.Call("list", ""),
            USAGE,
            DONE),
        events);
  }

  @Test
  void anIdThatTwoCallsShareIsThatOfTheFirst() throws Exception {
    List<ModelEvent> events =
        read(
            parts(call("same", "read", "{}", "SIG1"), call("same", "read", "{}", "SIG2")),
            finish("STOP"));

    assertEquals(
        List.of(
            new ModelEvent.Call("read", "{}", data("'thoughtSignature':'SIG1','id':'same'")),
            new ModelEvent.Call("read", "{}", data("'thoughtSignature':'SIG2'")),
            USAGE,
            DONE),
        events);
  }

  @Test
  void everyFinishHasItsStop() {
    assertEquals(DONE, read(finish("STOP")).getLast());
    assertEquals(DONE, read(finish("FINISH_REASON_OF_TOMORROW")).getLast());
    assertEquals(
        new ModelEvent.Ended(ModelEvent.Stop.MAX_TOKENS), read(finish("MAX_TOKENS")).getLast());
    for (String reason :
        List.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE")) {
      assertEquals(
          new ModelEvent.Ended(ModelEvent.Stop.REFUSAL), read(finish(reason)).getLast(), reason);
    }
  }

  @Test
  void aFinishThatIsNoneFailsWithClearWords() {
    List<ModelEvent> events = new ArrayList<>();
    String malformed =
        chunk(
            "'finishReason':'MALFORMED_FUNCTION_CALL',"
                + "'finishMessage':'Malformed function call: print(read(1))'");

    AcpException told =
        assertThrows(
            AcpException.class, () -> Played.readInto(events, parts(text("a")), malformed));

    assertEquals(
        "The model server at host:1 reports an error: the model wrote a tool call that is broken"
            + " (MALFORMED_FUNCTION_CALL): Malformed function call: print(read(1))",
        told.getMessage());
    assertEquals("server", told.data().get("kind"));
    assertEquals(List.of(said("a")), events);
    for (String reason :
        List.of("UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE", "OTHER")) {
      assertThrows(AcpException.class, () -> read(finish(reason)), reason);
    }
  }

  @Test
  void aPromptThatIsBlockedIsARefusal() {
    String blocked =
        ("{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT','safetyRatings':[]},"
                + "'usageMetadata':{'promptTokenCount':7,'totalTokenCount':7}}")
            .replace('\'', '"');

    assertEquals(
        List.of(new ModelEvent.Usage(7, 0, 0), new ModelEvent.Ended(ModelEvent.Stop.REFUSAL)),
        read(blocked));
  }

  @Test
  void anEndWithoutAFinishIsACut() {
    List<ModelEvent> events = new ArrayList<>();

    AcpException cut =
        assertThrows(AcpException.class, () -> Played.readInto(events, parts(text("half"))));

    assertEquals("cut", cut.data().get("kind"));
    assertEquals(List.of(said("half")), events);
  }

  @Test
  void whatComesAfterTheFinishStillCounts() {
    assertEquals(
        List.of(said("a"), said("b"), USAGE, DONE),
        read(parts(text("a")), chunk("'finishReason':'STOP'"), parts(text("b")), finish("STOP")));
  }

  @Test
  void oddShapesAreForgiven() {
    assertEquals(
        List.of(said("a"), DONE),
        read(
            "{}",
            "{\"candidates\":null,\"usageMetadata\":null,\"promptFeedback\":null,\"error\":null}",
            "{\"candidates\":[null,{\"content\":null,\"finishReason\":null},{\"content\":{}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[null,7,{\"text\":null},{\"text\":7,"
                + "\"functionCall\":null},{\"executableCode\":{\"code\":\"1\"}},"
                + "{\"inlineData\":{\"data\":\"AA\"}}]}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                + "\"finishReason\":\"STOP\"}]}"));
  }

  @Test
  void aCallWithoutANameIsAFailure() {
    AcpException told =
        assertThrows(AcpException.class, () -> read(parts("{'functionCall':{'args':{}}}")));

    assertEquals("malformed", told.data().get("kind"));
  }

  private static ModelEvent said(String text) {
    return new ModelEvent.Text(text);
  }

  private static ModelEvent ended(String fields) throws Exception {
    return new ModelEvent.ThoughtEnded(data(fields));
  }

  private static JsonNode data(String fields) throws Exception {
    return JSON.readTree(
        ("{'dialect':'gemini','provider':'gemini'," + fields + "}").replace('\'', '"'));
  }
}
