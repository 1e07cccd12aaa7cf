package acp.store.sqlite;

import static acp.store.JournalFixture.LIMIT;
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

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.Journal.Append;
import acp.session.Journal.Branch;
import acp.session.Journal.Superseded;
import acp.session.Tally;
import acp.store.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Rows in less room are rows as any others. */
class PackedRowsTest extends StoreFixture {
  private static final String PACKED = "SELECT count(*) FROM event WHERE packed IS NOT NULL";
  private static final SessionId FORK = new SessionId("f");

  /** The end of a call, which is packed. */
  private static Entry end(long seq) {
    Event ended =
        new Event.ToolCallEnded(
            new CallId("call"), CallStatus.COMPLETED, List.of(), "line " + seq + "\n".repeat(90));
    return new Entry(seq, T0.plusMillis(seq), ended);
  }

  private static Entry chunk(long seq, int length) {
    Event chunk =
        new Event.MessageChunk(new MessageId("m"), Event.Role.AGENT, "word ".repeat(length));
    return new Entry(seq, T0.plusMillis(seq), chunk);
  }

  /** One of each event that there is, and some that are large. */
  private static List<Entry> samples() {
    List<Entry> samples = new ArrayList<>();
    for (Event event : Samples.all().values()) {
      samples.add(new Entry(samples.size() + 1, T0, event));
    }
    samples.add(chunk(samples.size() + 1, 30_000));
    samples.add(end(samples.size() + 1));
    return samples;
  }

  @Test
  void whatIsFinalIsPackedAndWhatIsSaidOfItIsNotInTheData() {
    created(1);

    done(journal.append(S, append(1, List.of(end(2)))));

    assertEquals(1L, ask(PACKED));
    assertEquals("", ask("SELECT data FROM event WHERE packed IS NOT NULL"));
    assertTrue((long) ask("SELECT length(packed) FROM event WHERE packed IS NOT NULL") < 70);
    assertEquals(List.of(end(2)), all(journal, S, 1));
  }

  @Test
  void whatStreamsIsWrittenAsItIsAndItsWholeIsPacked() {
    created(1);
    done(journal.append(S, append(1, List.of(chunk(2, 50), chunk(3, 50), entry(4, noise(200))))));
    assertEquals(0L, ask(PACKED));

    done(
        journal.append(
            S,
            new Append(
                4,
                entries(5, 5),
                List.of(new Superseded(2, 3, chunk(2, 100)), new Superseded(4, 4, null)),
                null)));

    assertEquals(1L, ask(PACKED));
    assertEquals(List.of(chunk(2, 100), entry(5)), all(journal, S, 1));
  }

  @Test
  void packedRowsAreSupersededForkedAndPurgedAsOthersAre() {
    created(1);
    done(journal.append(S, append(1, List.of(end(2), end(3)))));
    done(journal.fork(S, FORK, T0, new Branch(new Event.SessionOpened("/", List.of(), S))));
    done(
        journal.append(
            S, new Append(3, entries(4, 4), List.of(new Superseded(2, 2, end(2))), null)));
    done(
        journal.append(S, new Append(4, entries(5, 5), List.of(new Superseded(3, 3, null)), null)));

    assertEquals(List.of(end(2), entry(4), entry(5)), all(journal, S, 1));
    assertEquals(List.of(end(2), end(3)), all(journal, FORK, 1).subList(0, 2));
    assertEquals(3L, ask(PACKED));

    done(journal.catalogue().purge(S));
    assertEquals(List.of(end(2), end(3)), all(journal, FORK, 1).subList(0, 2));
    assertEquals(2L, ask(PACKED));

    done(journal.catalogue().purge(FORK));
    assertEquals(0L, ask("SELECT count(*) FROM event"));
  }

  /** The rest of such an event is packed, and what is long in it stands elsewhere. */
  @Test
  void whatAPackedRowKeepsElsewhereGoesWithTheLastThatHoldsIt() {
    created(1);
    Event ended =
        new Event.ToolCallEnded(
            new CallId("call".repeat(40)), CallStatus.COMPLETED, List.of(), noise(Packing.ROW));
    done(journal.append(S, append(1, List.of(new Entry(2, T0, ended)))));
    done(journal.fork(S, FORK, T0, new Branch(new Event.SessionOpened("/", List.of(), S))));
    Object blobs = ask("SELECT count(*) FROM blob");
    assertEquals(1L, blobs);
    assertEquals(2L, ask(PACKED + " AND pieces > 0"));

    done(journal.catalogue().purge(S));
    assertEquals(blobs, ask("SELECT count(*) FROM blob"));
    assertEquals(new Entry(2, T0, ended), all(journal, FORK, 1).getFirst());

    done(journal.catalogue().purge(FORK));
    assertEquals(0L, ask("SELECT count(*) FROM blob"));
    assertEquals(0L, ask("SELECT count(*) FROM piece"));
  }

  @Test
  void everyEventIsReadAsItWasFromAPackedRowAlso() {
    List<Entry> samples = samples();

    done(journal.adopt(summary("s", "/", 0, samples.size()), Flux.just(samples)));

    assertEquals(samples, all(journal, S, 0));
    assertTrue((long) ask(PACKED) > 15, "" + ask(PACKED));
  }

  /** Of these the figures are made by SQL, which reads no packed row. */
  @Test
  void whatIsCountedIsTheSameInABranch() {
    List<Entry> samples = samples();
    done(journal.adopt(summary("s", "/", 0, samples.size()), Flux.just(samples)));
    created("t", samples);

    done(journal.fork(S, FORK, T0, new Branch(new Event.SessionOpened("/", List.of(), S))));

    assertTrue(tally("t").tokens().requests() > 0);
    assertEquals(tally("t"), tally("s"));
    assertEquals(tally("t"), tally("f"));
  }

  private void created(String id, List<Entry> events) {
    done(journal.create(summary(id, "/", 0, events.size()), events));
  }

  private Tally tally(String id) {
    return journal.catalogue().get(new SessionId(id)).blockOptional(LIMIT).orElseThrow().tally();
  }

  @Test
  void aStoreFromBeforeIsReadAsItIsBesidePackedRows() throws Exception {
    makeStoreOf(7);

    done(journal.append(S, append(2, List.of(end(3)))));
    done(journal.append(S, append(3, entries(4, 4))));

    assertEquals(List.of(entry(1), entry(2), end(3), entry(4)), all(journal, S, 0));
    assertEquals(1L, ask(PACKED));
    assertEquals(3L, ask("SELECT count(*) FROM event WHERE data <> ''"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x''",
        "x'01'",
        "x'02' || substr(packed, 2)", // of a later version
        "substr(packed, 1, length(packed) - 1)",
        "CAST(packed || x'00' AS BLOB)",
        "CAST(substr(packed, 1, 8) || x'ff' || substr(packed, 10) AS BLOB)",
        "zeroblob(1000000)"
      })
  void aPackedRowThatIsDamagedCostsOnlyItself(String packed) {
    created(1);
    done(journal.append(S, append(1, List.of(end(2), end(3), end(4)))));
    ask("UPDATE event SET packed = CAST(" + packed + " AS BLOB) WHERE key & 4294967295 = 3");

    for (int time = 0; time < 2; time++) {
      List<Entry> read = all(journal, S, 1);

      assertEquals(end(2), read.get(0));
      assertEquals(3L, read.get(1).seq());
      assertInstanceOf(Event.Unknown.class, read.get(1).event());
      assertEquals(end(4), read.get(2));
    }
    done(journal.append(S, append(4, entries(5, 5))));
    assertEquals(1L, ask("SELECT count(*) FROM damage"));
    assertEquals(3L, ask("SELECT event & 4294967295 FROM damage"));
  }
}
