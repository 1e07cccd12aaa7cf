package acp.model.responses;

import static acp.model.responses.Played.COMPLETED;
import static acp.model.responses.Played.CREATED;
import static acp.model.responses.Played.added;
import static acp.model.responses.Played.arguments;
import static acp.model.responses.Played.call;
import static acp.model.responses.Played.done;
import static acp.model.responses.Played.event;
import static acp.model.responses.Played.incomplete;
import static acp.model.responses.Played.read;
import static acp.model.responses.Played.reasoning;
import static acp.model.responses.Played.response;
import static acp.model.responses.Played.summary;
import static acp.model.responses.Played.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.model.ModelEvent;
import acp.protocol.AcpException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link ResponsesReader}: the dialect as it should be, and as servers really speak it. */
@Timeout(5)
class ResponsesReaderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ModelEvent USAGE = new ModelEvent.Usage(10, 5, 4);
  private static final ModelEvent DONE = new ModelEvent.Ended(ModelEvent.Stop.DONE);
  private static final ModelEvent REFUSAL = new ModelEvent.Ended(ModelEvent.Stop.REFUSAL);
  private static final ModelEvent MAX = new ModelEvent.Ended(ModelEvent.Stop.MAX_TOKENS);
  private static final String MESSAGE =
      "{'id':'msg_0','type':'message','status':'completed','role':'assistant','content':["
          + "{'type':'output_text','annotations':[],'logprobs':[],'text':'Hello'}]}";

  @Test
  void textComesAsItIsSaidAndOnlyOnce() {
    List<ModelEvent> events =
        read(
            CREATED,
            event("in_progress", "'response':{'status':'in_progress','output':[]}"),
            added(0, "{'id':'msg_0','type':'message','status':'in_progress','content':[]}"),
            event("content_part.added", "'output_index':0,'part':{'type':'output_text','text':''}"),
            text(0, "Hel"),
            text(0, "lo"),
            event("output_text.done", "'output_index':0,'content_index':0,'text':'Hello'"),
            event("content_part.done", "'output_index':0,'part':{'type':'output_text'}"),
            done(0, MESSAGE),
            response("completed", "completed", MESSAGE, Played.USAGE));

    assertEquals(List.of(said("Hel"), said("lo"), USAGE, DONE), events);
  }

  @Test
  void severalThoughtsKeepTheirOrderAndTheirSeals() {
    List<ModelEvent> events =
        read(
            CREATED,
            added(0, "{'id':'rs_0','type':'reasoning','summary':[]}"),
            event("reasoning_summary_part.added", "'output_index':0,'summary_index':0"),
            summary(0, 0, "First "),
            summary(0, 0, "one."),
            event("reasoning_summary_text.done", "'output_index':0,'text':'First one.'"),
            summary(0, 1, "More."),
            done(0, reasoning("rs_0", "SEAL0", "First one.", "More.")),
            added(1, "{'id':'rs_1','type':'reasoning','summary':[]}"),
            done(1, reasoning("rs_1", "SEAL1")),
            text(2, "So."),
            COMPLETED);

    assertEquals(
        List.of(
            thought("First "),
            thought("one."),
            thought("\n\nMore."),
            new ModelEvent.ThoughtEnded(sealed("rs_0", "SEAL0", "First one.", "More.")),
            new ModelEvent.ThoughtEnded(sealed("rs_1", "SEAL1")),
            said("So."),
            USAGE,
            DONE),
        events);
  }

  @Test
  void aThoughtWithoutASealIsOnlyToldAndOneWithoutAnythingNotEven() {
    assertEquals(
        List.of(thought("Hm."), new ModelEvent.ThoughtEnded(null), USAGE, DONE),
        read(summary(0, 0, "Hm."), done(0, reasoning("rs_0", "", "Hm.")), COMPLETED));
    assertEquals(List.of(USAGE, DONE), read(done(0, reasoning("rs_0", "")), COMPLETED));
  }

  @Test
  void openThoughtsAreToldButNotTwice() {
    assertEquals(
        List.of(thought("raw"), new ModelEvent.ThoughtEnded(null), USAGE, DONE),
        read(
            event("reasoning_text.delta", "'output_index':0,'content_index':0,'delta':'raw'"),
            summary(0, 0, "the same in short"),
            COMPLETED));
  }

  @Test
  void aSummaryThatComesOnlyWithItsItemIsTold() {
    assertEquals(
        List.of(
            thought("a\n\nb"),
            new ModelEvent.ThoughtEnded(sealed("rs_0", "SEAL", "a", "b")),
            USAGE,
            DONE),
        read(done(0, reasoning("rs_0", "SEAL", "a", "b")), COMPLETED));
  }

  @Test
  void callsWhosePiecesAlternateAreEachWholeAndInTheOrderOfTheirMaking() {
    List<ModelEvent> events =
        read(
            added(0, call("fc_0", "c0", "read", "", "in_progress")),
            added(1, call("fc_1", "c1", "find", "", "in_progress")),
            arguments(0, "{\\'a\\':"),
            arguments(1, "{\\'b\\'"),
            arguments(0, "1}"),
            arguments(1, ":2}"),
            done(1, call("fc_1", "c1", "find", "{\\'b\\':2}", "completed")),
            done(0, call("fc_0", "c0", "read", "{\\'a\\':1}", "completed")),
            COMPLETED);

    assertEquals(
        List.of(
            new ModelEvent.Call("read", "{\"a\":1}"),
            new ModelEvent.Call("find", "{\"b\":2}"),
            USAGE,
            DONE),
        events);
  }

  /** Some servers seal the ids, and so make new ones for each event. */
  @Test
  void aPieceIsKnownByItsPlaceEvenIfItsIdChanges() {
    List<ModelEvent> events =
        read(
            added(0, call("x1", "c0", "read", "", "in_progress")),
            event("function_call_arguments.delta", "'output_index':0,'item_id':'x2','delta':'{}'"),
            done(0, call("x3", "c0", "read", "", "completed")),
            COMPLETED);

    assertEquals(List.of(new ModelEvent.Call("read", "{}"), USAGE, DONE), events);
  }

  @Test
  void aPieceWithoutAPlaceIsKnownByItsId() {
    List<ModelEvent> events =
        read(
            event("output_item.added", "'item':" + call("a", "c0", "read", "", "in_progress")),
            event("output_item.added", "'item':" + call("b", "c1", "find", "", "in_progress")),
            event("function_call_arguments.delta", "'item_id':'b','delta':'{2}'"),
            event("function_call_arguments.delta", "'item_id':'a','delta':'{1}'"),
            COMPLETED);

    assertEquals(
        List.of(
            new ModelEvent.Call("read", "{1}"), new ModelEvent.Call("find", "{2}"), USAGE, DONE),
        events);
  }

  @Test
  void aCallMayComeWithItsItemAloneAndItsArgumentsAsAnObject() {
    assertEquals(
        List.of(new ModelEvent.Call("f", "{\"a\":[1]}"), USAGE, DONE),
        read(
            done(0, "{'type':'function_call','name':'f','call_id':'c','arguments':{'a':[1]}}"),
            COMPLETED));
  }

  @Test
  void anAnswerThatOnlyItsEndTellsIsToldThen() {
    String output =
        reasoning("rs_0", "SEAL", "Hm.")
            + ","
            + MESSAGE
            + ","
            + call("fc_0", "c0", "f", "{}", "completed");

    assertEquals(
        List.of(
            thought("Hm."),
            new ModelEvent.ThoughtEnded(sealed("rs_0", "SEAL", "Hm.")),
            said("Hello"),
            new ModelEvent.Call("f", "{}"),
            USAGE,
            DONE),
        read(CREATED, response("completed", "completed", output, Played.USAGE)));
  }

  @Test
  void aCallThatTheLimitCutIsNotMade() {
    List<ModelEvent> events =
        read(
            done(0, call("fc_0", "c0", "f", "{}", "completed")),
            added(1, call("fc_1", "c1", "rm", "", "in_progress")),
            arguments(1, "{\\'path\\':\\'/ho"),
            done(1, call("fc_1", "c1", "rm", "{\\'path\\':\\'/ho", "incomplete")),
            incomplete("max_output_tokens"));

    assertEquals(List.of(new ModelEvent.Call("f", "{}"), USAGE, MAX), events);
  }

  @Test
  void aRefusalIsSaidAndIsTheStop() {
    String refusal =
        event("refusal.delta", "'output_index':0,'content_index':0,'delta':'I must not.'");
    String whole = "{'type':'message','content':[{'type':'refusal','refusal':'I must not.'}]}";

    assertEquals(List.of(said("I must not."), USAGE, REFUSAL), read(refusal, COMPLETED));
    assertEquals(List.of(said("I must not."), USAGE, REFUSAL), read(done(0, whole), COMPLETED));
  }

  @Test
  void aFilterIsARefusal() {
    assertEquals(
        List.of(said("a"), USAGE, REFUSAL), read(text(0, "a"), incomplete("content_filter")));
  }

  @Test
  void aFailedAnswerFailsWithItsOwnWords() {
    List<ModelEvent> events = new ArrayList<>();
    String failed =
        response("failed", "failed", "", "'usage':null")
            .replace(
                "\"error\":null",
                "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Too fast.\"}");

    AcpException told =
        assertThrows(AcpException.class, () -> Played.readInto(events, text(0, "a"), failed));

    assertEquals("The model server at host:1 reports an error: Too fast.", told.getMessage());
    assertEquals("rate_limit", told.data().get("kind"));
    assertEquals(List.of(said("a")), events);
  }

  @Test
  void errorsOfEveryShapeFail() {
    for (String error :
        List.of(
            "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"No.\",\"param\":null}",
            "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"No.\"}}",
            "{\"error\":{\"message\":\"No.\"}}",
            "{\"error\":\"No.\"}")) {
      AcpException told = assertThrows(AcpException.class, () -> read(error), error);

      assertEquals("The model server at host:1 reports an error: No.", told.getMessage(), error);
    }
  }

  @Test
  void anEndBeforeTheServersWordIsACut() {
    for (String end : List.of(text(0, "a"), "[DONE]", incompleteAs("in_progress"))) {
      AcpException cut = assertThrows(AcpException.class, () -> read(end), end);

      assertEquals("cut", cut.data().get("kind"), end);
    }
  }

  private static String incompleteAs(String status) {
    return response("in_progress", status, "", "'usage':null");
  }

  @Test
  void oddShapesAreForgiven() {
    assertEquals(
        List.of(said("a"), DONE),
        read(
            "{}",
            "{\"type\":\"keepalive\",\"sequence_number\":1}",
            event("output_item.added", "'item':null"),
            event("output_item.added", "'output_index':null,'item':{'type':null,'content':null}"),
            event("output_text.delta", "'output_index':9,'delta':null"),
            event("web_search_call.searching", "'output_index':9"),
            text(0, "a"),
            event("completed", "'response':null")));
  }

  @Test
  void aPairSplitOverTwoDeltasStaysWhole() {
    assertEquals(
        List.of(said("a"), said("😀b"), USAGE, DONE),
        read(text(0, "a\\ud83d"), text(0, "\\ude00b"), COMPLETED));
  }

  @Test
  void aCallWithoutANameIsAFailure() {
    AcpException told =
        assertThrows(
            AcpException.class, () -> read(arguments(0, "{}"), done(0, nameless()), COMPLETED));

    assertEquals("malformed", told.data().get("kind"));
  }

  private static String nameless() {
    return "{'type':'function_call','arguments':'{}'}";
  }

  @Test
  void anAnswerInOnePieceThatFailedFails() {
    for (String answer :
        List.of(
            "{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"No.\"}}",
            "{\"error\":{\"message\":\"No.\"}}")) {
      AcpException told =
          assertThrows(
              AcpException.class,
              () -> Played.reader().whole(answer.getBytes(UTF_8), event -> {}),
              answer);

      assertEquals("The model server at host:1 reports an error: No.", told.getMessage());
    }
    assertEquals(
        "malformed",
        assertThrows(
                AcpException.class,
                () -> Played.reader().whole("{\"a\":1}".getBytes(UTF_8), event -> {}))
            .data()
            .get("kind"));
  }

  private static ModelEvent said(String text) {
    return new ModelEvent.Text(text);
  }

  private static ModelEvent thought(String text) {
    return new ModelEvent.Thought(text);
  }

  private static JsonNode sealed(String id, String seal, String... summary) {
    return JSON.valueToTree(
        Map.of(
            "dialect",
            "responses",
            "provider",
            "openai",
            "id",
            id,
            "encrypted_content",
            seal,
            "summary",
            List.of(summary)));
  }
}
