package acp.store;

import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.JournalException;
import acp.session.SessionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

/** A journal to try, and things to tell it. */
public abstract class JournalFixture {
  public static final Duration LIMIT = Duration.ofSeconds(20);
  public static final Instant T0 = Instant.ofEpochMilli(1_700_000_000_000L);
  public static final SessionId S = new SessionId("s");

  protected Journal journal;

  /** A journal that knows nothing yet. */
  protected abstract Journal open() throws Exception;

  @BeforeEach
  final void openTheJournal() throws Exception {
    journal = open();
  }

  @AfterEach
  final void closeTheJournal() {
    journal.close();
  }

  /** Creates a session with so many events. */
  protected final SessionSummary created(String id, int events) {
    SessionSummary session = summary(id, "/home", events, events);
    done(journal.create(session, entries(1, events)));
    return session;
  }

  protected final List<Entry> all(SessionId session, long after) {
    return all(journal, session, after);
  }

  public static List<Entry> all(Journal journal, SessionId session, long after) {
    List<Entry> all = journal.read(session, after).collectList().block(LIMIT);
    return all == null ? List.of() : all;
  }

  public static void done(Mono<Void> deed) {
    deed.block(LIMIT);
  }

  public static JournalException refusal(Mono<Void> deed) {
    return assertThrows(JournalException.class, () -> deed.block(LIMIT));
  }

  public static SessionSummary summary(String id, String cwd, int updated, long lastSeq) {
    return new SessionSummary(new SessionId(id), cwd, null, T0, T0.plusMillis(updated), lastSeq);
  }

  public static Append append(long after, List<Entry> entries) {
    return new Append(after, entries, List.of(), null);
  }

  public static List<Entry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(JournalFixture::entry).toList();
  }

  public static Entry entry(long seq) {
    return entry(seq, "text " + seq);
  }

  public static Entry entry(long seq, String text) {
    return new Entry(seq, T0.plusMillis(seq), new Event.ToolOutput(new CallId("call"), text));
  }
}
