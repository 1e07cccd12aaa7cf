package acp.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.SessionId;
import acp.session.Journal;
import acp.session.SessionSummary;
import acp.store.JournalFixture;
import acp.store.memory.MemoryJournal;
import acp.transfer.Import.Wanted;
import acp.transfer.own.DocumentWriter;
import acp.transfer.own.LinesWriter;
import acp.transfer.own.OwnFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two stores, and a folder for what goes from one to the other. */
@Timeout(60)
public abstract class Carrying {
  protected static final Target LINES = new Target("jsonl", LinesWriter::new);
  protected static final Target DOCUMENT = new Target("json", DocumentWriter::new);
  protected static final Wanted ALL = new Wanted(null, false, false);
  protected static final SessionId S = new SessionId("019a0000-0000-7000-8000-000000000001");
  protected static final Instant T0 = Instant.parse("2026-11-20T09:30:00Z");

  @TempDir protected Path folder;
  protected Journal from = new MemoryJournal();
  protected Journal to = new MemoryJournal();

  @AfterEach
  final void closeTheJournals() {
    from.close();
    to.close();
  }

  /** The formats that are known. */
  protected List<Format> formats() {
    return List.of(new OwnFormat());
  }

  /** Creates a session in the first store. */
  protected final SessionSummary created(List<Event> events) {
    return created(S, "A title", events);
  }

  protected final SessionSummary created(SessionId id, String title, List<Event> events) {
    List<Entry> entries = new ArrayList<>();
    for (Event event : events) {
      entries.add(new Entry(entries.size() + 1, T0.plusMillis(137L * entries.size()), event));
    }
    var session =
        new SessionSummary(
            id, "/home/ada/engine", title, T0, entries.getLast().at(), entries.size());
    JournalFixture.done(from.create(session, entries));
    return session;
  }

  protected final byte[] exported(Journal journal, SessionId session, Target target, boolean redact)
      throws IOException {
    Export export = new Export(journal);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export.write(export.find(session.value()), target, redact, out);
    return out.toByteArray();
  }

  protected final String text(Target target, boolean redact) throws IOException {
    return new String(exported(from, S, target, redact), StandardCharsets.UTF_8);
  }

  protected final Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  protected final Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** What became of each session. */
  protected final List<Imported> imported(Path file, Wanted wanted) {
    List<Imported> all = new ArrayList<>();
    new Import(to, formats(), new Ids(Clock.systemUTC())).run(file, wanted, all::add);
    return all;
  }

  /** What became of the one session in a file. */
  protected final Imported one(Path file) {
    List<Imported> all = imported(file, ALL);
    assertEquals(1, all.size(), all::toString);
    return all.getFirst();
  }

  protected final List<Entry> kept(SessionId session) {
    return JournalFixture.all(to, session, 0);
  }

  protected final List<Event> events(SessionId session) {
    return kept(session).stream().map(Entry::event).toList();
  }

  /** What the second store knows. */
  protected final List<SessionSummary> sessions() {
    List<SessionSummary> all = to.list(null, null, 1000).block(JournalFixture.LIMIT);
    return all == null ? List.of() : all;
  }
}
