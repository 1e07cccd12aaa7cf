package acp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.server.Typed.Ran;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed about sessions is done to a real store, and shown. */
@Timeout(60)
class SessionCommandsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private Typed typed;

  @BeforeEach
  void type() {
    typed = new Typed(folder);
  }

  private void keep(String id, String title, String cwd, int age) {
    Instant at = AT.minusSeconds(age);
    try (SqliteJournal journal = new SqliteJournal(typed.data())) {
      journal
          .create(
              new SessionSummary(new SessionId(id), cwd, title, at, at, 2),
              List.of(
                  new Entry(1, at, new Event.SessionOpened(cwd, List.of(), null)),
                  new Entry(2, at, new Event.TitleChanged(title))))
          .block();
    }
  }

  private Ran run(String line) {
    return typed.run(line.split(" ", -1));
  }

  @Test
  void aListIsATableWithTheLatestFirst() {
    keep("aaa1", "The older one", "/one", 60);
    keep("bbb2", "The newer one", "/two", 0);

    Ran ran = run("sessions list");

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals(3, lines.size(), ran.out());
    assertTrue(lines.get(1).matches("bbb2 +2026-01-02 +0 +The newer one +/two"), ran.out());
    assertTrue(lines.get(2).contains("The older one"), ran.out());
  }

  @Test
  void forProgramsAListIsALineOfJsonForEachSession() {
    keep("aaa1", "One", "/one", 60);
    keep("bbb2", "Two", "/two", 0);

    Ran ran = run("sessions list --json --cwd /one");

    assertEquals(1, ran.out().lines().count(), ran.out());
    assertTrue(ran.out().contains("\"sessionId\":\"aaa1\""), ran.out());
  }

  @Test
  void aListComesInPages() {
    for (int i = 0; i < 5; i++) {
      keep("s" + i, "Number " + i, "/one", i);
    }

    Ran second = run("sessions list --limit 2 --page 2");

    assertTrue(second.out().contains("Number 2") && second.out().contains("Number 3"));
    assertFalse(second.out().contains("Number 1") || second.out().contains("Number 4"));
    assertEquals("There are more: --page 3, or --all\n", second.err());
    assertEquals(6, run("sessions list --limit 2 --all").out().lines().count());
    assertEquals("", run("sessions list --limit 2 --page 3").err());
  }

  @Test
  void aTitleCannotMoveTheCursor() {
    keep("aaa1", "a\u001b[2Jb\nc\u009b31m\u202ed", "/one", 0);

    String out = run("sessions list").out();

    assertEquals(2, out.lines().count(), out);
    assertTrue(out.contains("a [2Jb c 31md"), out);
  }

  @Test
  void aStoreWithoutSessionsSaysSo() {
    assertEquals(new Ran(0, "", "There are no such sessions\n"), run("sessions list"));
  }

  @Test
  void aSettingThatCannotBeUsedIsASentence() {
    Ran ran = run("--mode wild sessions list");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("there is no mode \"wild\""), ran.err());
  }

  @Test
  void aStoreThatIsNotThereIsNotMadeToBeRead() {
    Ran ran = run("sessions list --read-only");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("There is no session store"), ran.err());
  }

  private void keep(String id) {
    keep(id, "Title of " + id, "/one", 0);
  }

  private String shown(String id) {
    Ran ran = run("sessions show --json " + id);
    assertEquals(0, ran.exit(), ran.err());
    return ran.out();
  }

  @Test
  void aSessionIsShownWithAllThatIsKnownOfIt() {
    keep("aaa1");

    Ran ran = run("sessions show aaa");

    assertEquals(0, ran.exit(), ran.err());
    for (String part : List.of("Id: aaa1", "Title: Title of aaa1", "Folder: /one", "0 turns")) {
      assertTrue(ran.out().contains(part), ran.out());
    }
    assertTrue(shown("aaa1").contains("\"version\":1"));
  }

  @Test
  void aNameThatMeansSeveralOrNoneIsSaid() {
    keep("aaa1");
    keep("aaa2");

    Ran several = run("sessions show aaa");
    Ran none = run("sessions show zzz");

    assertEquals(2, several.exit());
    assertTrue(several.err().contains("aaa1") && several.err().contains("aaa2"), several.err());
    assertEquals(1, none.exit());
    assertTrue(none.err().startsWith("acp-server: There is no session"), none.err());
  }

  @Test
  void aSessionIsRenamedAndEditorsSeeIt() {
    keep("aaa1");

    Ran ran = typed.run("sessions", "rename", "aaa1", "A", "better\u001b[2J\n one");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("renamed aaa1 \"A better [2J one\"\n", ran.out());
    try (SqliteJournal journal = new SqliteJournal(typed.data())) {
      Entry last = journal.read(new SessionId("aaa1"), 2).blockLast();
      assertEquals(
          new Event.TitleChanged("A better [2J one", Event.TitleSource.USER),
          java.util.Objects.requireNonNull(last).event());
    }
    assertTrue(shown("aaa1").contains("\"titleSource\":\"user\""));
    assertEquals(2, typed.run("sessions", "rename", "aaa1", " \n").exit());
  }

  @Test
  void tagsGoOnAndOffAndFindSessions() {
    keep("aaa1");
    keep("bbb2");

    assertEquals("aaa1 \"Title of aaa1\": work z\n", run("sessions tag aaa1 work z").out());
    assertEquals("aaa1 \"Title of aaa1\": work\n", run("sessions tag aaa1 --remove z").out());
    assertEquals("aaa1 \"Title of aaa1\": work\n", run("sessions tag aaa1").out());
    assertEquals(1, run("sessions list --json --tag work").out().lines().count());
    assertEquals(2, typed.run("sessions", "tag", "aaa1", "two words").exit());
  }

  @Test
  void whatIsArchivedIsListedOnlyWhenAskedFor() {
    keep("aaa1");
    keep("bbb2");

    Ran ran = run("sessions archive aaa1 bbb2 ccc3");

    assertEquals(1, ran.exit());
    assertEquals(2, ran.out().lines().count());
    assertTrue(ran.err().contains("ccc3"), ran.err());
    assertEquals("", run("sessions list --json").out());
    assertEquals(2, run("sessions list --json --archived").out().lines().count());
    assertEquals(0, run("sessions unarchive aaa1").exit());
    assertEquals(1, run("sessions list --json").out().lines().count());
  }

  @Test
  void whatIsDeletedComesBackUntilItIsPurged() {
    keep("aaa1");

    assertEquals(0, run("sessions delete aaa1").exit());
    assertEquals(1, run("sessions show aaa1").exit());
    assertEquals(0, run("sessions show --trash aaa1").exit());
    assertEquals(1, run("sessions list --json --trash").out().lines().count());
    assertEquals(1, run("sessions purge bbb2").exit());
    assertEquals(0, run("sessions restore aaa").exit());
    assertEquals(1, run("sessions purge aaa1").exit()); // not in the trash
    assertEquals(0, run("sessions delete aaa1").exit());
    assertEquals("gone for good: aaa1\n", run("sessions purge aaa1").out());
    assertEquals("", run("sessions list --json --trash").out());
    assertEquals(1, run("sessions restore aaa1").exit());
  }

  @Test
  void theTrashIsEmptiedAtOnceOrByAge() {
    keep("old1", "Old", "/one", 86_400 * 3);
    keep("new1", "New", "/one", 0);
    run("sessions delete old1 new1");

    assertEquals(
        "gone for good: old1\n", run("sessions purge --trash --older-than 2026-01-01").out());
    assertEquals("gone for good: new1\n", run("sessions purge --trash").out());
    assertEquals(0, run("sessions purge --trash").exit());
  }

  @Test
  void aCleanupPutsWhatIsOldOrEmptyIntoTheTrash() {
    keep("old1", "Old", "/one", 86_400 * 3);
    keep("new1", "New", "/one", 0);

    Ran dry = run("sessions cleanup --older-than 2026-01-01 --dry-run");
    assertTrue(dry.out().startsWith("would go: old1"), dry.out());
    assertEquals(2, run("sessions list --json").out().lines().count());

    assertEquals(0, run("sessions cleanup --older-than 2026-01-01").exit());
    assertEquals(1, run("sessions list --json").out().lines().count());

    Ran rest = run("sessions cleanup --empty --older-than now --json");
    assertTrue(rest.out().contains("\"sessionId\":\"new1\""), rest.out());
    assertEquals(2, run("sessions list --json --trash").out().lines().count());
  }

  @Test
  void aSessionIsWatchedFromItsStart() {
    keep("aaa1");

    Ran ran = run("sessions watch aaa1 --from-start --for 0");

    assertEquals(2, run("sessions watch --from-start").exit());
    assertTrue(ran.out().matches("[0-9:]+ title: Title of aaa1\n"), ran.out());
  }

  @Test
  void nothingIsWrittenToAStoreThatIsOnlyRead() {
    keep("aaa1");

    assertEquals(0, run("sessions show aaa1 --read-only").exit());
    for (String line : List.of("archive aaa1", "tag aaa1 x", "rename aaa1 x", "delete aaa1")) {
      Ran ran = run("sessions " + line + " --read-only");
      assertEquals(1, ran.exit(), line);
      assertTrue(ran.err().contains("reading only"), ran.err());
    }
  }

  @Test
  void aStoreThatIsOnlyReadIsExportedAndNothingOfItChanges() throws Exception {
    keep("aaa1");
    byte[] before = Files.readAllBytes(typed.data().resolve("sessions.db"));

    Ran ran = run("sessions export aaa1 --read-only");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("Title of aaa1"), ran.out());
    assertArrayEquals(before, Files.readAllBytes(typed.data().resolve("sessions.db")));
    Ran nothing = run("sessions export --all --out o --read-only --data-dir " + folder + "/none");
    assertEquals(1, nothing.exit());
    assertTrue(nothing.err().contains("There is no session store"), nothing.err());
    assertFalse(Files.exists(folder.resolve("none")), "a store was made to be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flag", "variable", "file"})
  void nothingIsImportedIntoAStoreThatIsOnlyRead(String how) throws Exception {
    keep("aaa1");
    Path file = folder.resolve("aaa1.jsonl");
    run("sessions export aaa1 --out " + file);
    String line = "sessions import --as-new " + file;
    switch (how) {
      case "flag" -> line = "--read-only " + line;
      case "variable" -> typed.with("ACP_SERVER_READ_ONLY", "1");
      default -> typed.write(".config/acp-server/config.toml", "read_only = true\n");
    }

    Ran ran = run(line);

    assertEquals(1, ran.exit());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("nothing was imported"), ran.err());
    assertTrue(ran.err().contains(typed.data() + " is open for reading only"), ran.err());
    assertEquals(1, run("sessions list --json").out().lines().count());
    Ran dry = run(line + " --dry-run");
    assertEquals(0, dry.exit(), dry.err());
    assertTrue(dry.out().contains("would be imported"), dry.out());
  }

  @Test
  void filesAreCarriedWithTheSettingsOfAllCommands() {
    Ran ran =
        typed
            .with("ACP_SERVER_TRASH_DAYS", "soon")
            .run("sessions", "export", "--all", "--out", "o");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("trash_days is \"soon\""), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions list --limit 0",
        "sessions list --page 0",
        "sessions list --all --page 2",
        "sessions list --limit x",
        "sessions list extra",
        "sessions list --since soon",
        "sessions list --type odd",
        "sessions list --archived --trash",
        "sessions show",
        "sessions rename aaa",
        "sessions tag",
        "sessions archive",
        "sessions delete",
        "sessions restore",
        "sessions purge",
        "sessions purge aaa --trash",
        "sessions purge aaa --older-than 3d",
        "sessions cleanup",
        "sessions cleanup --older-than soon",
        "sessions watch --for -1"
      })
  void whatIsNotUnderstoodIsATwo(String line) {
    Ran ran = run(line);

    assertEquals(2, ran.exit(), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }
}
