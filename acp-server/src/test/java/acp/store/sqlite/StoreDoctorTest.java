package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.doctor.Finding;
import acp.doctor.Finding.Verdict;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.session.SessionSummary;
import acp.session.Tally;
import acp.store.Telling;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look at the store finds, and what a repair makes of it. */
class StoreDoctorTest extends StoreFixture {
  private static final int SESSIONS = 60;
  private static final int EVENTS = 40;

  private List<Finding> examined() {
    return new StoreDoctor(folder).examine(true);
  }

  private List<Finding> repaired() {
    return new StoreDoctor(folder).repair();
  }

  private static List<String> bad(List<Finding> found) {
    return found.stream()
        .filter(each -> each.verdict().compareTo(Verdict.WARNING) >= 0)
        .map(Finding::check)
        .toList();
  }

  private static Finding the(String check, List<Finding> found) {
    return found.stream()
        .filter(each -> each.check().equals(check) && each.verdict() != Verdict.OK)
        .findFirst()
        .orElseThrow(() -> new AssertionError(check + " is not in " + found));
  }

  private void fill() {
    for (int i = 0; i < SESSIONS; i++) {
      List<Entry> events = new ArrayList<>();
      for (int seq = 1; seq <= EVENTS; seq++) {
        events.add(entry(seq, ("session " + i + " event " + seq + " ").repeat(20)));
      }
      done(journal.create(summary("s" + i, "/projects/" + i, i, EVENTS), events));
    }
    journal.close();
  }

  private void tell(String... statements) throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      for (String each : statements) {
        sql.executeUpdate(each);
      }
    }
  }

  private byte[] file() throws Exception {
    return Files.readAllBytes(folder.resolve(Database.FILE));
  }

  private Set<Entry> readable(SqliteJournal from, int session) {
    Set<Entry> entries = new HashSet<>(all(from, new SessionId("s" + session), 0));
    entries.removeIf(each -> each.event() instanceof Event.Unknown);
    return entries;
  }

  @Test
  void aStoreThatIsWellIsSaidToBe() throws Exception {
    fill();
    byte[] before = file();

    List<Finding> found = examined();

    assertEquals(List.of(), bad(found));
    assertTrue(found.stream().anyMatch(each -> each.check().equals("store.integrity")));
    assertTrue(found.stream().anyMatch(each -> each.says().contains("kept: 60")), "" + found);
    assertEquals(List.of(), repaired());
    assertArrayEquals(before, file());
  }

  @Test
  void whereThereIsNoStoreNothingIsWrong() {
    assertEquals(List.of(), bad(examined()));
    assertEquals(List.of(), repaired());
    assertFalse(Files.exists(folder));
  }

  @Test
  void aFileInTheFoldersPlaceIsAProblem() throws Exception {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "x");

    assertEquals(List.of("store.file"), bad(examined()));
  }

  @Test
  void garbageIsMovedAsideAndTheNextStartBeginsAnew() throws Exception {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.write(
        folder.resolve(Database.FILE), "garbage ".repeat(900).getBytes(StandardCharsets.UTF_8));

    assertTrue(bad(examined()).contains("store.open"));
    the("repair.store", repaired());

    created(1);
    assertEquals(1, all(journal, new SessionId("s"), 0).size());
    assertTrue(
        files().stream().anyMatch(name -> name.startsWith("sessions-damaged-")), "" + files());
  }

  @Test
  void anotherProgramsDatabaseIsLeftAlone() throws Exception {
    Files.createDirectories(folder);
    tell("CREATE TABLE theirs (x)");
    byte[] before = file();

    assertTrue(bad(examined()).contains("store.open"));
    assertEquals(Verdict.PROBLEM, the("repair.store", repaired()).verdict());
    assertArrayEquals(before, file());
  }

  @Test
  void aNewerStoreIsLeftAlone() throws Exception {
    fill();
    tell("PRAGMA user_version = " + (Schema.VERSION + 1));
    byte[] before = file();

    assertEquals(List.of("store.version"), bad(examined()));
    assertEquals(Verdict.PROBLEM, the("repair.store", repaired()).verdict());
    assertArrayEquals(before, file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE migration SET checksum = 1 WHERE number = 6",
        "UPDATE migration SET checksum = 1 WHERE number = 6; PRAGMA user_version = 7",
        "ALTER TABLE event DROP COLUMN packed",
        "DROP TABLE lease",
        "DROP TABLE migration"
      })
  void aStoreOfAnotherBuildIsToldAsSuchWithWhatToDo(String how) throws Exception {
    fill();
    tell(how.split("; "));

    List<Finding> told =
        examined().stream().filter(found -> found.verdict() == Verdict.PROBLEM).toList();

    assertEquals(1, told.size(), "" + told);
    assertTrue(told.getFirst().says().contains("another build"), "" + told);
    assertTrue(
        told.getFirst().says().contains(folder.resolve(Database.FILE).toString()), "" + told);
  }

  @Test
  void whatDoesNotFitTogetherIsFoundAndMended() throws Exception {
    fill();
    tell(
        "INSERT INTO event (key, at, type, data) VALUES ((777 << 32) | 3, 5,"
            + " 'session_opened', '{\"cwd\":\"/lost\"}')",
        "INSERT INTO event (key, at, type, data) VALUES ((777 << 32) | 4, 6, 'prompt_accepted', ''),"
            + " ((777 << 32) | 5, 6, 'message_ended', ''), ((777 << 32) | 6, 6, 'prompt_accepted', ''),"
            + " ((777 << 32) | 7, 6, 'command_run', '')",
        "INSERT INTO blob (no, hash, deflated, data) VALUES (900, x'00', 0, x'41')",
        "INSERT INTO piece (event, n, at, blob) VALUES ((778 << 32) | 1, 0, 0, 900)",
        "INSERT INTO blob (no, hash, deflated, data) VALUES (901, x'01', 0, x'41')",
        "UPDATE session SET last_seq = 3 WHERE id = 's4'",
        "INSERT INTO session (no, id, cwd, created_at, updated_at, last_seq, deleted_at)"
            + " VALUES (790, 'draft:old', '', 0, 0, 0, 1)",
        "INSERT INTO event (key, at, type, data) VALUES ((790 << 32) | 1, 0, 'x', '{}')",
        "INSERT INTO lease SELECT no, 'o', '"
            + Holder.self().host()
            + "', '"
            + Holder.self().pidSpace()
            + "', 'another boot', 1, '1', 0, 0 FROM session WHERE id = 's5'");

    List<Finding> found = examined();
    assertEquals(
        List.of("store.orphans", "store.blobs", "store.sequence", "store.drafts", "store.leases"),
        bad(found));
    List<Finding> mended = repaired();

    assertEquals(List.of(), bad(examined()), "" + mended);
    assertEquals(List.of(), bad(mended));
    the("repair.sequence", mended);
    assertTrue(
        files().stream().anyMatch(name -> name.startsWith("sessions-repair-")), "" + files());
    SqliteJournal open = open(folder);
    SessionSummary recovered =
        open.list("/lost", null, 5).blockOptional(LIMIT).orElseThrow().getFirst();
    assertInstanceOf(Event.SessionOpened.class, all(open, recovered.id(), 0).getFirst().event());
    Tally tally = open.catalogue().get(recovered.id()).blockOptional(LIMIT).orElseThrow().tally();
    assertEquals(List.of(1L, 3L), List.of(tally.turns(), tally.messages()));
    done(
        open.append(new SessionId("s4"), acp.store.JournalFixture.append(EVENTS, entries(41, 41))));
    assertEquals(0L, ask("SELECT count(*) FROM lease"));
    assertEquals(0L, ask("SELECT count(*) FROM event WHERE key >> 32 = 790"));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17, 30, 44, 58, 61})
  void aDamagedPageCostsOnlyTheRowsOnIt(int leaf) throws Exception {
    fill();
    long rows = (long) ask("SELECT count(*) FROM event");
    long page =
        (long)
            ask(
                "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET "
                    + leaf);
    long cells = (long) ask("SELECT ncell FROM dbstat WHERE pageno = " + page);
    long size = (long) ask("PRAGMA page_size");
    overwrite((page - 1) * size, (int) size);

    assertEquals(List.of("store.integrity"), bad(examined()));
    List<Finding> mended = repaired();

    assertEquals(List.of(), bad(examined()), "" + mended);
    assertEquals(rows - cells, ask("SELECT count(*) FROM event"), "" + mended);
    assertEquals((long) SESSIONS, ask("SELECT count(*) FROM session"));
    assertTrue(the("repair.store", mended).says().contains("sessions-damaged-"), "" + mended);
    SqliteJournal open = open(folder);
    int whole = 0;
    for (int i = 0; i < SESSIONS; i++) {
      whole += readable(open, i).size() == EVENTS ? 1 : 0;
    }
    assertTrue(whole >= SESSIONS - 2, "whole " + whole);
  }

  @Test
  void whatWasSavedIsFound() throws Exception {
    done(
        journal.create(
            summary("n", "/", 0, 1),
            List.of(
                new Entry(
                    1,
                    entry(1).at(),
                    new Event.PromptAccepted(
                        new TurnId("t"),
                        new MessageId("m"),
                        List.of(new Content.Text("a needle in it")))))));
    fill();
    long size = (long) ask("PRAGMA page_size");
    long page =
        (long) ask("SELECT max(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'leaf'");
    overwrite((page - 1) * size, (int) size);

    assertEquals(List.of(), bad(repaired()));

    assertEquals(0L, ask("SELECT count(*) FROM search_session"));
    assertEquals(
        ask("SELECT CAST(max(no) AS TEXT) FROM session"),
        ask("SELECT value FROM upkeep WHERE name = 'search.backlog'"));
    SqliteJournal open = open(folder);
    open.search().rebuild().block(LIMIT);
    assertEquals(
        1,
        open.search()
            .find(acp.session.Search.Query.of("needle", 10))
            .blockOptional(LIMIT)
            .orElseThrow()
            .hits()
            .size());
  }

  private void talk() {
    Event usage = new Event.UsageReported("one/m", 1, 1, 0, 0, 0, 1);
    for (int i = 0; i < 12; i++) {
      Telling told = new Telling(journal, "t" + i, "/").title("Talk " + i);
      for (int turn = 0; turn < 5; turn++) {
        told.prompt("needle " + i + " " + noise(200)).tell(usage).ends();
      }
    }
    assertEquals(60, needles(journal));
  }

  private static int needles(SqliteJournal journal) {
    return journal
        .search()
        .find(acp.session.Search.Query.of("needle", 100))
        .blockOptional(LIMIT)
        .orElseThrow()
        .hits()
        .size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search_data",
        "search_docsize",
        "search_config",
        "search_idx",
        "search_passage",
        "search_session",
        "search_mark",
        "turn_fact",
        "use_fact",
        "tool_fact"
      })
  void ifOnlyWhatIsMadeOfTheEventsIsDamagedOnlyThatIsMadeAnew(String table) throws Exception {
    talk();
    fill();
    List<Object> before = own();
    damage(table);

    Finding found = the("store.search", examined());
    List<Finding> mended = repaired();

    assertEquals(List.of("store.search"), bad(List.of(found)), "" + found);
    assertTrue(the("repair.search", mended).says().contains("no session was"), "" + mended);
    assertEquals(List.of(), bad(mended));
    assertEquals(List.of(), bad(examined()));
    assertEquals(before, own());
    assertEquals(2L, ask("PRAGMA auto_vacuum"));
    assertEquals(0L, files().stream().filter(each -> each.contains("damaged")).count());
    SqliteJournal open = open(folder);
    open.search().rebuild().block(LIMIT);
    assertEquals(60, needles(open));
    assertEquals(List.of(), repaired());
  }

  /** What must be there afterwards as before. */
  private List<Object> own() {
    return List.of(
        ask("SELECT group_concat(key || at || type || hex(data) || hex(packed)) FROM event"),
        ask("SELECT group_concat(no || id || cwd || title || last_seq || turns) FROM session"),
        ask("SELECT group_concat(number || checksum) FROM migration"),
        ask("SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema ORDER BY name)")
            .toString()
            .replaceAll("search(_data|_idx|_docsize|_config)?,", ""));
  }

  /** Fills pages of a table or an index with what they cannot hold. */
  private void damage(String table) throws Exception {
    long page = (long) ask("SELECT max(pageno) FROM dbstat WHERE name = '" + table + "'");
    long size = (long) ask("PRAGMA page_size");
    overwrite((page - 1) * size, (int) size);
  }

  @Test
  void whatADamagedIndexPointsToStaysWhereItIs() throws Exception {
    talk();
    fill();
    List<Object> before = own();
    int size = Math.toIntExact((long) ask("PRAGMA page_size"));
    long event = (long) ask("SELECT rootpage FROM sqlite_schema WHERE name = 'event'");
    long index = (long) ask("SELECT rootpage FROM sqlite_schema WHERE name = 'search_passage'");
    byte[] file = file();
    System.arraycopy(
        file, Math.toIntExact(event - 1) * size, file, Math.toIntExact(index - 1) * size, size);
    Files.write(folder.resolve(Database.FILE), file);

    the("store.search", examined());
    the("repair.search", repaired());

    assertEquals(List.of(), bad(examined()));
    assertEquals(before, own());
  }

  @Test
  void ifSessionsAreDamagedTooWhatCanBeReadOfThemIsSaved() throws Exception {
    talk();
    fill();
    damage("search_passage");
    damage("event");

    assertEquals(List.of("store.integrity"), bad(examined()));
    List<Finding> mended = repaired();

    the("repair.store", mended);
    assertEquals(List.of(), bad(examined()), "" + mended);
  }

  @Test
  void anEventWhoseContentIsLostKeepsItsPlace() throws Exception {
    created(3);
    done(
        journal.append(
            new SessionId("s"),
            acp.store.JournalFixture.append(3, List.of(entry(4, noise(10_000)), entry(5)))));
    journal.close();
    long page =
        (long) ask("SELECT max(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'overflow'");
    long size = (long) ask("PRAGMA page_size");
    long first =
        (long) ask("SELECT min(pageno) FROM dbstat WHERE name = 'event' AND pagetype = 'overflow'");
    // Each overflow page begins with the number of the next: one that points out of the file.
    for (long each = first; each <= page; each++) {
      overwrite((each - 1) * size, 4);
    }

    List<Finding> mended = repaired();

    List<Entry> left = all(open(folder), new SessionId("s"), 0);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), left.stream().map(Entry::seq).toList(), "" + mended);
    assertInstanceOf(Event.Unknown.class, left.get(3).event());
    assertEquals(entry(5), left.get(4));
    assertEquals(1L, ask("SELECT count(*) FROM damage"));
  }

  @Test
  void ofAStoreThatIsCutOffEverythingReadableIsSaved() throws Exception {
    fill();
    byte[] whole = file();
    int saved = 0;
    for (int percent : new int[] {30, 60, 90, 99}) {
      Files.write(
          folder.resolve(Database.FILE), Arrays.copyOf(whole, whole.length / 100 * percent));
      SqliteJournal before = openToRead();
      List<Set<Entry>> readable = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        readable.add(tolerant(before, i));
      }
      before.close();

      assertTrue(bad(examined()).contains("store.integrity"));
      List<Finding> mended = repaired();

      if (!bad(mended).isEmpty()) {
        continue; // nothing at all could be read
      }
      assertEquals(List.of(), bad(examined()), "" + mended);
      SqliteJournal after = open(folder);
      for (int i = 0; i < SESSIONS; i++) {
        assertTrue(readable(after, i).containsAll(readable.get(i)), percent + "%: session " + i);
        saved += readable(after, i).size();
      }
      after.close();
      for (String name : files()) {
        if (!name.equals(Database.FILE)) {
          Files.delete(folder.resolve(name));
        }
      }
    }
    assertTrue(saved > SESSIONS * EVENTS, "saved " + saved);
  }

  private Set<Entry> tolerant(SqliteJournal from, int session) {
    Set<Entry> read = new HashSet<>();
    from.read(new SessionId("s" + session), 0)
        .doOnNext(
            entry -> {
              if (!(entry.event() instanceof Event.Unknown)) {
                read.add(entry);
              }
            })
        .then()
        .onErrorComplete()
        .block(LIMIT);
    return read;
  }

  @Test
  void anIndexThatHasLostEntriesIsMadeAnew() throws Exception {
    fill();
    long root = (long) ask("SELECT rootpage FROM sqlite_schema WHERE name = 'session_by_cwd'");
    String made = (String) ask("SELECT sql FROM sqlite_schema WHERE name = 'session_by_cwd'");
    tell("PRAGMA writable_schema = ON", "DELETE FROM sqlite_schema WHERE name = 'session_by_cwd'");
    tell(
        "INSERT INTO session (id, cwd, created_at, updated_at, last_seq) VALUES ('n', '/n', 0, 0, 0)");
    tell(
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)"
            + " VALUES ('index', 'session_by_cwd', 'session', "
            + root
            + ", '"
            + made
            + "')");

    assertEquals(List.of("store.integrity"), bad(examined()));
    List<Finding> mended = repaired();

    the("repair.indexes", mended);
    assertEquals(List.of(), bad(examined()), "" + mended);
    assertEquals((long) SESSIONS + 1, ask("SELECT count(*) FROM session"));
  }

  @Test
  void aDamagedStoreThatAnotherProcessHasOpenIsNotReplaced() throws Exception {
    fill();
    byte[] damaged = Arrays.copyOf(file(), file().length / 2);
    Files.write(folder.resolve(Database.FILE), damaged);
    Process other =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec 3< \"$1\"; echo open; cat",
                "sh",
                folder.resolve(Database.FILE).toString())
            .start();
    try {
      assertEquals("open", other.inputReader().readLine());

      Finding refused = the("repair.store", repaired());

      assertEquals(Verdict.PROBLEM, refused.verdict());
      assertTrue(refused.says().contains(Long.toString(other.pid())), refused.says());
      assertArrayEquals(damaged, file());
    } finally {
      other.destroy();
    }
  }

  @Test
  void aRepairThatWasKilledIsTakenUpAgain() throws Exception {
    fill();
    Path damaged = folder.resolve("sessions-damaged-20260101T000000Z.db");
    Files.write(damaged, Arrays.copyOf(file(), file().length / 10 * 9));
    Files.writeString(
        folder.resolve(Database.FILE),
        "This store is being repaired from " + damaged.getFileName() + "\n");
    Files.createFile(Files.createDirectory(folder.resolve(".repair-1")).resolve(Database.FILE));

    List<Finding> mended = repaired();

    assertEquals(List.of(), bad(mended));
    assertEquals(List.of(), bad(examined()), "" + mended);
    assertTrue((long) ask("SELECT count(*) FROM event") > 0);
    assertFalse(files().contains(".repair-1"), "" + files());
  }

  @Test
  void modesAreTightenedAndLeftoversRemoved() throws Exception {
    fill();
    Files.setPosixFilePermissions(
        folder.resolve(Database.FILE), PosixFilePermissions.fromString("rw-r--r--"));
    Path part =
        Files.createFile(
            folder.resolve("sessions-daily-20200101T000000Z-1.part"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.setLastModifiedTime(part, FileTime.from(Instant.EPOCH));

    assertEquals(List.of("store.modes", "store.leftovers"), bad(examined()));
    repaired();

    assertEquals(List.of(), bad(examined()));
    assertFalse(Files.exists(part));
  }

  @Test
  void aCopyThatCannotBeUsedIsNamed() throws Exception {
    fill();
    Files.writeString(folder.resolve("sessions-daily-20260101T000000Z.db"), "no copy");
    for (Path each : list()) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-------"));
    }

    assertEquals(List.of("store.copies"), bad(examined()));
  }

  private List<Path> list() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void theFactsHoldNoContent() {
    fill();

    String facts = new StoreDoctor(folder).facts().toString();

    assertTrue(facts.contains("rows in event=" + SESSIONS * EVENTS), facts);
    assertTrue(facts.contains("CREATE TABLE session"), facts);
    assertFalse(facts.contains("session 3 event"), facts);
    assertFalse(facts.contains("/projects/"), facts);
  }

  private void overwrite(long at, int length) throws Exception {
    byte[] junk = new byte[length];
    Arrays.fill(junk, (byte) 0xEE);
    try (RandomAccessFile raw =
        new RandomAccessFile(folder.resolve(Database.FILE).toFile(), "rw")) {
      raw.seek(at);
      raw.write(junk);
    }
  }
}
