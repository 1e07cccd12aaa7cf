package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools changed in files is shown, taken back and brought back. */
@Timeout(30)
class FileCommandsTest {
  private final Counter counter = new Counter();
  private final Desk files = counter.files;

  @BeforeEach
  void write() {
    counter.model.answer = Desk.writer();
  }

  @Test
  void undoGivesFilesWhatTheyHadBeforeTheLastTurn() {
    files.write("a.md", "zero");
    counter.say("a.md=one a.md=two b.md=new");

    String answer = counter.say("/undo");

    assertEquals("zero", files.text("a.md"));
    assertNull(files.text("b.md"));
    assertEquals(
        """
        Took back what the turn “a.md=one a.md=two b.md=new” changed:

        - `a.md` – restored
        - `b.md` – deleted

        `/redo` brings it back. What commands changed is not covered.""",
        answer);
    Event.FilesRestored told = counter.seen.all(Event.FilesRestored.class).getLast();
    assertEquals(List.of("/project/a.md", "/project/b.md"), told.paths());
  }

  @Test
  void undoStepsBackTurnByTurnAndRedoForth() {
    counter.say("a.md=one");
    counter.say("a.md=two b.md=x");

    counter.say("/undo");
    assertEquals("one", files.text("a.md"));
    counter.say("/undo");
    assertNull(files.text("a.md"));
    assertTrue(counter.say("/undo").startsWith("There is nothing to undo"));

    assertEquals("Brought back:\n\n- `a.md` – made again\n", counter.say("/redo"));
    assertEquals("one", files.text("a.md"));
    counter.say("/redo");
    assertEquals("two", files.text("a.md"));
    assertEquals("x", files.text("b.md"));
    assertEquals("There is nothing to bring back: nothing was undone.", counter.say("/redo"));

    counter.say("/undo");
    assertEquals("one", files.text("a.md"));
  }

  @Test
  void aTurnThatChangedNothingIsPassedOver() {
    counter.say("a.md=one");
    counter.model.answer = _ -> Counter.Counting.says("only words");
    counter.say("hello");
    counter.say("/status");

    counter.say("/undo");

    assertNull(files.text("a.md"));
  }

  @Test
  void whatHasChangedSinceIsLeftUnlessTheUserInsists() {
    counter.say("a.md=one b.md=one");
    files.write("a.md", "mine");

    String answer = counter.say("/undo");

    assertEquals("mine", files.text("a.md"));
    assertNull(files.text("b.md"));
    assertTrue(
        answer.contains(
            "Left as it is:\n\n- `a.md`: has changed since\n\n`/undo force` does it all the same."),
        answer);
    assertTrue(counter.say("/undo").startsWith("Nothing of the turn “a.md=one b.md=one” was"));

    counter.say("/undo force");
    assertNull(files.text("a.md"));
    counter.say("/redo");
    assertEquals("mine", files.text("a.md"));
    counter.say("/undo"); // it is now what the redo has left
    assertNull(files.text("a.md"));
  }

  @Test
  void whatRedoWouldOverwriteIsLeftUnlessTheUserInsists() {
    files.write("a.md", "zero");
    counter.say("a.md=one");
    counter.say("/undo");
    files.write("a.md", "mine");

    assertTrue(counter.say("/redo").contains("`a.md`: has changed since"));
    assertEquals("mine", files.text("a.md"));
    counter.say("/redo force");

    assertEquals("one", files.text("a.md"));
  }

  @Test
  void whatCannotBeDoneAtAllDoesNotBarTheWay() {
    counter.say("a.md=one");
    counter.say("b.md=one");
    files.broken.add("/project/b.md");

    assertTrue(counter.say("/undo").contains("- `b.md`: is broken\n"));
    counter.say("/undo force");

    assertNull(files.text("a.md"));
  }

  @Test
  void anUndoThatDiedHalfWayIsCompletedByTheNext() {
    files.write("a.md", "zero");
    counter.say("a.md=one b.md=one");
    files.write("a.md", "zero"); // as if it had come so far

    counter.say("/undo");

    assertEquals("zero", files.text("a.md"));
    assertNull(files.text("b.md"));
    assertTrue(counter.say("/undo").startsWith("There is nothing to undo"));
  }

  @Test
  void anotherProcessUndoesTheSame() {
    files.write("a.md", "");
    counter.say("a.md=one");

    Counter later = counter.reloaded();
    later.say("/undo");

    assertEquals("", files.text("a.md"));
    counter.reloaded().say("/redo");
    assertEquals("one", files.text("a.md"));
  }

  @Test
  void diffShowsWhatTheLastTurnChanged() {
    files.write("a.md", "one\ntwo\nthree\n");
    counter.say("a.md=one\\ntwo\\nTHREE\\n b.md=new\\n");

    assertEquals(
        """
        Since before the turn “a.md=one\\\\ntwo\\\\nTHREE\\\\n b.md=new\\\\n”:

        ```diff
        --- a/a.md
        +++ b/a.md
        @@ -1,3 +1,3 @@
         one
         two
        -three
        +THREE
        --- /dev/null
        +++ b/b.md
        @@ -0,0 +1,1 @@
        +new
        ```

        What commands changed is shown only where a tool changed the file too.""",
        counter.say("/diff"));
  }

  @Test
  void diffShowsTheWholeSessionIfAsked() {
    files.write("a.md", "zero\n");
    counter.say("a.md=one\\n");
    counter.say("a.md=two\\n b.md=x\\n");
    files.write("b.md", "y\n");

    String all = counter.say("/diff all");
    String last = counter.say("/diff");

    assertTrue(all.contains("\n-zero\n+two\n"), all);
    assertTrue(last.contains("\n-one\n+two\n"), last);
    assertTrue(all.contains("\n+y\n"), all);
    assertTrue(all.contains("- `b.md` has changed since by other hands\n"), all);
    counter.say("/undo force");
    assertTrue(counter.say("/diff all").contains("\n-zero\n+one\n"));
  }

  @Test
  void aDiffIsBounded() {
    String text =
        IntStream.range(0, 5_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\\n"));
    counter.say("a.md=" + text.replace(" ", "_") + " b.md=" + text.replace(" ", "-"));

    String answer = counter.say("/diff");

    assertTrue(answer.length() < 52 * 1024, "it has " + answer.length());
    assertTrue(answer.contains("- `a.md` is shown in part\n- `b.md` is not shown"), answer);
    assertTrue(answer.endsWith("too."), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/diff", "/diff all", "/undo", "/redo", "/undo force", "/redo force"})
  void withoutAChangeThereIsNothingToDo(String command) {
    String answer = counter.say(command);

    assertTrue(
        answer.startsWith("No change of a file") || answer.startsWith("There is nothing"), answer);
    assertEquals(List.of(), counter.seen.all(Event.FilesRestored.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/undo a.md", "/redo 2", "/diff a.md"})
  void whatACommandDoesNotTakeIsSaid(String command) {
    counter.say("a.md=one");

    assertTrue(counter.say(command).contains("takes nothing behind it"), command);
    assertEquals("one", files.text("a.md"));
  }
}
