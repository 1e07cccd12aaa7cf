package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.model.ModelMessage;
import acp.session.Session;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversation is taken back, branched and trimmed, and the files with it if so wished. */
@Timeout(30)
class RewindCommandsTest {
  private final Counter counter = new Counter();
  private final Desk files = counter.files;

  @BeforeEach
  void write() {
    counter.model.answer = Desk.writer();
  }

  /** What the model is told that the user said. */
  private List<String> asked() {
    return counter.model.requests.getLast().messages().stream()
        .filter(ModelMessage.User.class::isInstance)
        .map(message -> Counter.text((ModelMessage.User) message))
        .toList();
  }

  private <T extends Event> List<T> journaled(Class<T> type) {
    return Objects.requireNonNull(
            counter.journal.read(counter.session.id(), 0).collectList().block(Counter.LIMIT))
        .stream()
        .map(acp.event.Entry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  void theModelKnowsNothingOfWhatWasTakenBack() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("a.md=three");

    String answer = counter.say("/rewind 2");
    counter.say("a.md=four");

    assertTrue(answer.startsWith("Took back the last 2 turns, from `a.md=two` on."), answer);
    assertTrue(answer.contains("`/rewind undo` brings it back."), answer);
    assertEquals(List.of("a.md=one", "a.md=four"), asked());
    assertEquals(2, journaled(Event.Rewound.class).getFirst().turns());
  }

  @Test
  void commandsAreNoTurnsThatCountAndGoWithThem() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("/status");
    counter.say("/rewind 1");
    counter.say("/rewind 1");

    counter.say("a.md=three");

    assertEquals(List.of("a.md=three"), asked());
  }

  @Test
  void broughtBackItStandsBeforeWhatWasSaidSince() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("/rewind 1");
    counter.say("a.md=three");

    String answer = counter.say("/rewind undo");
    counter.say("a.md=four");

    assertTrue(answer.startsWith("Brought back a turn, to where it was"), answer);
    assertEquals(List.of("a.md=one", "a.md=two", "a.md=three", "a.md=four"), asked());
    assertEquals(
        "There is nothing to bring back: nothing was rewound.", counter.say("/rewind undo"));
  }

  @Test
  void filesStayUnlessTheUserWishesElse() {
    counter.say("a.md=one");
    counter.say("a.md=two");

    String answer = counter.say("/rewind 1");

    assertEquals("two", files.text("a.md"));
    assertTrue(answer.contains("`/undo` takes it back"), answer);
    counter.say("/undo");
    assertEquals("one", files.text("a.md"));
  }

  @Test
  void filesOfSeveralTurnsGoBackAndComeAgain() {
    files.write("a.md", "zero");
    counter.say("a.md=one");
    counter.say("a.md=two b.md=new");
    counter.say("a.md=three");

    String answer = counter.say("/rewind 2 files");

    assertEquals("one", files.text("a.md"));
    assertNull(files.text("b.md"));
    assertTrue(answer.contains("- `b.md` – deleted"), answer);
    assertFalse(answer.contains("Left as it is"), answer);

    answer = counter.say("/rewind undo");

    assertEquals("three", files.text("a.md"));
    assertEquals("new", files.text("b.md"));
    assertFalse(answer.contains("Left as it is"), answer);

    counter.say("/undo");
    assertEquals("two", files.text("a.md"));
    counter.say("/undo");
    assertEquals("one", files.text("a.md"));
    counter.say("/undo");
    assertEquals("zero", files.text("a.md"));
  }

  @Test
  void aFileThatHasChangedSinceIsLeftAndTheOthersAreNot() {
    counter.say("a.md=one");
    counter.say("a.md=two b.md=new");
    files.write("a.md", "mine");

    String answer = counter.say("/rewind 1 files");

    assertEquals("mine", files.text("a.md"));
    assertNull(files.text("b.md"));
    assertTrue(answer.contains("- `a.md`: has changed since"), answer);
    counter.say("/undo force");
    assertEquals("one", files.text("a.md"));
  }

  @Test
  void whoeverInsistsGetsAllFilesBack() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    files.write("a.md", "mine");

    counter.say("/rewind 1 force");

    assertEquals("one", files.text("a.md"));
  }

  @Test
  void whatWasUndoneBeforeTheRewindStaysUndoneBehindIt() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("/undo");
    counter.say("/rewind 1 files");

    counter.say("/rewind undo");

    assertEquals("one", files.text("a.md"));
    counter.say("/redo");
    assertEquals("two", files.text("a.md"));
  }

  @Test
  void theModelIsNotToldOfFilesThatItNeverChanged() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("/rewind 1 files");

    counter.say("b.md=next");

    assertEquals(List.of("a.md=one", "b.md=next"), asked());
  }

  @Test
  void aPromptMayBeNamedByItsId() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("a.md=three");
    String id = journaled(Event.PromptAccepted.class).get(1).message().value();

    counter.say("/rewind " + id);
    counter.say("a.md=four");

    assertEquals(List.of("a.md=one", "a.md=four"), asked());
    assertTrue(counter.say("/rewind " + id).startsWith("Nothing was taken back: there is no turn"));
  }

  @Test
  void withoutANumberTheTurnsAreListed() {
    assertTrue(counter.say("/rewind").startsWith("There is nothing to take back."));
    counter.say("a.md=one");
    counter.say("/status");
    counter.say("b.md=two");

    assertEquals(
        """
        How far back?

        - `/rewind 1` – to before `b.md=two`
        - `/rewind 2` – to before `a.md=one`

        Behind it, `files` also takes back what tools changed in files.""",
        counter.say("/rewind"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "-1", "1 2", "nothing", "0193", "999999", "1 filez"})
  void whatIsNoTurnIsRefusedAndChangesNothing(String target) {
    counter.say("a.md=one");
    counter.say("a.md=two");

    assertTrue(counter.say("/rewind " + target).startsWith("Nothing was taken back"));

    assertEquals(List.of(), journaled(Event.Rewound.class));
  }

  @Test
  void aRewindThatDiedHalfWayLeavesTheConversationWholeAndIsCompletedByTheNext() {
    files.write("a.md", "zero");
    counter.say("a.md=one b.md=new");
    counter.say("a.md=two");
    files.stuck.add(Counter.HERE + "/b.md");
    var _ = counter.begin(counter.session, "/rewind 2 files");
    files.awaitStuck();

    Counter other = counter.reloaded();
    files.stuck.clear();
    assertEquals("zero", files.text("a.md"));
    assertEquals("new", files.text("b.md"));
    assertEquals(List.of(), journaled(Event.Rewound.class));

    String answer = other.say("/rewind 2 files");

    assertTrue(answer.startsWith("Took back the last 2 turns"), answer);
    assertEquals("zero", files.text("a.md"));
    assertNull(files.text("b.md"));
    other.say("/rewind undo");
    assertEquals("new", files.text("b.md"));
    assertEquals("two", files.text("a.md"));
  }

  @Test
  void anotherProcessSeesTheSame() {
    counter.say("a.md=one");
    counter.say("a.md=two");
    counter.say("/rewind 1 files");
    Counter other = counter.reloaded();
    other.model.answer = Desk.writer();

    other.say("/rewind undo");

    assertEquals("two", files.text("a.md"));
  }

  @Test
  void aTrimmedContextBeginsWithTheLastTurns() {
    counter.say("a.md=one");
    counter.say("a.md=two");

    String answer = counter.say("/trim 1");
    counter.say("a.md=three");

    assertTrue(answer.startsWith("The model sees the last turn and nothing"), answer);
    assertEquals(List.of("a.md=two", "a.md=three"), asked());
    counter.say("/trim undo");
    counter.say("a.md=four");
    assertEquals(List.of("a.md=one", "a.md=two", "a.md=three", "a.md=four"), asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "x", "-1", "9999999", "1 2"})
  void whatIsNoNumberOfTurnsIsNotTrimmed(String rest) {
    assertTrue(counter.say("/trim " + rest).startsWith("Nothing was changed"));
    assertEquals(List.of(), journaled(Event.ContextTrimmed.class));
  }

  @Test
  void aForkBeginsAsThisSessionAndSaysHowToOpenIt() {
    counter.say("a.md=one");
    counter.say("a.md=two");

    String here = counter.say("/fork");
    String back = counter.say("/fork 1");

    assertTrue(here.contains("session/load"), here);
    assertEquals(List.of("a.md=one", "a.md=two", "on"), asking(here));
    assertTrue(back.contains("begins as this one was before `a.md=two`"), back);
    assertEquals(List.of("a.md=one", "on"), asking(back));
    assertTrue(counter.say("/fork 7").startsWith("Nothing was branched off"));
  }

  /** What the model is told in the session that the answer names. */
  private List<String> asking(String answer) {
    String id = answer.substring("Session `".length(), answer.indexOf('`', 10));
    Session branch = counter.open(new acp.event.SessionId(id));
    counter.model.answer = _ -> Counter.Counting.says("ok");
    counter.prompt(branch, "on");
    List<String> asked = asked();
    counter.model.answer = Desk.writer();
    return asked;
  }
}
