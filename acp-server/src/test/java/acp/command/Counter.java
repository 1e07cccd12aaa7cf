package acp.command;

import static java.util.Objects.requireNonNull;

import acp.agent.AgentLoop;
import acp.agent.LoopSettings;
import acp.agent.ModelSource;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.instruction.Guides;
import acp.instruction.Library;
import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.permission.Mode;
import acp.permission.Permissions;
import acp.session.CatalogueEntry;
import acp.session.Choices;
import acp.session.Client;
import acp.session.ConfigOption;
import acp.session.Filter;
import acp.session.Place;
import acp.session.Search;
import acp.session.Session;
import acp.session.Sessions;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.session.Watcher;
import acp.store.memory.MemoryJournal;
import acp.tool.Bench;
import acp.tool.Questions;
import acp.tool.Toolbox;
import acp.tool.Workbench;
import acp.tool.Workspace;
import acp.tool.file.LocalFileSystem;
import acp.tool.plan.UpdatePlan;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where commands are served: the product's agent in a real session, and a model that counts. */
final class Counter {
  static final Duration LIMIT = Duration.ofSeconds(10);
  static final String HERE = "/project";
  static final String SUMMARY = "The conversation up to here was summarised to make room:\n\n";

  final MemoryJournal journal;
  final Counting model = new Counting();
  final Seen seen = new Seen();
  final Session session;

  /** What is found on disk; the journal unless a test says else. */
  volatile Listing catalogue;

  /** What the user picks; nothing unless a test says else. */
  volatile Means.Picker picker = (_, _, _) -> Mono.empty();

  /** The files of the world. */
  final Desk files;

  /** What is allowed. */
  final PlayedPolicy policy = new PlayedPolicy();

  /** What there is besides the commands. */
  volatile Prompts prompts = Prompts.NONE;

  private final Ids ids = new Ids(Clock.systemUTC());
  private final Sessions sessions;

  /** With a new store and a new session. */
  Counter() {
    this(new MemoryJournal());
  }

  private Counter(MemoryJournal journal) {
    this.journal = journal;
    this.files = new Desk();
    this.catalogue = this::listed;
    this.sessions = sessions(Counter::options);
    this.session = open(HERE);
    this.session.watchUnlessWatched(this, () -> seen);
  }

  /** Another process on the same journal, with this one's session. */
  private Counter(Counter before) {
    this.journal = before.journal;
    this.files = before.files;
    this.catalogue = before.catalogue;
    this.sessions = sessions(Counter::options);
    this.session = sessions.open(before.session.id(), new Place(HERE, List.of()));
    this.session.watchUnlessWatched(this, () -> seen);
  }

  private Sessions engine() {
    return sessions;
  }

  Counter reloaded() {
    return new Counter(this);
  }

  private Sessions sessions(Choices choices) {
    var workbench =
        new Workbench(
            new Toolbox(List.of(new UpdatePlan(), files)),
            new Workspace(Path.of(HERE), List.of()),
            new LocalFileSystem(),
            Bench.noTerminals(),
            _ -> Questions.NOBODY);
    var permissions = new Permissions(Mode.ASK, List.of(), new MemoryJournal().rules(), List.of());
    var agent =
        new AgentLoop(
            new OneModel(model),
            _ -> Mono.just(workbench),
            permissions,
            ids,
            LoopSettings.USUAL,
            new Library(Path.of("/no/such/folder"), Guides.BUDGET));
    var means =
        new Means(
            "acp-server 1.2.3",
            choices,
            (turn, option, current) -> picker.pick(turn, option, current),
            new Shelf(),
            agent::compact,
            journal::read,
            files,
            policy,
            (turn, history) ->
                agent
                    .fill(turn, history)
                    .map(
                        fill ->
                            new Means.Fill(
                                fill.parts().stream()
                                    .map(
                                        part ->
                                            new Means.Part(
                                                part.what(),
                                                part.isFile(),
                                                part.count(),
                                                part.bytes()))
                                    .toList(),
                                fill.pictures(),
                                List.of("AGENTS.md is not a text."))),
            (turn, prompt) ->
                engine().branch(turn.session(), new Place(turn.cwd(), turn.roots()), prompt),
            ids);
    return new Sessions(
        journal, new Commands(agent, means, new Latest()), ids, Clock.systemUTC(), choices);
  }

  /** What is listed of sessions. */
  interface Listing {
    Mono<List<CatalogueEntry>> latest(@Nullable String cwd, int limit);
  }

  private Mono<List<CatalogueEntry>> listed(@Nullable String cwd, int limit) {
    Filter all = Filter.of(Filter.State.ACTIVE, Set.of());
    return journal.catalogue().query(cwd == null ? all : all.in(cwd), null, limit);
  }

  /** Whatever list a test has set. */
  private final class Shelf implements Means.Catalogue {
    @Override
    public Mono<CatalogueEntry> get(SessionId session) {
      return journal.catalogue().get(session);
    }

    @Override
    public Mono<List<CatalogueEntry>> latest(@Nullable String cwd, int limit) {
      return catalogue.latest(cwd, limit);
    }

    @Override
    public Mono<Search.Found> find(Search.Query query) {
      return journal.search().find(query);
    }
  }

  /** Whatever prompts a test has set. */
  private final class Latest implements Prompts {
    @Override
    public List<SlashCommand> of(SessionId session) {
      return prompts.of(session);
    }

    @Override
    public Mono<List<Content>> expand(Turn turn, String name, String rest) {
      return prompts.expand(turn, name, rest);
    }

    @Override
    public void onChange(Consumer<SessionId> changed) {
      prompts.onChange(changed);
    }
  }

  /** A mode, a model, and how long it thinks if it can. */
  private static List<ConfigOption> options(Map<String, String> config) {
    List<ConfigOption.Choice> modes =
        Arrays.stream(Mode.values())
            .map(mode -> new ConfigOption.Choice(mode.id(), mode.title(), mode.description()))
            .toList();
    ConfigOption model =
        select(ConfigOption.MODEL, "Model", "lab/quick", "lab/quiet", "lab/deep", "other/wide");
    List<ConfigOption> options = new ArrayList<>();
    options.add(
        new ConfigOption(
            ConfigOption.MODE, "Mode", null, "mode", ConfigOption.Kind.SELECT, modes, "ask"));
    options.add(model);
    switch (model.value(config)) {
      case "lab/deep" -> options.add(select(ConfigOption.THOUGHT_LEVEL, "Thinking", "low", "high"));
      case "other/wide" ->
          options.add(select(ConfigOption.THOUGHT_LEVEL, "Thinking", "some", "much"));
      default -> {}
    }
    return options;
  }

  private static ConfigOption select(String id, String name, String... values) {
    return new ConfigOption(
        id,
        name,
        null,
        id,
        ConfigOption.Kind.SELECT,
        Arrays.stream(values).map(value -> new ConfigOption.Choice(value, value, null)).toList(),
        values[0]);
  }

  /** Another session. */
  Session open(String cwd) {
    return await(sessions.create(new Place(cwd, List.of("/notes"))));
  }

  /** One that is there. */
  Session open(SessionId id) {
    return sessions.open(id, null);
  }

  /** Prompts a session and waits for the end of the turn. */
  Outcome prompt(Session where, String text) {
    return await(begin(where, text));
  }

  Mono<Outcome> begin(Session where, String text) {
    Mono<Outcome> answer =
        where.prompt(List.of(new Content.Text(text)), nobody(), Mono.never()).cache();
    answer.subscribe(_ -> {}, _ -> {});
    return answer;
  }

  /** What the agent answers, the end of whose turn must be a good one. */
  String say(String text) {
    int before = seen.events.size();
    Outcome outcome = prompt(session, text);
    if (!outcome.equals(Outcome.stopped(Outcome.Reason.END_TURN))) {
      throw new AssertionError(text + " ended with " + outcome);
    }
    StringBuilder answer = new StringBuilder();
    for (Event event : List.copyOf(seen.events).subList(before, seen.events.size())) {
      if (event instanceof Event.MessageChunk chunk) {
        answer.append(chunk.text());
      }
    }
    return answer.toString();
  }

  /** The conversation as the model was last given it: U for the user, A for the agent. */
  List<String> lastAsked() {
    return model.requests.getLast().messages().stream()
        .map(
            message ->
                switch (message) {
                  case ModelMessage.User user -> "U " + text(user);
                  case ModelMessage.Assistant answer -> "A " + answer.text();
                  case ModelMessage.ToolResult result -> "T " + result.text();
                })
        .toList();
  }

  static String text(ModelMessage.User user) {
    return ((Content.Text) user.content().getFirst()).text();
  }

  List<Event> journaled(SessionId id) {
    return await(journal.read(id, 0).map(Entry::event).collectList());
  }

  static <T> T await(Mono<T> answer) {
    return requireNonNull(answer.block(LIMIT), "no answer");
  }

  /** An editor that nothing may be asked of. */
  private static Client nobody() {
    return (Client)
        Proxy.newProxyInstance(
            Counter.class.getClassLoader(),
            new Class<?>[] {Client.class},
            (_, method, _) -> {
              throw new AssertionError("a command called " + method.getName());
            });
  }

  /** One model under every name. */
  private record OneModel(Model model) implements ModelSource {
    @Override
    public Model open(@Nullable String name) {
      return model;
    }

    @Override
    public void prepare() {}

    @Override
    public void requireLogin() {}

    @Override
    public void logIn() {}

    @Override
    public void logOut() {}
  }

  /** Says how often it was asked, 1000 tokens in and 20 out each time, and keeps what it was. */
  static final class Counting implements Model {
    final List<ModelRequest> requests = new CopyOnWriteArrayList<>();

    /** What is known of it; nothing unless a test says else. */
    volatile ModelFacts facts = ModelFacts.of("lab/quick");

    /** What it answers; by its number unless a test says else. */
    volatile Function<ModelRequest, Flux<ModelEvent>> answer =
        _ -> says("answer " + requests.size());

    static Flux<ModelEvent> says(String... pieces) {
      return Flux.fromArray(pieces)
          .<ModelEvent>map(ModelEvent.Text::new)
          .concatWithValues(
              new ModelEvent.Usage(1000, 20, 500), new ModelEvent.Ended(ModelEvent.Stop.DONE));
    }

    @Override
    public String name() {
      return "lab/quick";
    }

    @Override
    public ModelFacts facts() {
      return facts;
    }

    @Override
    public long window() {
      return 10_000;
    }

    @Override
    public Flux<ModelEvent> stream(ModelRequest request) {
      requests.add(request);
      return answer.apply(request);
    }
  }

  /** What the watcher was shown, in order. */
  static final class Seen implements Watcher {
    final List<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> live(List<Entry> entries) {
      entries.forEach(entry -> events.add(entry.event()));
      return Mono.empty();
    }

    @Override
    public Mono<Void> replay(List<Entry> entries) {
      return Mono.empty();
    }

    <T extends Event> List<T> all(Class<T> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }
}
