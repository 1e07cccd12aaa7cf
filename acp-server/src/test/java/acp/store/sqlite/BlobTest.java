package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.T0;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.append;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Branch;
import acp.session.Journal.Superseded;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What is large in events is kept once, and goes with the last that holds it. */
class BlobTest extends StoreFixture {
  private static final String LARGE = "a line of a file\n".repeat(20_000);

  @Test
  void aLargeEventIsReadAsItWasWritten() {
    created(1);
    List<Entry> large =
        List.of(entry(2, LARGE), entry(3, noise(300_000)), entry(4, "\"\\𝄞".repeat(50_000)));

    done(journal.append(S, append(1, large)));

    assertEquals(large, all(journal, S, 1));
    assertEquals(large, all(open(folder), S, 1));
    assertTrue((long) ask("SELECT max(length(data)) FROM event") < 100);
  }

  @Test
  void whatIsTheSameIsKeptOnceAndPacked() {
    created(1);

    done(journal.append(S, append(1, List.of(entry(2, LARGE), entry(3, LARGE)))));

    assertEquals(1L, ask("SELECT count(*) FROM blob"));
    assertEquals(2L, ask("SELECT count(*) FROM piece"));
    assertTrue((long) ask("SELECT length(data) FROM blob") < LARGE.length() / 20);
  }

  @Test
  void aBlobGoesWithTheLastEventThatHoldsIt() {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, LARGE), entry(3, LARGE)))));

    done(journal.append(S, superseding(3, 2)));
    assertEquals(1L, ask("SELECT count(*) FROM blob"));
    assertEquals(entry(3, LARGE), all(journal, S, 2).getFirst());
    done(journal.append(S, superseding(4, 3)));

    assertEquals(0L, ask("SELECT count(*) FROM blob"));
    assertEquals(0L, ask("SELECT count(*) FROM piece"));
  }

  @Test
  void aForkHoldsTheSameBlobs() {
    created(1);
    done(journal.append(S, append(1, List.of(entry(2, LARGE)))));
    SessionId fork = new SessionId("f");

    done(journal.fork(S, fork, T0, new Branch(new Event.SessionOpened("/", List.of(), S))));
    done(journal.append(S, superseding(2, 2)));

    assertEquals(entry(2, LARGE), all(journal, fork, 1).getFirst());
    assertEquals(1L, ask("SELECT count(*) FROM blob"));
  }

  @Test
  void whatIsAdoptedHoldsItsBlobsAndWhatIsNotLeavesNone() {
    Entry large = entry(1, LARGE);

    done(journal.adopt(summary("a", "/", 0, 1), Flux.just(List.of(large))));
    done(
        journal
            .adopt(
                summary("b", "/", 0, 1),
                Flux.just(List.of(entry(1, LARGE + "more")))
                    .concatWith(Flux.error(new IllegalStateException("cut off"))))
            .onErrorComplete(IllegalStateException.class));

    assertEquals(List.of(large), all(journal, new SessionId("a"), 0));
    assertEquals(1L, ask("SELECT count(*) FROM blob"));
    assertEquals(1L, ask("SELECT count(*) FROM piece"));
  }

  @Test
  void anAppendThatFailsLeavesNoBlob() {
    created(1);
    pragmas.add("PRAGMA max_page_count = 60");
    SqliteJournal cramped = open(folder);

    cramped
        .append(S, append(1, List.of(entry(2, LARGE), entry(3, noise(1 << 20)))))
        .onErrorComplete()
        .block();

    assertEquals(0L, ask("SELECT count(*) FROM blob"));
    assertEquals(entries(1, 1), all(journal, S, 0));
  }

  @Test
  void aBlobThatIsDamagedCostsItsEventAlone() {
    created(1);
    done(
        journal.append(S, append(1, List.of(entry(2, LARGE), entry(3, noise(100_000)), entry(4)))));
    ask("UPDATE blob SET data = x'00' WHERE no = 1");
    ask("DELETE FROM blob WHERE no = 2");

    List<Entry> read = all(journal, S, 1);

    assertEquals(3, read.size());
    assertInstanceOf(Event.Unknown.class, read.get(0).event());
    assertInstanceOf(Event.Unknown.class, read.get(1).event());
    assertEquals(entry(4), read.get(2));
  }

  @Test
  void anEventOf32MebibytesIsWrittenAndRead() {
    created(1);
    Entry huge = entry(2, "0123456789abcdef".repeat(2 << 20));

    done(journal.append(S, append(1, List.of(huge))));

    assertEquals(huge, all(journal, S, 1).getFirst());
    assertEquals(1L, ask("SELECT count(*) FROM blob"));
  }

  private static Append superseding(long after, long gone) {
    return new Append(
        after, entries(after + 1, after + 1), List.of(new Superseded(gone, gone, null)), null);
  }
}
