package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A process is killed while a command writes files, at each step of it, and another goes on. */
@Timeout(60)
class KilledCommandsTest {
  private static final String UNDONE = "/undo, /undo, /undo";
  private static final String LEFT = "Left as it is";
  private static final int MANY = 100;

  /** What was done to one set of files, by processes that die. */
  private static final class World {
    Counter counter = new Counter();
    String at = "";

    World() {
      counter.model.answer = Desk.writer();
      counter.files.write("a.md", "zero");
      say("a.md=one b.md=one");
      say("a.md=two c.md=two b.md=two");
      say("a.md=three a.md=3 d.md=three b.md=three");
    }

    World(List<String> commands) {
      this();
      commands.forEach(this::say);
    }

    Map<String, String> files() {
      return Map.copyOf(counter.files.texts);
    }

    String say(String text) {
      at += " " + text;
      String answer = counter.say(text);
      assertFalse(answer.contains(LEFT), () -> at + ": " + answer);
      return answer;
    }

    /** False if it was done before. */
    boolean dies(String text, int steps) {
      at += " " + text + " (dies at " + steps + ")";
      Mono<Boolean> dead = counter.files.dieAfter(steps).thenReturn(true);
      Mono<Boolean> done = counter.begin(counter.session, text).map(_ -> false);
      boolean died = Counter.await(Mono.firstWithSignal(done, dead));
      counter.files.live();
      counter = counter.reloaded();
      counter.model.answer = Desk.writer();
      return died;
    }

    /** Until there is nothing more. */
    void all(String command) {
      int times = 0;
      while (!say(command).startsWith("There is nothing")) {
        assertTrue(times++ < 20, at + " has no end");
      }
    }
  }

  private static List<String> list(String commands) {
    return commands.isEmpty() ? List.of() : List.of(commands.split(", "));
  }

  private static String inverse(String command) {
    return switch (command) {
      case "/undo" -> "/redo";
      case "/redo" -> "/undo";
      case "/rewind undo" -> "/rewind 3 files";
      default -> "/rewind undo";
    };
  }

  /** Each with what came before it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/undo",
        "/undo, /undo",
        "/undo, /redo",
        "/undo, /undo, /undo, /redo, /redo",
        "/rewind 2 files",
        "/rewind 3 files",
        "/undo, /rewind 3 files",
        "/rewind 3 files, /rewind undo",
        "/rewind 3 files, /rewind undo, /undo",
        "/rewind 3 files, /redo, /undo, /rewind undo"
      })
  void theSameCommandCompletesWhatADeadOneBegan(String commands) {
    List<String> all = list(commands);
    List<String> before = all.subList(0, all.size() - 1);
    String command = all.getLast();
    World usual = new World(before);
    Map<String, String> from = usual.files();
    usual.say(command);
    Map<String, String> to = usual.files();

    for (int steps = 0; steps < MANY; steps++) {
      for (int again = 0; again < MANY; again++) {
        World world = new World(before);
        if (!world.dies(command, steps)) {
          assertTrue(steps > 5, "it has died " + steps + " times");
          return;
        }
        boolean twice = world.dies(command, again);
        if (twice) {
          world.say(command);
        }
        assertEquals(to, world.files(), world.at);
        world.say(inverse(command));
        assertEquals(from, world.files(), world.at);
        world.say(command);
        assertEquals(to, world.files(), world.at);
        if (!twice) {
          break;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/undo", "/undo, /undo", "/undo, /undo, /redo", "/rewind 3 files"})
  void whateverDiesAllCanBeUndoneAndBroughtBack(String commands) {
    List<String> all = list(commands);
    Map<String, String> done = new World().files();

    for (int steps = 0; steps < MANY; steps++) {
      for (boolean redoFirst : new boolean[] {true, false}) {
        World world = new World(all.subList(0, all.size() - 1));
        if (!world.dies(all.getLast(), steps)) {
          return;
        }
        if (redoFirst) {
          world.all("/redo");
          assertEquals(done, world.files(), world.at);
        }
        world.all("/undo");
        assertEquals(Map.of(Counter.HERE + "/a.md", "zero"), world.files(), world.at);
        world.all("/redo");
        assertEquals(done, world.files(), world.at);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/undo", UNDONE + ", /redo"})
  void whatAToolWritesAfterADeadCommandIsUndoneBeforeIt(String commands) {
    List<String> all = list(commands);
    for (int steps = 0; steps < MANY; steps++) {
      World world = new World(all.subList(0, all.size() - 1));
      if (!world.dies(all.getLast(), steps)) {
        return;
      }
      world.say("a.md=next b.md=next");
      Map<String, String> done = world.files();

      world.say("/undo");
      world.say("/redo");
      assertEquals(done, world.files(), world.at);
      world.all("/undo");
      assertEquals(Map.of(Counter.HERE + "/a.md", "zero"), world.files(), world.at);
    }
  }

  @Test
  void anUndoInADeadRewindUndoIsBroughtBackWithTheRest() {
    Map<String, String> done = new World().files();
    for (int steps = 1; steps < MANY; steps++) {
      World world = new World(List.of("/rewind 3 files"));
      if (!world.dies("/rewind undo", steps)) {
        assertTrue(steps > 5, "it has died " + steps + " times");
        return;
      }
      world.say("/undo");
      world.say("/rewind undo");
      assertEquals(done, world.files(), world.at);
    }
  }

  /** Wherever it died, what the user asks for next is done to all of one turn, and no more. */
  @ParameterizedTest
  @ValueSource(strings = {"/rewind 3 files", "/undo, /rewind 3 files", "/rewind 2 files"})
  void anUndoAfterADeadRewindUndoLeavesNothingOfTheTurnItTakesBack(String commands) {
    Map<String, String> zero = Map.of(Counter.HERE + "/a.md", "zero");
    Map<String, String> done = new World().files();
    for (int steps = 0; steps < MANY; steps++) {
      World world = new World(list(commands));
      if (!world.dies("/rewind undo", steps)) {
        assertTrue(steps > 5, "it has died " + steps + " times");
        return;
      }
      List<Map<String, String>> states = states();
      String undone = world.say("/undo");
      assertTrue(states.contains(world.files()), world.at + ": " + undone + world.files());
      world.all("/undo");
      assertEquals(zero, world.files(), world.at);
      world.all("/redo");
      assertEquals(done, world.files(), world.at);
    }
  }

  /** What the files are after each turn. */
  private static List<Map<String, String>> states() {
    List<Map<String, String>> states = new ArrayList<>();
    for (int undone = 0; undone <= 3; undone++) {
      states.add(new World(Collections.nCopies(undone, "/undo")).files());
    }
    return states;
  }

  @Test
  void whatAToolFindsSaysHowFarADeadCommandHadCome() {
    World unwritten = new World();
    unwritten.dies("/undo", 1);
    assertEquals("3", unwritten.counter.files.text("a.md"));
    unwritten.say("a.md=next");
    assertTrue(unwritten.say("/redo").startsWith("There is nothing"), unwritten.at);
    unwritten.say("/undo");
    assertTrue(unwritten.say("/undo").contains("- `a.md` – restored"), unwritten.at);
    assertEquals("two", unwritten.counter.files.text("a.md"));

    World written = new World();
    written.dies("/undo", 2);
    assertEquals("two", written.counter.files.text("a.md"));
    written.say("a.md=next");
    written.say("/undo");
    String rest = written.say("/undo");
    assertTrue(rest.contains("`d.md` – deleted") && !rest.contains("- `a.md`"), rest);
  }

  @Test
  void whatAToolWasAboutToWriteWhenItWasKilledIsUndoneAllTheSame() {
    Counter counter = new Counter();
    counter.model.answer = Desk.writer();
    counter.files.write("a.md", "zero");
    counter.say("a.md=one a.md=two b.md=one");
    counter.files.write("a.md", "one"); // as if the second had never been written

    assertFalse(counter.say("/undo").contains(LEFT));

    assertEquals("zero", counter.files.text("a.md"));
    counter.say("/redo");
    assertEquals("one", counter.files.text("a.md"));
  }

  @Test
  void whatTheUserWroteOverADeadCommandsFileIsLeft() {
    World world = new World();
    world.dies("/undo", 3); // a.md is written
    world.counter.files.write("a.md", "mine");

    String answer = world.counter.say("/undo");

    assertTrue(answer.contains("`a.md`: has changed since"), answer);
    assertEquals("mine", world.counter.files.text("a.md"));
    world.counter.say("/undo force");
    assertEquals("two", world.counter.files.text("a.md"));
    world.counter.say("/redo");
    assertEquals("mine", world.counter.files.text("a.md"));
  }

  @Test
  void aCommandSaysOfEachFileWhoseChangeItRestores() {
    World world = new World(List.of("/undo", "/redo"));

    List<Event> events = world.counter.journaled(world.counter.session.id());
    Event.FilesRestored told =
        (Event.FilesRestored)
            events.stream().filter(Event.FilesRestored.class::isInstance).findFirst().orElseThrow();
    List<Boolean> restored =
        events.stream()
            .filter(Event.FileChanged.class::isInstance)
            .map(Event.FileChanged.class::cast)
            .filter(change -> Objects.equals(change.restores(), told.turn()))
            .map(Event.FileChanged::redone)
            .toList();
    assertEquals(List.of(false, false, false, true, true, true), restored);
  }
}
