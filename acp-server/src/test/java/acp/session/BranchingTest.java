package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions that begin as another was at one of its messages. */
class BranchingTest {
  private static final Outcome END = Outcome.stopped(Outcome.Reason.END_TURN);
  private static final Place ELSEWHERE = new Place("/elsewhere", List.of());

  private final Rig rig = new Rig(BranchingTest::work);
  private final Session session = rig.open();

  /** Says "re: …", calls a tool, and says "so: …"; what begins with a bracket is an event. */
  private static Mono<Outcome> work(Turn turn) {
    String text = ((Content.Text) turn.prompt().getFirst()).text();
    String[] words = text.split(" ");
    if (words[0].equals("back")) {
      long from = Long.parseLong(words[1]);
      long to = Long.parseLong(words[2]);
      return turn.tell(new Event.Rewound(from, to, new MessageId("m"), 1)).thenReturn(END);
    }
    if (words[0].equals("undo")) {
      return turn.tell(new Event.RewindUndone(Long.parseLong(words[1]))).thenReturn(END);
    }
    CallId call = new CallId("call of " + text);
    MessageId first = new MessageId("first of " + text);
    MessageId last = new MessageId("last of " + text);
    return Flux.just(
            new Event.MessageChunk(first, Event.Role.AGENT, "re: " + text),
            new Event.MessageEnded(first, null),
            new Event.ToolCallStarted(
                call, first, "look", "Look", ToolKind.READ, List.of(), null, List.of()),
            new Event.ToolCallEnded(call, CallStatus.COMPLETED, List.of(), "seen"),
            new Event.MessageChunk(last, Event.Role.AGENT, "so: " + text),
            new Event.MessageEnded(last, null))
        .concatMap(turn::tell)
        .then(Mono.just(END));
  }

  private void prompt(String... texts) {
    for (String text : texts) {
      rig.prompt(session, text);
    }
  }

  private Session fork(MessageId at) {
    SessionId id = Rig.await(rig.sessions.branch(session.id(), ELSEWHERE, at));
    return rig.sessions.open(id, ELSEWHERE);
  }

  private MessageId asked(String text) {
    return prompts(rig.journaled(session.id())).stream()
        .filter(each -> text(each).equals(text))
        .findFirst()
        .orElseThrow()
        .message();
  }

  private static List<Event.PromptAccepted> prompts(List<Event> events) {
    return events.stream()
        .filter(Event.PromptAccepted.class::isInstance)
        .map(Event.PromptAccepted.class::cast)
        .toList();
  }

  private static String text(Event.PromptAccepted prompt) {
    return ((Content.Text) prompt.content().getFirst()).text();
  }

  private Rig.Seen shown(Session of) {
    Rig.Seen seen = new Rig.Seen();
    of.replay(seen, seen).block(Rig.LIMIT);
    return seen;
  }

  private List<String> shownPrompts(Session of) {
    return prompts(shown(of).events()).stream().map(BranchingTest::text).toList();
  }

  @Test
  void atAPromptABranchHoldsWhatWasBeforeIt() {
    prompt("one", "two", "three");

    Session branch = fork(asked("two"));

    assertEquals(List.of("one"), shownPrompts(branch));
    assertEquals("re: oneso: one", shown(branch).text());
    assertEquals("/elsewhere", branch.state().cwd());
    assertEquals(session.id(), branch.state().parent());
    assertNotEquals(session.id(), branch.id());
    assertEquals(List.of("one", "two", "three"), shownPrompts(session));
  }

  @Test
  void withWhatTheAgentSaidABranchEndsAndNothingStaysOpen() {
    prompt("one", "two");

    Session branch = fork(new MessageId("first of two"));

    assertEquals("re: oneso: onere: two", shown(branch).text());
    assertNull(branch.state().turn());
    assertEquals(0, branch.state().open().size());
    assertEquals(
        1,
        rig.journaled(branch.id()).reversed().stream()
            .takeWhile(event -> !(event instanceof Event.PromptAccepted))
            .filter(Event.TurnEnded.class::isInstance)
            .count());
    rig.prompt(branch, "on");
    assertEquals(List.of("one", "two", "on"), shownPrompts(branch));
  }

  @Test
  void theTitleStaysAlsoBeforeTheFirstPrompt() {
    prompt("one");

    Session branch = fork(asked("one"));
    rig.prompt(branch, "another");

    assertEquals("one", branch.state().title());
    assertEquals("one", Rig.await(rig.journal.find(branch.id())).title());
  }

  @Test
  void whatWasTakenBackIsTakenBackInTheBranchAndCanBeBroughtBackThere() {
    prompt("one", "two");
    List<Long> seqs = Rig.await(rig.journal.prompts(session.id()));
    prompt("back " + seqs.get(1) + " " + lastSeq(), "three", "four");

    Session branch = fork(asked("four"));

    assertEquals(3, shownPrompts(branch).size());
    assertEquals("three", shownPrompts(branch).getLast());
    long rewind = Rig.await(rig.journal.rewinds(branch.id())).getFirst().seq();
    rig.prompt(branch, "undo " + rewind);
    assertEquals("two", shownPrompts(branch).get(1));
  }

  @Test
  void whatWasBroughtBackLaterIsInTheBranch() {
    prompt("one", "two");
    List<Long> seqs = Rig.await(rig.journal.prompts(session.id()));
    prompt("back " + seqs.get(1) + " " + lastSeq(), "three", "four");
    prompt("undo " + Rig.await(rig.journal.rewinds(session.id())).getFirst().seq());

    Session branch = fork(asked("four"));

    assertEquals(List.of("one", "two"), shownPrompts(branch).subList(0, 2));
    assertEquals("three", shownPrompts(branch).getLast());
  }

  @Test
  void aBranchMayGoOnFromWhatWasTakenBack() {
    prompt("one", "two", "three");
    List<Long> seqs = Rig.await(rig.journal.prompts(session.id()));
    prompt("back " + seqs.get(1) + " " + lastSeq());

    Session branch = fork(new MessageId("last of two"));

    assertEquals(List.of("one", "two"), shownPrompts(branch));
  }

  @Test
  void whatIsNoMessageOfTheSessionIsRefused() {
    prompt("one");

    AcpException message =
        assertThrows(AcpException.class, () -> fork(new MessageId("of another")));
    AcpException unknown =
        assertThrows(
            AcpException.class,
            () ->
                rig.sessions
                    .branch(new SessionId("nobody"), ELSEWHERE, new MessageId("m"))
                    .block(Rig.LIMIT));

    assertEquals(ErrorCode.INVALID_PARAMS, message.code());
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, unknown.code());
  }

  private long lastSeq() {
    return session.state().lastSeq();
  }
}
