package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Content;
import acp.event.Digest;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.server.Typed.Ran;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed about the past of a session is done to it, in a real store with real files. */
@Timeout(60)
class HistoryCommandsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final SessionId S = new SessionId("aaaa1111-session");

  @TempDir Path folder;
  private Typed typed;
  private Path project;
  private final List<Entry> told = new ArrayList<>();

  @BeforeEach
  void keepASession() throws Exception {
    typed = new Typed(folder);
    project = Files.createDirectories(folder.resolve("project"));
    tell(new Event.SessionOpened(project.toString(), List.of(), null));
    tell(new Event.TitleChanged("A title"));
    for (String name : List.of("one", "two", "three")) {
      turn(name);
    }
    try (SqliteJournal journal = new SqliteJournal(typed.data())) {
      journal
          .create(new SessionSummary(S, project.toString(), "A title", AT, AT, told.size()), told)
          .block();
    }
  }

  private void tell(Event event) {
    told.add(new Entry(told.size() + 1, AT, event));
  }

  /** A turn that writes its name into a file. */
  private void turn(String name) throws Exception {
    TurnId turn = new TurnId("turn-of-" + name);
    Path file = project.resolve("file.txt");
    String before = Files.exists(file) ? Files.readString(file) : null;
    tell(
        new Event.PromptAccepted(
            turn, new MessageId("prompt-" + name), List.of(new Content.Text("do " + name))));
    tell(
        new Event.FileChanged(
            new CallId("c-" + name), file.toString(), before != null, before, Digest.of(name)));
    tell(new Event.MessageChunk(new MessageId("answer-" + name), Event.Role.AGENT, "did " + name));
    tell(new Event.MessageEnded(new MessageId("answer-" + name), null));
    tell(new Event.TurnEnded(turn, Outcome.stopped(Outcome.Reason.END_TURN)));
    Files.writeString(file, name);
  }

  private Ran run(String line) {
    return typed.run(line.split(" ", -1));
  }

  private String done(String line) {
    Ran ran = run(line);
    assertEquals(0, ran.exit(), ran.err());
    return ran.out();
  }

  private JsonNode json(String line) throws Exception {
    return new JsonMapper().readTree(done(line + " --json"));
  }

  private String file() throws Exception {
    return Files.readString(project.resolve("file.txt"));
  }

  @Test
  void messagesAreListedWithTheIdsThatAreWanted() throws Exception {
    String out = done("sessions messages aaaa");

    assertEquals(7, out.lines().count(), out);
    assertTrue(out.lines().toList().get(1).matches("prompt-one +2026-01-02 +user +do one"), out);
    assertTrue(out.contains("answer-three"), out);
    Ran page = run("sessions messages aaaa --limit 2 --page 2");
    assertTrue(page.out().contains("prompt-two") && page.out().contains("answer-two"), page.out());
    assertFalse(page.out().contains("three") || page.out().contains("one"), page.out());
    assertEquals("There are more: --page 3, or --all\n", page.err());
    assertEquals("", run("sessions messages aaaa --limit 2 --page 3").err());
  }

  @Test
  void aConversationIsTakenBackAndBroughtBack() throws Exception {
    Ran ran = run("sessions rewind aaaa --last 2");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("Took back the last 2 turns, from do two on."), ran.out());
    assertEquals("Undo: sessions rewind aaaa1111-session --undo\n", ran.err());
    assertEquals("three", file());
    assertTrue(done("sessions messages aaaa").contains("user (taken back)"));

    JsonNode back = json("sessions rewind aaaa --undo");
    assertEquals(2, back.path("turns").asInt());
    assertEquals("prompt-two", back.path("messageId").asText());
    assertFalse(done("sessions messages aaaa").contains("taken back)"));
  }

  @Test
  void filesGoBackAndComeAgain() throws Exception {
    JsonNode back = json("sessions rewind aaaa --to prompt-two --files");

    assertEquals("one", file());
    assertEquals(project.resolve("file.txt").toString(), back.at("/files/0").asText());
    assertEquals(1, back.path("files").size());

    done("sessions rewind aaaa --undo");
    assertEquals("three", file());
  }

  @Test
  void aFileThatHasChangedSinceIsLeftAndTold() throws Exception {
    Files.writeString(project.resolve("file.txt"), "mine");

    String out = done("sessions rewind aaaa --last 1 --files");

    assertEquals("mine", file());
    assertTrue(out.contains("file.txt: has changed since"), out);
  }

  @Test
  void aBranchEndsWhereItIsToEnd() throws Exception {
    String before = done("sessions fork aaaa --at prompt-two").strip();
    String with = json("sessions fork aaaa --at answer-two").path("sessionId").asText();
    String all = done("sessions fork aaaa --cwd " + folder).strip();

    assertEquals(List.of("prompt-one", "answer-one"), ids(before));
    assertEquals(List.of("prompt-one", "answer-one", "prompt-two", "answer-two"), ids(with));
    assertEquals(6, ids(all).size());
    assertEquals(6, ids(S.value()).size());
    assertTrue(done("sessions list --json --cwd " + folder).contains(all));
  }

  private List<String> ids(String session) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String line : done("sessions messages --json --all " + session).lines().toList()) {
      ids.add(new JsonMapper().readTree(line).path("messageId").asText());
    }
    return ids;
  }

  @Test
  void theModelsContextIsTrimmedClearedAndRestored() {
    assertTrue(done("sessions trim aaaa --last 1").startsWith("The model sees the last turn"));
    assertTrue(done("sessions trim aaaa --last 0").startsWith("The model begins afresh"));
    assertTrue(done("sessions trim aaaa --undo").startsWith("The model sees again"));
    assertTrue(done("sessions trim aaaa --undo").contains("the whole conversation"));
    assertEquals(2, run("sessions trim aaaa --undo").exit());
  }

  @Test
  void aSessionThatIsNotThereIsSaid() {
    Ran ran = run("sessions rewind bbbb --last 1");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("There is no session"), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions rewind aaaa",
        "sessions rewind aaaa --last 1 --undo",
        "sessions rewind aaaa --last 0",
        "sessions rewind aaaa --last 4",
        "sessions rewind aaaa --to prompt-four",
        "sessions rewind aaaa --to undo",
        "sessions rewind aaaa --undo",
        "sessions rewind aaaa --undo --files",
        "sessions trim aaaa",
        "sessions trim aaaa --last -1",
        "sessions fork aaaa --at prompt-four",
        "sessions messages aaaa --limit 0"
      })
  void whatIsNotUnderstoodIsATwoAndChangesNothing(String line) throws Exception {
    Ran ran = run(line);

    assertEquals(2, ran.exit(), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertFalse(done("sessions messages aaaa").contains("taken back)"));
    assertEquals("three", file());
  }
}
