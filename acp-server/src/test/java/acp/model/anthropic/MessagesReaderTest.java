package acp.model.anthropic;

import static acp.model.anthropic.Talk.MODEL;
import static acp.model.anthropic.Talk.PING;
import static acp.model.anthropic.Talk.START;
import static acp.model.anthropic.Talk.STOP;
import static acp.model.anthropic.Talk.arguments;
import static acp.model.anthropic.Talk.begin;
import static acp.model.anthropic.Talk.beginCall;
import static acp.model.anthropic.Talk.beginText;
import static acp.model.anthropic.Talk.beginThought;
import static acp.model.anthropic.Talk.end;
import static acp.model.anthropic.Talk.json;
import static acp.model.anthropic.Talk.more;
import static acp.model.anthropic.Talk.read;
import static acp.model.anthropic.Talk.sign;
import static acp.model.anthropic.Talk.stop;
import static acp.model.anthropic.Talk.text;
import static acp.model.anthropic.Talk.thought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.ModelEvent;
import acp.model.ModelEvent.Call;
import acp.model.ModelEvent.Ended;
import acp.model.ModelEvent.Stop;
import acp.model.ModelEvent.Text;
import acp.model.ModelEvent.Thought;
import acp.model.ModelEvent.ThoughtEnded;
import acp.model.ModelEvent.Usage;
import acp.model.http.Sse;
import acp.protocol.AcpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link MessagesReader}: each kind of event, and what goes wrong with them. */
@Timeout(10)
class MessagesReaderTest {
  private static final Usage USAGE = new Usage(3210, 42, 3000, 200);
  private static final Ended DONE = new Ended(Stop.DONE);

  @Test
  void textsComeAsTheyAreSaidAndUsageCountsAllThatWasSent() {
    assertEquals(
        List.of(new Text("Hel"), new Text("lo"), USAGE, DONE),
        read(
            START,
            PING,
            beginText(0),
            text(0, "Hel"),
            text(0, "lo"),
            end(0),
            stop("end_turn"),
            STOP));
  }

  @Test
  void eachThoughtHasItsOwnSignatureInOrder() {
    assertEquals(
        List.of(
            new Thought("one"),
            signed("SIG1"),
            new Thought("two"),
            signed("SIG2a+b="),
            new ThoughtEnded(Seal.redacted(MODEL, "XYZ")),
            new Text("said"),
            USAGE,
            DONE),
        read(
            START,
            beginThought(0),
            thought(0, "one"),
            sign(0, "SIG1"),
            end(0),
            beginThought(1),
            thought(1, "two"),
            sign(1, "SIG2a"),
            sign(1, "+b="),
            end(1),
            begin(2, "{'type':'redacted_thinking','data':'XYZ'}"),
            end(2),
            beginText(3),
            text(3, "said"),
            end(3),
            stop("end_turn"),
            STOP));
  }

  @Test
  void aThoughtThatIsNotShownStillHasItsSignature() {
    assertEquals(
        List.of(signed("SIG"), new Text("a"), USAGE, DONE),
        read(
            START,
            beginThought(0),
            sign(0, "SIG"),
            end(0),
            beginText(1),
            text(1, "a"),
            end(1),
            stop("end_turn"),
            STOP));
  }

  @Test
  void anUnsignedThoughtEndsWithNothingToGiveBack() {
    assertEquals(
        List.of(new Thought("hm"), new ThoughtEnded(null), USAGE, DONE),
        read(START, beginThought(0), thought(0, "hm"), end(0), stop("end_turn"), STOP));
  }

  @Test
  void blocksMayAlternate() {
    List<ModelEvent> events =
        read(
            START,
            beginThought(0),
            beginThought(1),
            thought(1, "two"),
            thought(0, "one"),
            sign(1, "SIG2"),
            end(1),
            beginCall(2, "f"),
            beginCall(3, "g"),
            arguments(3, "{\"b\""),
            arguments(2, "{\"a\":"),
            sign(0, "SIG1"),
            arguments(3, ":2}"),
            arguments(2, "1}"),
            end(0),
            end(3),
            end(2),
            stop("tool_use"),
            STOP);

    assertEquals(
        List.of(
            new Thought("one"),
            signed("SIG1"),
            new Thought("two"),
            signed("SIG2"),
            new Call("f", "{\"a\":1}"),
            new Call("g", "{\"b\":2}"),
            USAGE,
            DONE),
        events);
  }

  @Test
  void callsOfOneIdAreTwoCalls() {
    String call = "{'type':'tool_use','id':'same','name':'f','input':{}}";

    assertEquals(
        List.of(new Call("f", "{\"n\":1}"), new Call("f", "{\"n\":2}"), USAGE, DONE),
        read(
            START,
            begin(0, call),
            arguments(0, "{\"n\":1}"),
            end(0),
            begin(1, call),
            arguments(1, "{\"n\":2}"),
            end(1),
            stop("tool_use"),
            STOP));
  }

  @Test
  void argumentsThatCameAtOnceOrNotAtAllAreKnown() {
    assertEquals(
        List.of(new Call("f", "{\"a\":{\"b\":[1]}}"), new Call("g", "{}"), USAGE, DONE),
        read(
            START,
            begin(0, "{'type':'tool_use','id':'1','name':'f','input':{'a':{'b':[1]}}}"),
            end(0),
            beginCall(1, "g"),
            arguments(1, ""),
            end(1),
            stop("tool_use"),
            STOP));
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, DONE",
    "stop_sequence, DONE",
    "tool_use, DONE",
    "pause_turn, DONE",
    "something_new, DONE",
    "max_tokens, MAX_TOKENS",
    "model_context_window_exceeded, MAX_TOKENS",
    "refusal, REFUSAL"
  })
  void whyItStoppedIsSaidInOurWords(String reason, Stop stop) {
    assertEquals(List.of(USAGE, new Ended(stop)), read(START, stop(reason), STOP));
  }

  @Test
  void aCallThatTheLimitCutIsLeftOutAndAWholeOneStays() {
    assertEquals(
        List.of(new Call("f", "{\"a\":1}"), USAGE, new Ended(Stop.MAX_TOKENS)),
        read(
            START,
            beginCall(0, "f"),
            arguments(0, "{\"a\":1}"),
            end(0),
            beginCall(1, "g"),
            arguments(1, "{\"b\":"),
            end(1),
            stop("max_tokens"),
            STOP));
  }

  @Test
  void whoRefusesCallsNothing() {
    assertEquals(
        List.of(USAGE, new Ended(Stop.REFUSAL)),
        read(START, beginCall(0, "f"), arguments(0, "{}"), end(0), stop("refusal"), STOP));
  }

  @Test
  void whatIsNotKnownIsPassedOver() {
    assertEquals(
        List.of(new Text("a"), USAGE, DONE),
        read(
            START,
            json("{'type':'something_new','error':null,'list':[1,{'a':2}]}"),
            begin(0, "{'type':'server_tool_use','id':'1','name':'x','input':{}}"),
            arguments(0, "{}"),
            end(0),
            begin(1, "{'type':'web_search_tool_result','content':[{'type':'x'}]}"),
            end(1),
            beginText(2),
            more(2, "{'type':'citations_delta','citation':{'a':'b'}}"),
            text(2, "a"),
            more(7, "{'type':'text_delta','text':'of no block'}"),
            end(2),
            end(9),
            stop("end_turn"),
            STOP,
            "after the end"));
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, Overloaded, server",
    "api_error, Internal server error, server",
    "rate_limit_error, Slow down, rate_limit",
    "invalid_request_error, prompt is too long: 210000 tokens > 200000 maximum, context",
    "invalid_request_error, Your credit balance is too low to access the Anthropic API, quota"
  })
  void anErrorInTheMiddleComesAfterWhatWasSaid(String type, String message, String kind) {
    List<ModelEvent> heard = new ArrayList<>();

    AcpException told =
        assertThrows(
            AcpException.class,
            () ->
                Talk.readInto(
                    heard,
                    START,
                    beginText(0),
                    text(0, "so far"),
                    json(
                        "{'type':'error','error':{'type':'"
                            + type
                            + "','message':'"
                            + message
                            + "'}}"),
                    STOP));

    assertEquals(List.of(new Text("so far")), heard);
    assertTrue(String.valueOf(told.getMessage()).endsWith(message), told.getMessage());
    assertEquals(kind, data(told).get("kind"));
  }

  @Test
  void aStreamThatEndsTooEarlyIsCut() {
    List<ModelEvent> heard = new ArrayList<>();

    AcpException told =
        assertThrows(
            AcpException.class,
            () -> Talk.readInto(heard, START, beginText(0), text(0, "half"), end(0)));

    assertEquals(List.of(new Text("half")), heard);
    assertEquals("cut", data(told).get("kind"));
  }

  @Test
  void aStreamThatHasSaidWhyItStopsIsWhole() {
    assertEquals(
        List.of(new Text("a"), USAGE, DONE),
        read(START, beginText(0), text(0, "a"), stop("end_turn")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "3", "{\"type\":", "{\"type\":\"ping\"", "\"ping\""})
  void whatIsNoEventIsMalformed(String data) {
    AcpException told = assertThrows(AcpException.class, () -> read(START, data));

    assertEquals("malformed", data(told).get("kind"));
  }

  @Test
  void brokenUtf8IsMalformed() {
    byte[] bytes = ("data: " + text(0, "a?b") + "\n\n").getBytes(UTF_8);
    bytes[new String(bytes, UTF_8).indexOf('?')] = (byte) 0xC3;
    MessagesReader reader = Talk.reader();

    AcpException told =
        assertThrows(
            AcpException.class,
            () -> new Sse(1024).feed(bytes, event -> reader.event(event, _ -> {})));

    assertEquals("malformed", data(told).get("kind"));
  }

  @Test
  void aPairOfSurrogatesIsNotTornApart() {
    assertEquals(
        List.of(new Text("a"), new Text("\uD83D\uDE00b"), new Text("\uFFFD"), USAGE, DONE),
        read(
            START,
            beginText(0),
            text(0, "a\\ud83d"),
            text(0, "\\ude00b\\ud83d"),
            end(0),
            stop("end_turn"),
            STOP));
  }

  @Test
  void aVeryLongArgumentIsTakenAndOneWithoutEndIsNot() {
    String mega = "x".repeat(1 << 20);
    List<String> data = new ArrayList<>(List.of(START, beginCall(0, "write")));
    data.add(arguments(0, "{\"text\":\""));
    for (int i = 0; i < 10; i++) {
      data.add(arguments(0, mega));
    }
    List<String> whole = new ArrayList<>(data);
    whole.addAll(List.of(arguments(0, "\"}"), end(0), stop("tool_use"), STOP));

    Call call = (Call) read(whole.toArray(String[]::new)).getFirst();

    assertEquals((10 << 20) + "{\"text\":\"\"}".length(), call.arguments().length());
    for (int i = 0; i < 7; i++) {
      data.add(arguments(0, mega));
    }
    assertThrows(AcpException.class, () -> read(data.toArray(String[]::new)));
  }

  @Test
  void anAnswerInOnePieceIsTheSame() {
    String answer =
        json(
            "{'id':'msg','type':'message','role':'assistant','content':["
                + "{'type':'thinking','thinking':'hm','signature':'SIG'},"
                + "{'type':'text','text':'Hi'},"
                + "{'type':'tool_use','id':'1','name':'f','input':{'a':1}},7],"
                + "'stop_reason':'tool_use','usage':{'input_tokens':5,'output_tokens':6}}");
    List<ModelEvent> events = new ArrayList<>();

    Talk.reader().whole(answer.getBytes(UTF_8), events::add);

    assertEquals(
        List.of(
            new Thought("hm"),
            signed("SIG"),
            new Text("Hi"),
            new Call("f", "{\"a\":1}"),
            new Usage(5, 6, 0, 0),
            DONE),
        events);
  }

  @Test
  void anEmptyAnswerIsAnAnswer() {
    assertEquals(List.of(USAGE, DONE), read(START, stop("end_turn"), STOP));
    assertEquals(
        List.of(USAGE, DONE),
        read(START, beginText(0), text(0, ""), end(0), stop("end_turn"), STOP));
  }

  @Test
  void aCallWithoutANameIsMalformed() {
    assertThrows(
        AcpException.class,
        () -> read(START, begin(0, "{'type':'tool_use'}"), end(0), stop("tool_use"), STOP));
  }

  @Test
  void usageThatIsNotSaidIsNotTold() {
    List<ModelEvent> events =
        read(json("{'type':'message_delta','delta':{'stop_reason':'end_turn'}}"), STOP);

    assertEquals(List.of(DONE), events);
    assertFalse(events.stream().anyMatch(Usage.class::isInstance));
  }

  private static ThoughtEnded signed(String signature) {
    return new ThoughtEnded(Seal.signed(MODEL, signature));
  }

  private static Map<?, ?> data(AcpException told) {
    return (Map<?, ?>) told.data();
  }
}
