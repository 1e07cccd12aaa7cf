package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.SessionId;
import acp.store.memory.MemoryJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A session engine with a journal in memory and an agent that does what the test says. */
final class Rig {
  static final Duration LIMIT = Duration.ofSeconds(5);
  static final Place PLACE = new Place("/project", List.of());

  final Clock clock;
  final Ids ids;
  final FaultyJournal journal = new FaultyJournal(new MemoryJournal());
  final Seen seen = new Seen();
  final List<Event> remembered = new CopyOnWriteArrayList<>();
  final Sessions sessions;

  Rig(Function<Turn, Mono<Outcome>> work) {
    this(work, Clock.systemUTC());
  }

  Rig(Function<Turn, Mono<Outcome>> work, Clock clock) {
    this.clock = clock;
    this.ids = new Ids(clock);
    this.sessions = engine(journal, work);
  }

  /** Another process on the same journal. */
  Sessions engine(Journal on, Function<Turn, Mono<Outcome>> work) {
    return new Sessions(on, new TestAgent(work), ids, clock, _ -> List.of(modes()));
  }

  Session open() {
    Session session = await(sessions.create(PLACE));
    session.watchUnlessWatched(this, () -> seen);
    return session;
  }

  /** Prompts and waits for the end of the turn. */
  Outcome prompt(Session session, String text) {
    return await(ask(session, text));
  }

  Mono<Outcome> ask(Session session, String text) {
    return session.prompt(List.of(new Content.Text(text)), new NoClient(), Mono.never());
  }

  List<Event> journaled(SessionId id) {
    return await(journal.read(id, 0).map(Entry::event).collectList());
  }

  /** What {@code answer} gives; it must give something in time. */
  static <T> T await(Mono<T> answer) {
    return requireNonNull(answer.block(LIMIT), "no answer");
  }

  private static ConfigOption modes() {
    return new ConfigOption(
        "mode",
        "Mode",
        null,
        "mode",
        ConfigOption.Kind.SELECT,
        List.of(
            new ConfigOption.Choice("ask", "Ask", ""),
            new ConfigOption.Choice("accept_edits", "Accept edits", "")),
        "ask");
  }

  /** What a client was shown, in order. */
  static final class Seen implements Watcher {
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    volatile Mono<Void> room = Mono.empty();

    @Override
    public Mono<Void> live(List<Entry> shown) {
      entries.addAll(shown);
      return room;
    }

    @Override
    public Mono<Void> replay(List<Entry> shown) {
      entries.addAll(shown);
      return room;
    }

    List<Event> events() {
      return entries.stream().map(Entry::event).toList();
    }

    String text() {
      StringBuilder text = new StringBuilder();
      for (Event event : events()) {
        if (event instanceof Event.MessageChunk chunk) {
          text.append(chunk.text());
        }
      }
      return text.toString();
    }
  }

  private final class TestAgent implements Agent {
    private final Function<Turn, Mono<Outcome>> work;

    TestAgent(Function<Turn, Mono<Outcome>> work) {
      this.work = work;
    }

    @Override
    public History history() {
      return remembered::add;
    }

    @Override
    public Mono<Outcome> run(Turn turn, History history) {
      return work.apply(turn);
    }

    @Override
    public List<SlashCommand> commands() {
      return List.of();
    }

    @Override
    public void requireLogin() {}

    @Override
    public void logIn() {}

    @Override
    public void logOut() {}

    @Override
    public void prepare() {}
  }

  /** An editor that offers nothing. */
  static final class NoClient implements Client {
    @Override
    public boolean offersReadTextFile() {
      return false;
    }

    @Override
    public boolean offersWriteTextFile() {
      return false;
    }

    @Override
    public boolean offersTerminal() {
      return false;
    }

    @Override
    public Mono<String> requestPermission(
        SessionId session, Event.ToolCallStarted call, List<PermissionOption> options) {
      return Mono.empty();
    }

    @Override
    public Mono<String> readTextFile(
        SessionId session, String path, @Nullable Integer line, @Nullable Integer limit) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> writeTextFile(SessionId session, String path, String content) {
      return Mono.empty();
    }

    @Override
    public Mono<Terminal> createTerminal(SessionId session, Command command) {
      return Mono.empty();
    }
  }
}
