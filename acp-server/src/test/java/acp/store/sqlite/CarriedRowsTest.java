package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.T0;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.done;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.MessageId;
import acp.event.Shown;
import acp.event.TurnId;
import acp.session.Journal;
import acp.store.Samples;
import acp.transfer.Export;
import acp.transfer.Import;
import acp.transfer.Imported;
import acp.transfer.Target;
import acp.transfer.own.DocumentWriter;
import acp.transfer.own.LinesWriter;
import acp.transfer.own.OwnFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** A file of a session does not show how the rows were kept, nor does what is made of it. */
class CarriedRowsTest extends StoreFixture {
  private static final String PACKED = "SELECT count(*) FROM event WHERE packed IS NOT NULL";

  static List<Target> targets() {
    return List.of(new Target("jsonl", LinesWriter::new), new Target("json", DocumentWriter::new));
  }

  /** All that there is, and a long prompt, a long output, and what is kept once for both. */
  private static List<Entry> session() {
    List<Event> events = new ArrayList<>(Samples.all().values());
    String log = "A line of a log that is long, as logs are. ".repeat(9_000);
    String file = noise(150_000);
    events.add(
        new Event.PromptAccepted(
            new TurnId("long"),
            new MessageId("long"),
            List.of(new Content.Text(log), new Content.Text(file))));
    for (String text : List.of(log, file, "brief")) {
      events.add(
          new Event.ToolCallEnded(
              new CallId("long"),
              CallStatus.COMPLETED,
              List.of(new Shown.Block(new Content.Text(text))),
              text));
    }
    List<Entry> all = new ArrayList<>();
    for (Event event : events) {
      all.add(new Entry(all.size() + 1, T0.plusMillis(all.size()), event));
    }
    return all;
  }

  private List<Entry> all;

  @BeforeEach
  void keepASession() {
    all = session();
    done(journal.adopt(summary("s", "/", 0, all.size()), Flux.just(all)));
    assertTrue((long) ask(PACKED) > 20, "" + ask(PACKED));
    assertTrue((long) ask("SELECT count(*) FROM blob") > 1);
  }

  private static byte[] exported(Journal journal, Target target) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Export export = new Export(journal);
    export.write(export.find(S.value()), target, false, out);
    return out.toByteArray();
  }

  private Journal imported(byte[] file, String name) throws Exception {
    SqliteJournal fresh = open(temp.resolve(name));
    Path path = Files.write(temp.resolve(name + ".file"), file);
    List<Imported.Status> told = new ArrayList<>();
    new Import(fresh, List.of(new OwnFormat()), new Ids(Clock.systemUTC()))
        .run(path, new Import.Wanted(null, false, false), each -> told.add(each.status()));
    assertEquals(List.of(Imported.Status.IMPORTED), told);
    return fresh;
  }

  private static void assertSame(byte[] expected, byte[] actual) {
    // As text, because it says where they differ.
    assertEquals(
        new String(expected, StandardCharsets.UTF_8), new String(actual, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsCarriedOutAndInAndOutAgainHasTheSameBytes(Target target) throws Exception {
    byte[] first = exported(journal, target);

    Journal fresh = imported(first, "fresh");

    assertEquals(all, all(fresh, S, 0));
    assertSame(first, exported(fresh, target));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void itHasThemFromAStoreOfAnOlderProgramAlsoBeforeAndAfterItIsPacked(Target target)
      throws Exception {
    byte[] packed = exported(journal, target);
    unpackRows();
    assertEquals(0L, ask(PACKED));

    byte[] plain = exported(journal, target);
    try (Connection connection = connect();
        OldRows rows = new OldRows(connection)) {
      while (rows.step()) {}
    }

    assertSame(packed, plain);
    assertSame(packed, exported(journal, target));
    assertSame(packed, exported(imported(plain, "fresh"), target));
  }
}
