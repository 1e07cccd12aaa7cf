package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.CompactionId;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Fence;
import acp.event.Location;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.SessionUpdate;
import acp.session.SessionState;
import acp.surface.Desk;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of event is on the wire, while it happens and when it is told again. */
@Timeout(10)
class ProjectionV1Test {
  private static final ObjectMapper MAPPER = ProtocolMapper.create();
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final MessageId M1 = new MessageId("m1");
  private static final CallId C1 = new CallId("c1");

  private final ProjectionV1 projection = new ProjectionV1(Offers.NOTHING, List::of, () -> 0);

  private static JsonNode json(List<SessionUpdate> updates) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    try {
      for (SessionUpdate update : updates) {
        all.add(MAPPER.readTree(MAPPER.writeValueAsString(update)));
      }
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
    return all;
  }

  private JsonNode live(Event event) {
    return json(projection.live(new Entry(1, AT, event)));
  }

  private JsonNode replay(Event... events) {
    List<Entry> page = new ArrayList<>();
    for (Event event : events) {
      page.add(new Entry(page.size() + 1, AT, event));
    }
    return json(projection.replay(page));
  }

  /** What is the same in both. */
  private void assertTold(String expected, Event event) {
    assertEquals(Desk.json(expected), live(event));
    assertEquals(Desk.json(expected), replay(event));
  }

  private static Event chunk(String message, Event.Role role, String text) {
    return new Event.MessageChunk(new MessageId(message), role, text);
  }

  @Test
  void whatTheAgentSaysAndThinksIsAChunkWithItsId() {
    assertTold(
        "[{'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'hi'},"
            + "'messageId':'m1'}]",
        chunk("m1", Event.Role.AGENT, "hi"));
    assertTold(
        "[{'sessionUpdate':'agent_thought_chunk','content':{'type':'text','text':'hm'},"
            + "'messageId':'m1'}]",
        chunk("m1", Event.Role.THOUGHT, "hm"));
  }

  @Test
  void neighbouringChunksOfOneMessageAreToldAgainAsOne() {
    JsonNode told =
        replay(
            chunk("m1", Event.Role.AGENT, "a"),
            chunk("m1", Event.Role.AGENT, "b"),
            chunk("m1", Event.Role.THOUGHT, "c"),
            chunk("m2", Event.Role.THOUGHT, "d"),
            chunk("m1", Event.Role.AGENT, "e"));

    List<String> texts = told.findValuesAsText("text");
    assertEquals(List.of("ab", "c", "d", "e"), texts);
  }

  @Test
  void aPromptIsNotEchoedButToldAgain() {
    Event prompt =
        new Event.PromptAccepted(
            new TurnId("t1"),
            M1,
            List.of(
                new Content.Text("look"),
                new Content.Link("file:///a", "a", null, null, null, null)));

    assertEquals(Desk.json("[]"), live(prompt));
    assertEquals(
        Desk.json(
            """
            [{'sessionUpdate':'user_message_chunk','messageId':'m1',
              'content':{'type':'text','text':'look'}},
             {'sessionUpdate':'user_message_chunk','messageId':'m1',
              'content':{'type':'resource_link','uri':'file:///a','name':'a'}}]
            """),
        replay(prompt));
  }

  @Test
  void aCallIsToldWithAllThatIsKnownOfIt() {
    assertTold(
        """
        [{'sessionUpdate':'tool_call','toolCallId':'c1','title':'Edit a','name':'edit_file',
          'kind':'edit','status':'pending','rawInput':{'path':'a'},
          'locations':[{'path':'/w/a','line':3},{'path':'/w/b'}],
          'content':[{'type':'diff','path':'/w/a','oldText':'x','newText':'y'}]}]
        """,
        new Event.ToolCallStarted(
            C1,
            M1,
            "edit_file",
            "Edit a",
            ToolKind.EDIT,
            List.of(new Location("/w/a", 3), new Location("/w/b", null)),
            Desk.json("{'path':'a'}"),
            List.of(new Shown.Diff("/w/a", "x", "y"))));
  }

  @Test
  void aNewFileHasNoOldText() {
    JsonNode told = live(new Event.ToolCallChanged(C1, null, List.of(diffOfNewFile())));

    assertFalse(told.at("/0/content/0").has("oldText"), told.toString());
  }

  private static Shown diffOfNewFile() {
    return new Shown.Diff("/w/new", null, "text");
  }

  @Test
  void aChangeTellsOnlyWhatChanged() {
    assertTold(
        "[{'sessionUpdate':'tool_call_update','toolCallId':'c1','status':'in_progress'}]",
        new Event.ToolCallChanged(C1, CallStatus.IN_PROGRESS, null));
    assertTold(
        "[{'sessionUpdate':'tool_call_update','toolCallId':'c1','content':[]}]",
        new Event.ToolCallChanged(C1, null, List.of()));
  }

  @Test
  void anEndTellsItsStatusAndAllThatIsShown() {
    assertTold(
        """
        [{'sessionUpdate':'tool_call_update','toolCallId':'c1','status':'failed','content':
          [{'type':'content','content':{'type':'text','text':'no'}}]}]
        """,
        new Event.ToolCallEnded(
            C1, CallStatus.FAILED, List.of(Shown.Block.text("no")), "told to the model only"));
  }

  @Test
  void aTerminalIsShownByItsIdWhileItLivesAndByItsTextAfterwards() {
    Event ended =
        new Event.ToolCallEnded(
            C1, CallStatus.COMPLETED, List.of(new Shown.Terminal("term-1", "ok\n")), "");

    assertEquals(
        Desk.json("[{'type':'terminal','terminalId':'term-1'}]"), live(ended).at("/0/content"));
    JsonNode past = replay(ended);
    assertEquals("```\nok\n```", past.at("/0/content/0/content/text").asText());
    assertFalse(past.toString().contains("term-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"plain | 3", "a ```b``` c | 4", "````` | 6", "`` | 3"})
  void aFenceIsLongerThanAnyRunOfBackticksInIt(String body, int length) {
    String fenced = Fence.text(body, "");

    String fence = "`".repeat(length);
    assertEquals(fence + "\n" + body + "\n" + fence, fenced);
  }

  @Test
  void theOutputOfACommandGrowsAndKeepsOnlyItsEnd() {
    String first = live(output("one\n")).at("/0/content/0/content/text").asText();
    String second = live(output("two\n")).at("/0/content/0/content/text").asText();
    live(output("x".repeat(3 * ProjectionV1.TAIL)));
    String third = live(output("😀end")).at("/0/content/0/content/text").asText();

    assertEquals("```\none\n```", first);
    assertEquals("```\none\ntwo\n```", second);
    assertTrue(third.length() <= ProjectionV1.TAIL + 10, "length " + third.length());
    assertTrue(third.endsWith("x😀end\n```"), third.substring(third.length() - 20));
  }

  @Test
  void theTailIsNeverCutWithinACharacter() {
    live(output("😀".repeat(ProjectionV1.TAIL)));
    String text = live(output("x")).at("/0/content/0/content/text").asText();

    assertTrue(Character.isHighSurrogate(text.charAt(4)), "begins with half a character");
  }

  @Test
  void theOutputOfAnEndedCallIsForgotten() {
    live(output("old"));
    live(new Event.ToolCallEnded(C1, CallStatus.COMPLETED, List.of(), ""));

    assertEquals("```\nnew\n```", live(output("new")).at("/0/content/0/content/text").asText());
  }

  private static Event output(String text) {
    return new Event.ToolOutput(C1, text);
  }

  @Test
  void aPlanIsToldWhole() {
    assertTold(
        """
        [{'sessionUpdate':'plan','entries':[
          {'content':'one','priority':'high','status':'completed'},
          {'content':'two','priority':'low','status':'in_progress'}]}]
        """,
        new Event.PlanChanged(
            List.of(
                new PlanEntry("one", PlanEntry.Priority.HIGH, PlanEntry.Status.COMPLETED),
                new PlanEntry("two", PlanEntry.Priority.LOW, PlanEntry.Status.IN_PROGRESS))));
  }

  @Test
  void whatOnlyStandsAtTheEndIsToldAtOnceAndNotAgain() {
    Event mode = new Event.ConfigChanged(Map.of("mode", "accept_edits"));
    Event title = new Event.TitleChanged("T");
    Event usage = new Event.UsageReported("m", 10, 5, 3, 100);

    assertEquals(
        Desk.json("[{'sessionUpdate':'session_info_update','title':'T','updatedAt':'" + AT + "'}]"),
        live(title));
    assertEquals(Desk.json("[{'sessionUpdate':'usage_update','used':15,'size':100}]"), live(usage));
    assertEquals(Desk.json("[]"), replay(mode, title, usage));

    SessionState state = SessionState.EMPTY;
    for (Event event : List.of(mode, title, usage)) {
      state = state.with(new Entry(state.lastSeq() + 1, AT, event));
    }
    assertEquals(
        Desk.json(
            """
            [{'sessionUpdate':'session_info_update','title':'T'},
             {'sessionUpdate':'usage_update','used':15,'size':100}]
            """),
        json(projection.standing(state)));
    assertEquals(Desk.json("[]"), json(projection.standing(SessionState.EMPTY)));
  }

  @Test
  void theCostOfTheSessionIsToldWhereItIsKnown() {
    Event usage = new Event.UsageReported("m", 10, 5, 3, 0, 100, 1_500_000);
    var spending = new ProjectionV1(Offers.NOTHING, List::of, () -> 12_500_000);
    String told =
        "[{\"sessionUpdate\":\"usage_update\",\"used\":15,\"size\":100,"
            + "\"cost\":{\"amount\":0.0125,\"currency\":\"USD\"}}]";

    assertEquals(told, json(spending.live(new Entry(1, AT, usage))).toString());
    SessionState state =
        SessionState.EMPTY
            .with(new Entry(1, AT, new Event.UsageReported("m", 1, 1, 0, 0, 100, 11_000_000)))
            .with(new Entry(2, AT, usage));
    assertEquals(told, json(projection.standing(state)).toString());
  }

  @Test
  void usageOfAModelWhoseWindowIsUnknownIsNotTold() {
    assertTold("[]", new Event.UsageReported("m", 10, 5, 3, 0));
  }

  @Test
  void aSettingIsToldAsAllOptionsAndTheModeAsAModeToo() {
    String all = "{'sessionUpdate':'config_option_update','configOptions':[]}";

    assertEquals(Desk.json("[" + all + "]"), live(new Event.ConfigChanged(Map.of("model", "x"))));
    assertEquals(
        Desk.json("[{'sessionUpdate':'current_mode_update','currentModeId':'ask'}," + all + "]"),
        live(new Event.ConfigChanged(Map.of("mode", "ask"))));
    assertEquals(Desk.json("[]"), replay(new Event.ConfigChanged(Map.of("mode", "ask"))));
  }

  private static final CompactionId K1 = new CompactionId("k1");

  private static Event compacted(Event.CompactionStatus status, @Nullable String text) {
    return new Event.CompactionEnded(K1, status, text);
  }

  @Test
  void aCompactionIsToldToThoseWhoTakeItPieceByPieceAndAgainAsAWhole() {
    var takes = new ProjectionV1(new Offers(Set.of("/session/compaction")), List::of, () -> 0);
    String ended =
        "{'sessionUpdate':'compaction_update','compactionId':'k1','status':'completed',"
            + "'summary':[{'type':'text','text':'They met.'}]}";

    assertEquals(
        Desk.json(
            "[{'sessionUpdate':'compaction_update','compactionId':'k1','status':'in_progress'}]"),
        json(takes.live(new Entry(1, AT, new Event.CompactionStarted(K1)))));
    assertEquals(
        Desk.json(
            "[{'sessionUpdate':'compaction_summary_chunk','compactionId':'k1',"
                + "'content':{'type':'text','text':'They '}}]"),
        json(takes.live(new Entry(2, AT, new Event.CompactionChunk(K1, "They ")))));
    Entry last = new Entry(3, AT, compacted(Event.CompactionStatus.COMPLETED, "They met."));
    assertEquals(Desk.json("[" + ended + "]"), json(takes.live(last)));
    assertEquals(
        Desk.json("[" + ended + "]"),
        json(takes.replay(List.of(new Entry(1, AT, new Event.CompactionStarted(K1)), last))));
    assertEquals(
        Desk.json(
            "[{'sessionUpdate':'compaction_update','compactionId':'k1','status':'failed',"
                + "'error':'no net'}]"),
        json(takes.live(new Entry(3, AT, compacted(Event.CompactionStatus.FAILED, "no net")))));
    assertEquals(
        Desk.json(
            "[{'sessionUpdate':'compaction_update','compactionId':'k1','status':'cancelled'}]"),
        json(takes.live(new Entry(3, AT, compacted(Event.CompactionStatus.CANCELLED, null)))));
  }

  @Test
  void othersAreToldOfASummaryByAMessage() {
    assertTold("[]", new Event.CompactionStarted(K1));
    assertTold("[]", new Event.CompactionChunk(K1, "They "));
    assertTold("[]", compacted(Event.CompactionStatus.CANCELLED, null));
    assertTold(
        "[{'sessionUpdate':'agent_message_chunk','messageId':'k1','content':{'type':'text',"
            + "'text':'The conversation was summarised:\\n\\nThey met.\\n\\n'}}]",
        compacted(Event.CompactionStatus.COMPLETED, "They met."));
  }

  @Test
  void aNoticeGoesToThoseWhoTakeItAndToOthersAsAMessageAndIsNotToldAgain() {
    Event notice = new Event.NoticeRaised(Event.Severity.WARNING, "Careful", "It is hot");

    assertEquals("Careful: It is hot\n\n", live(notice).at("/0/content/text").asText());
    assertEquals(
        Desk.json(
            "[{'sessionUpdate':'notice','severity':'warning','title':'Careful',"
                + "'description':'It is hot'}]"),
        json(
            new ProjectionV1(new Offers(Set.of("/session/notices")), List::of, () -> 0)
                .live(new Entry(1, AT, notice))));
    assertEquals(Desk.json("[]"), replay(notice));
  }

  @Test
  void aTurnThatFailedIsToldAgainAsAMessageOfItsOwn() {
    Event failed =
        new Event.TurnEnded(new TurnId("t1"), new Outcome.Failed(-32603, "no net", Map.of()));

    assertEquals(Desk.json("[]"), live(failed));
    assertEquals(
        Desk.json(
            "[{'sessionUpdate':'agent_message_chunk','messageId':'t1',"
                + "'content':{'type':'text','text':'This turn failed: no net'}}]"),
        replay(failed));
  }

  @Test
  void whatIsNotForClientsIsNotTold() {
    var option = new PermissionOption("a", "A", PermissionOption.Kind.ALLOW_ONCE);

    assertTold("[]", new Event.SessionOpened("/w", List.of(), null));
    assertTold("[]", new Event.CommandRun(new TurnId("t"), "help"));
    assertTold("[]", new Event.PromptExpanded(new TurnId("t"), List.of(new Content.Text("x"))));
    assertTold("[]", new Event.ContextCleared());
    assertTold("[]", new Event.ContextRestored());
    assertTold("[]", new Event.MessageEnded(M1, null));
    assertTold("[]", new Event.PermissionAsked(C1, List.of(option)));
    assertTold("[]", new Event.PermissionAnswered(C1, "a", null));
    assertTold("[]", new Event.TurnEnded(new TurnId("t"), stopped()));
    assertTold("[]", new Event.Unknown("later", JsonNodeFactory.instance.objectNode()));
  }

  private static Outcome stopped() {
    return Outcome.stopped(Outcome.Reason.CANCELLED);
  }
}
