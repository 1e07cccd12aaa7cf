package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.refusal;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the store is, and who may look into it. */
class SqliteJournalFolderTest extends StoreFixture {
  @Test
  void aFolderThatCannotBeMadeIsSaidToBeSo() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    SqliteJournal nowhere = open(file.resolve("store"));

    assertSays("folder", refusal(nowhere.create(summary("s", "/", 0, 1), entries(1, 1))));
    assertSays("folder", refusal(nowhere.read(S, 0).then()));
    assertSays("folder", refusal(nowhere.prepare()));
  }

  @Test
  void aFolderInPlaceOfTheFileIsSaidToBeSo() throws Exception {
    Files.createDirectories(folder.resolve(Database.FILE));

    assertSays("may write", refusal(journal.find(S).then()));
  }

  @Test
  void aFolderThatTakesNoFilesIsSaidToBeSoAndUsedAgainWhenItDoes() throws Exception {
    created(1);
    journal.close();
    // Stands where the log must be: also who may do everything cannot write that.
    Path log = Files.createDirectory(folder.resolve("sessions.db-wal"));
    setMode(folder, "r-x------");
    SqliteJournal refused = open(folder);

    assertSays("may write", refusal(refused.append(S, append(1, entries(2, 2)))));
    assertSays(folder.toString(), refusal(refused.append(S, append(1, entries(2, 2)))));

    setMode(folder, "rwx------");
    Files.delete(log);
    done(refused.append(S, append(1, entries(2, 2))));
    assertEquals(entries(1, 2), all(refused, S, 0));
  }

  @Test
  void aStoreInAFolderThatTakesNoFilesMayBeLookedAt() throws Exception {
    created(2);
    journal.close();
    Path log = Files.createDirectory(folder.resolve("sessions.db-wal"));
    setMode(folder, "r-x------");

    List<Entry> read = all(openToRead(), S, 0);

    setMode(folder, "rwx------");
    Files.delete(log);
    assertEquals(entries(1, 2), read);
  }

  @Test
  void copiesAreForTheirOwnerAlone() throws Exception {
    makeStoreOf(1);
    setMode(folder.resolve(Database.FILE), "rw-r--r--");

    done(journal.prepare());

    for (String name : files()) {
      assertEquals("rw-------", mode(folder.resolve(name)), name);
    }
  }

  @Test
  void nobodyElseMayLookIntoTheStore() throws Exception {
    created(1);
    all(journal, S, 0);

    assertEquals("rwx------", mode(folder));
    for (String name : List.of("sessions.db", "sessions.db-wal", "sessions.db-shm")) {
      assertEquals("rw-------", mode(folder.resolve(name)));
    }
  }

  @Test
  void aStoreThatOthersMayLookIntoIsClosedToThem() throws Exception {
    created(1);
    journal.close();
    setMode(folder, "rwxr-xr-x");
    setMode(folder.resolve(Database.FILE), "rw-r--r--");

    done(open(folder).append(S, append(1, entries(2, 2))));

    assertEquals("rwx------", mode(folder));
    assertEquals("rw-------", mode(folder.resolve(Database.FILE)));
    assertEquals("rw-------", mode(folder.resolve("sessions.db-wal")));
  }

  @Test
  void nothingIsTouchedBeforeTheFirstUse() {
    journal.read(S, 0);
    journal.create(summary("s", "/", 0, 1), entries(1, 1));
    journal.close();

    assertFalse(Files.exists(folder));
  }

  @Test
  void afterClosingTheStoreIsOneFile() throws Exception {
    created(1);
    all(journal, S, 0);

    journal.close();

    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(Database.FILE)), files.toList());
    }
  }

  @Test
  void aFolderMayHaveAnyName() {
    Path odd = temp.resolve("a?b=c #%20 ü&mode=memory");
    SqliteJournal strange = open(odd);

    done(strange.create(summary("s", "/", 0, 1), entries(1, 1)));

    assertEquals(entries(1, 1), all(strange, S, 0));
    assertTrue(Files.exists(odd.resolve(Database.FILE)));
  }

  @Test
  void aPreparedStoreIsThere() {
    done(journal.prepare());

    assertTrue(Files.exists(folder.resolve(Database.FILE)));
    assertEquals((long) Schema.VERSION, ask("PRAGMA user_version"));
    assertEquals((long) Schema.APPLICATION_ID, ask("PRAGMA application_id"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
