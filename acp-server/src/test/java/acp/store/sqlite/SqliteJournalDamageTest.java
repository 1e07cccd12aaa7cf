package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.refusal;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.session.JournalException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What becomes of the journal when the file is not what it should be. */
class SqliteJournalDamageTest extends StoreFixture {
  @Test
  void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
    byte[] garbage =
        "This is not what you are looking for. ".repeat(500).getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(folder);
    Files.write(folder.resolve(Database.FILE), garbage);

    assertSays("not a database", refusal(journal.create(summary("s", "/", 0, 1), entries(1, 1))));
    assertSays("not a database", refusal(journal.list(null, null, 1).then()));
    journal.close();
    assertArrayEquals(garbage, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
    Files.createDirectories(folder);
    ask("CREATE TABLE theirs (x)");
    byte[] before = Files.readAllBytes(folder.resolve(Database.FILE));

    assertSays("another program", refusal(journal.find(S).then()));
    assertSays("another program", refusal(journal.append(S, append(1, entries(2, 2)))));
    journal.close();
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  @Test
  void aStoreOfANewerVersionIsLeftAlone() throws Exception {
    created(1);
    journal.close();
    ask("PRAGMA user_version = " + (Schema.VERSION + 1));
    byte[] before = Files.readAllBytes(folder.resolve(Database.FILE));
    SqliteJournal older = open(folder);

    assertSays("newer version", refusal(older.append(S, append(1, entries(2, 2)))));
    assertSays("newer version", refusal(older.find(S).then()));
    older.close();
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(Database.FILE)));
  }

  @Test
  void aStoreThatIsCutOffIsSaidToBeDamagedAtWorst() throws Exception {
    created(1);
    for (int i = 1; i < 200; i++) {
      done(journal.append(S, append(i, List.of(entry(i + 1, "x".repeat(500))))));
    }
    journal.close();
    byte[] whole = Files.readAllBytes(folder.resolve(Database.FILE));

    int damaged = 0;
    for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
      Path cut = temp.resolve("cut" + length);
      Files.createDirectories(cut);
      Files.write(cut.resolve(Database.FILE), Arrays.copyOf(whole, length));
      SqliteJournal hurt = open(cut);
      damaged += outcome(hurt.read(S, 0).then());
      damaged += outcome(hurt.append(S, append(200, entries(201, 201))));
      damaged += outcome(hurt.list(null, null, 10).then());
      hurt.close();
    }

    assertTrue(damaged > 20, "damaged " + damaged);
  }

  @Test
  void aDamagedRowCostsOnlyItself() {
    created(3);
    ask("UPDATE event SET data = '{\"call\":' WHERE key & 4294967295 = 2");

    List<Entry> read = all(journal, S, 0);

    assertEquals(
        List.of(
            entry(1),
            new Entry(
                2, entry(2).at(), new Event.Unknown("tool_output", TextNode.valueOf("{\"call\":"))),
            entry(3)),
        read);
  }

  /** 1 where it failed, which it must do in a sentence; 0 where it did not. */
  private static int outcome(Mono<Void> deed) {
    return deed.thenReturn(0)
        .onErrorResume(
            failure -> {
              assertSays("", assertInstanceOf(JournalException.class, failure));
              return Mono.just(1);
            })
        .blockOptional(LIMIT)
        .orElseThrow();
  }
}
