package acp.server;

import static java.util.Objects.requireNonNull;

import acp.agent.AgentLoop;
import acp.agent.ContextFill;
import acp.command.Commands;
import acp.command.FormPicker;
import acp.command.Means;
import acp.event.Ids;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.instruction.Library;
import acp.model.Credentials;
import acp.model.Models;
import acp.permission.Mode;
import acp.permission.Permissions;
import acp.permission.RuleStore;
import acp.session.Journal;
import acp.session.Place;
import acp.session.Search;
import acp.session.Sessions;
import acp.session.Turn;
import acp.store.memory.MemoryJournal;
import acp.store.sqlite.SqliteJournal;
import acp.store.sqlite.StoreOptions;
import acp.surface.Connection;
import acp.surface.extension.Extensions;
import acp.surface.extension.HistoryMethods;
import acp.surface.extension.SearchMethods;
import acp.surface.extension.SessionCatalogue;
import acp.surface.extension.SessionHistory;
import acp.surface.extension.SessionMethods;
import acp.surface.extension.SessionSearch;
import acp.surface.v1.SurfaceV1;
import acp.transport.Transport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Puts the rooms together. Everything is made when it is first asked for. */
final class Wiring {
  /** So long may it take to let go of what is not kept; what is left, the next process does. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final Settings settings;
  private @Nullable Journal journal;
  private @Nullable Sessions sessions;
  private @Nullable Tools tools;
  private @Nullable Models models;
  private boolean closed;

  Wiring(Settings settings) {
    this.settings = settings;
  }

  /**
   * A connection over {@code transport}.
   *
   * @param ready called once when the first answer is out
   * @param gone called if the client no longer reads
   */
  Connection connect(Transport transport, Runnable ready, Runnable gone) {
    return new Connection(
        transport,
        new SurfaceV1(Version.NUMBER, settings.unstable(), this::sessions),
        new Extensions(this::extensions),
        this::sessions,
        ready,
        gone);
  }

  /** Our own methods; made when the first of them is called. */
  private List<Extensions.Group<?>> extensions() {
    return List.of(
        new Extensions.Group<>(SessionMethods.class, new SessionCatalogue(sessions())),
        new Extensions.Group<>(HistoryMethods.class, new SessionHistory(sessions())),
        new Extensions.Group<>(SearchMethods.class, search()));
  }

  /**
   * Loads what the first session will need: the store on its own thread, the rest on the caller's.
   */
  void prepare() {
    if (journal() instanceof SqliteJournal store) {
      store
          .prepare()
          .subscribe(_ -> {}, _ -> {}); // who needs it will be told what is wrong with it
    }
    sessions();
  }

  /** The sessions of this process. */
  synchronized Sessions sessions() {
    if (sessions == null) {
      Clock clock = Clock.systemUTC();
      Ids ids = new Ids(clock);
      tools = new Tools(settings);
      var library = new Library(settings.folders().config(), settings.instructionBytes());
      var permissions =
          new Permissions(mode(), RuleSettings.read(settings.values()), rules(), kept());
      var agent =
          new AgentLoop(
              new Access(this::models), tools, permissions, ids, settings.loop(), library);
      var options = new Options(mode(), this::models);
      var prompts = new AllPrompts(List.of(new SkillPrompts(library), tools.prompts()));
      var commands = new Commands(agent, means(agent, options, permissions, ids), prompts);
      sessions = new Sessions(journal(), commands, ids, clock, options, Checkout::of);
    }
    return sessions;
  }

  /** What the agent's commands work with. */
  private Means means(AgentLoop agent, Options options, Permissions permissions, Ids ids) {
    return new Means(
        Version.NAME + " " + Version.NUMBER,
        options,
        new FormPicker(),
        new CommandSessions(this::journal, this::finder),
        agent::compact,
        (session, after) -> journal().read(session, after),
        new CommandFiles(requireNonNull(tools)::own),
        new Rulebook(permissions),
        (turn, history) -> agent.fill(turn, history).map(Wiring::fill),
        this::branch,
        ids);
  }

  private Mono<SessionId> branch(Turn turn, MessageId prompt) {
    return sessions().branch(turn.session(), new Place(turn.cwd(), turn.roots()), prompt);
  }

  private static Means.Fill fill(ContextFill fill) {
    return new Means.Fill(
        fill.parts().stream()
            .map(part -> new Means.Part(part.what(), part.isFile(), part.count(), part.bytes()))
            .toList(),
        fill.pictures(),
        fill.notes());
  }

  /** Lets go of servers, of the store and of connections; nothing works afterwards. */
  synchronized void close() {
    if (sessions != null) {
      sessions.forgetEphemeral().timeout(FAREWELL).onErrorComplete().block();
    }
    closed = true;
    if (tools != null) {
      tools.close();
    }
    if (journal != null) {
      journal.close();
    }
    if (models != null) {
      models.close();
    }
  }

  private synchronized Journal journal() {
    if (journal == null) {
      journal = journal(settings);
      if (closed) {
        journal.close(); // who prepares what nobody waits for any more must not open it behind us
      }
    }
    return journal;
  }

  /**
   * A journal where and how the settings say; whoever asks for it closes it.
   *
   * @throws SettingsException if something set cannot be used
   */
  static Journal journal(Settings settings) {
    if (settings.ephemeral()) {
      return new MemoryJournal();
    }
    boolean noBackups = settings.values().isOn("", "ACP_SERVER_NO_BACKUPS", "no_backups");
    return new SqliteJournal(
        settings.dataDir(),
        new StoreOptions(
            StoreOptions.USUAL.busyTimeout(),
            settings.readOnly(),
            !noBackups,
            settings.trashTime()));
  }

  private Search finder() {
    return journal() instanceof SqliteJournal store
        ? store.search()
        : ((MemoryJournal) journal()).search();
  }

  private SessionSearch search() {
    return new SessionSearch(
        finder(),
        journal() instanceof SqliteJournal store
            ? store.insights()
            : ((MemoryJournal) journal()).insights());
  }

  private RuleStore rules() {
    return journal() instanceof SqliteJournal store
        ? store.rules()
        : ((MemoryJournal) journal()).rules();
  }

  /** Whoever changes these changes what is allowed. */
  private List<Path> kept() {
    return List.of(parent(settings.folders().configFile()), settings.dataDir());
  }

  private static Path parent(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  private synchronized Models models() {
    if (models == null) {
      models =
          new Models(
              ModelConfig.read(settings),
              new Credentials(System.getenv(), settings.folders().credentialsFile()));
    }
    return models;
  }

  /** The mode of new sessions. */
  private Mode mode() {
    Mode wanted = settings.mode() == null ? null : Mode.of(settings.mode());
    return wanted == null ? Mode.ASK : wanted;
  }
}
