package acp.model.openai;

import static acp.model.openai.Chat.CALLED;
import static acp.model.openai.Chat.STOP;
import static acp.model.openai.Chat.delta;
import static acp.model.openai.Chat.finish;
import static acp.model.openai.Chat.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.ModelEvent;
import acp.protocol.AcpException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link ChatReader}: the dialect as it should be, and as servers really speak it. */
@Timeout(5)
class ChatReaderTest {
  private static final ModelEvent DONE = new ModelEvent.Ended(ModelEvent.Stop.DONE);
  private static final String USAGE =
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"audio_tokens\":0},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":0}}}";

  @Test
  void textComesAsItIsSaidAndUsageAfterTheFinish() {
    List<ModelEvent> events =
        read(
            delta("{'role':'assistant','content':''}"),
            delta("{'content':'Hel'}"),
            delta("{'content':'lo'}"),
            STOP,
            USAGE,
            "[DONE]");

    assertEquals(List.of(text("Hel"), text("lo"), new ModelEvent.Usage(10, 5, 4), DONE), events);
  }

  @Test
  void usageMayComeWithTheLastChoice() {
    List<ModelEvent> events =
        read(
            "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"prompt_cache_hit_tokens\":1}}");

    assertEquals(List.of(text("a"), new ModelEvent.Usage(1, 2, 1), DONE), events);
  }

  @Test
  void nothingAfterTheEndIsRead() {
    assertEquals(List.of(text("a"), DONE), read(delta("{'content':'a'}"), STOP, "[DONE]", "junk"));
  }

  @Test
  void bothNamesOfThoughtsAreThoughtsAndNeitherTwice() {
    List<ModelEvent> expected =
        List.of(new ModelEvent.Thought("hm"), new ModelEvent.ThoughtEnded(null), text("yes"), DONE);

    for (String thought :
        List.of(
            "{'reasoning_content':'hm','content':null}",
            "{'reasoning':'hm'}",
            "{'reasoning':'hm','reasoning_content':'hm','reasoning_details':[{'text':'hm'}]}")) {
      assertEquals(expected, read(delta(thought), delta("{'content':'yes'}"), STOP));
    }
  }

  @Test
  void aThoughtIsEndedByTheEndAndMayBeginAgain() {
    assertEquals(
        List.of(
            new ModelEvent.Thought("a"),
            new ModelEvent.ThoughtEnded(null),
            text("b"),
            new ModelEvent.Thought("c"),
            new ModelEvent.ThoughtEnded(null),
            DONE),
        read(
            delta("{'reasoning':'a'}"),
            delta("{'content':'b'}"),
            delta("{'reasoning':'c'}"),
            STOP));
  }

  @Test
  void contentInPartsIsReadAsText() {
    assertEquals(
        List.of(text("ab"), DONE),
        read(delta("{'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}"), STOP));
  }

  @Test
  void aPairSplitOverTwoDeltasStaysWhole() {
    assertEquals(
        List.of(text("a"), text("😀b"), DONE),
        read(delta("{'content':'a\\ud83d'}"), delta("{'content':'\\ude00b'}"), STOP));
    assertEquals(
        List.of(new ModelEvent.Thought("😀"), new ModelEvent.ThoughtEnded(null), DONE),
        read(delta("{'reasoning':'\\ud83d'}"), delta("{'reasoning':'\\ude00'}"), STOP));
  }

  @Test
  void halfAPairWithoutAMateIsReplaced() {
    assertEquals(
        List.of(text("a"), text("\uFFFD"), DONE), read(delta("{'content':'a\\ud83d'}"), STOP));
  }

  @Test
  void callsComeWholeAfterTheText() {
    List<ModelEvent> events =
        read(
            delta(
                "{'tool_calls':[{'index':0,'id':'x','type':'function','function':{'name':'f','arguments':''}}]}"),
            delta("{'tool_calls':[{'index':0,'function':{'arguments':'{\\\"a\\\":'}}]}"),
            delta("{'content':'now'}"),
            delta("{'tool_calls':[{'index':0,'function':{'arguments':'1}'}}]}"),
            CALLED,
            USAGE,
            "[DONE]");

    assertEquals(
        List.of(
            text("now"),
            new ModelEvent.Call("f", "{\"a\":1}"),
            new ModelEvent.Usage(10, 5, 4),
            DONE),
        events);
  }

  @Test
  void argumentsMayBeAnObject() {
    assertEquals(
        List.of(new ModelEvent.Call("f", "{\"a\":[1,{\"b\":null}]}"), DONE),
        read(
            delta("{'tool_calls':[{'function':{'name':'f','arguments':{'a':[1,{'b':null}]}}}]}"),
            CALLED));
  }

  @Test
  void theOldFormOfACallIsUnderstood() {
    assertEquals(
        List.of(new ModelEvent.Call("f", "{}"), DONE),
        read(
            delta("{'function_call':{'name':'f','arguments':'{'}}"),
            delta("{'function_call':{'arguments':'}'}}"),
            finish("function_call")));
  }

  @Test
  void everyFinishHasItsStop() {
    assertEquals(DONE, read(finish("eos")).getLast());
    assertEquals(
        new ModelEvent.Ended(ModelEvent.Stop.MAX_TOKENS), read(finish("length")).getLast());
    assertEquals(
        new ModelEvent.Ended(ModelEvent.Stop.REFUSAL), read(finish("content_filter")).getLast());
  }

  @Test
  void aRefusalIsSaidAndIsTheStop() {
    assertEquals(
        List.of(text("I must not."), new ModelEvent.Ended(ModelEvent.Stop.REFUSAL)),
        read(delta("{'refusal':'I must not.'}"), STOP));
  }

  @Test
  void aCallThatTheLimitCutIsNotMade() {
    List<ModelEvent> events =
        read(
            delta("{'tool_calls':[{'index':0,'function':{'name':'f','arguments':'{}'}}]}"),
            delta("{'tool_calls':[{'index':1,'function':{'name':'rm','arguments':'{\\\"a'}}]}"),
            finish("length"));

    assertEquals(
        List.of(new ModelEvent.Call("f", "{}"), new ModelEvent.Ended(ModelEvent.Stop.MAX_TOKENS)),
        events);
  }

  @Test
  void anEndBeforeTheFinishIsACut() {
    List<ModelEvent> events = new ArrayList<>();

    AcpException cut =
        assertThrows(AcpException.class, () -> Chat.readInto(events, delta("{'content':'half'}")));

    assertEquals("cut", cut.data().get("kind"));
    assertEquals(List.of(text("half")), events);
  }

  @Test
  void eitherOfFinishAndDoneIsAnEnd() {
    assertEquals(List.of(text("a"), DONE), read(delta("{'content':'a'}"), "[DONE]"));
    assertEquals(List.of(text("a"), DONE), read(delta("{'content':'a'}"), STOP));
  }

  @Test
  void anErrorInMidStreamFailsAfterWhatWasSaid() {
    List<ModelEvent> events = new ArrayList<>();

    AcpException told =
        assertThrows(
            AcpException.class,
            () ->
                Chat.readInto(
                    events,
                    delta("{'content':'a'}"),
                    "{\"error\":{\"message\":\"Overloaded\",\"code\":503},\"choices\":[]}"));

    assertEquals("The model server at host:1 reports an error: Overloaded", told.getMessage());
    assertEquals("server", told.data().get("kind"));
    assertEquals(List.of(text("a")), events);
  }

  @Test
  void anErrorThatIsNullIsNone() {
    assertEquals(
        List.of(text("a"), DONE),
        read("{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", STOP));
  }

  @Test
  void contextOverflowIsKnownByItsName() {
    AcpException told =
        assertThrows(
            AcpException.class,
            () ->
                read(
                    "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}"));

    assertEquals("context", told.data().get("kind"));
  }

  @Test
  void whatIsNoJsonIsAFailure() {
    for (String junk : List.of("junk", "[1]", "{\"choices\":[{\"delta\":", "\"text\"", "{]")) {
      AcpException told = assertThrows(AcpException.class, () -> read(junk), junk);

      assertEquals("malformed", told.data().get("kind"), junk);
    }
  }

  @Test
  void oddShapesAreForgiven() {
    assertEquals(
        List.of(text("a"), DONE),
        read(
            "{\"choices\":null,\"usage\":null}",
            "{}",
            "{\"choices\":[null,{\"delta\":null,\"finish_reason\":\"\"}]}",
            delta(
                "{'content':'a','tool_calls':null,'function_call':null,'refusal':null,'audio':{'x':[1]}}"),
            delta("{'content':7,'reasoning':{'x':1},'tool_calls':[null]}"),
            STOP));
  }

  @Test
  void anAnswerInOnePieceIsReadLikeAStream() {
    List<ModelEvent> events = new ArrayList<>();
    String answer =
        "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":\"Hi\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\","
            + "\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";

    Chat.reader().whole(answer.getBytes(UTF_8), events::add);

    assertEquals(
        List.of(text("Hi"), new ModelEvent.Call("f", "{}"), new ModelEvent.Usage(1, 2, 0), DONE),
        events);
  }

  @Test
  void aCallWithoutANameIsAFailure() {
    assertThrows(
        AcpException.class,
        () -> read(delta("{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}"), CALLED));
  }

  @Test
  void aFinishByErrorIsAFailure() {
    AcpException told = assertThrows(AcpException.class, () -> read(finish("error")));

    assertEquals("server", told.data().get("kind"));
    assertTrue(String.valueOf(told.getMessage()).endsWith("reports an error"));
  }

  private static ModelEvent text(String text) {
    return new ModelEvent.Text(text);
  }
}
