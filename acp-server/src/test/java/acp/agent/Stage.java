package acp.agent;

import static java.util.Objects.requireNonNull;

import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Ids;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.Risk;
import acp.event.SessionId;
import acp.event.ToolKind;
import acp.instruction.Guides;
import acp.instruction.Library;
import acp.model.resilience.Backoff;
import acp.permission.Mode;
import acp.permission.Permissions;
import acp.permission.Rule;
import acp.session.Client;
import acp.session.ConfigOption;
import acp.session.Place;
import acp.session.Session;
import acp.session.Sessions;
import acp.session.SlashCommand;
import acp.session.Watcher;
import acp.store.memory.MemoryJournal;
import acp.tool.Bench;
import acp.tool.Intent;
import acp.tool.Questions;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import acp.tool.Toolbox;
import acp.tool.Workbench;
import acp.tool.Workspace;
import acp.tool.file.LocalFileSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The agent in a real session: only the model, the editor and the disk are played. */
final class Stage {
  static final Duration LIMIT = Duration.ofSeconds(10);

  final ListModel model = new ListModel();
  final OneModel models = new OneModel(model);
  final Asked client = new Asked();
  final Seen seen = new Seen();
  final Session session;

  final MemoryJournal journal = new MemoryJournal();

  private final Sessions sessions;

  Stage(Path folder, int maxRequests, Tool... tools) {
    this(folder, maxRequests, List.of(), tools);
  }

  /** With rules of the settings. */
  Stage(Path folder, int maxRequests, List<Rule> rules, Tool... tools) {
    this(folder, settings(Limits.USUAL.withRequests(maxRequests)), rules, tools);
  }

  /** As usual, but for the limits, and without patience: no test waits. */
  static LoopSettings settings(Limits limits, String... fallbacks) {
    Duration instant = Duration.ofMillis(1);
    return new LoopSettings(
        limits, new Backoff(5, instant, instant), List.of(fallbacks), LoopSettings.COMPACT_AT);
  }

  Stage(Path folder, LoopSettings settings, Tool... tools) {
    this(folder, settings, List.of(), tools);
  }

  private Stage(Path folder, LoopSettings settings, List<Rule> rules, Tool... tools) {
    Ids ids = new Ids(Clock.systemUTC());
    var workbench =
        new Workbench(
            new Toolbox(List.of(tools)),
            new Workspace(folder, List.of()),
            new LocalFileSystem(),
            Bench.noTerminals(),
            _ -> Questions.NOBODY);
    var permissions = new Permissions(Mode.ASK, rules, journal.rules(), List.of());
    var agent =
        new AgentLoop(
            models,
            _ -> Mono.just(workbench),
            permissions,
            ids,
            settings,
            new Library(folder.resolve("config"), Guides.BUDGET));
    List<ConfigOption.Choice> choices =
        Arrays.stream(Mode.values())
            .map(mode -> new ConfigOption.Choice(mode.id(), mode.title(), mode.description()))
            .toList();
    var modes =
        new ConfigOption(
            ConfigOption.MODE, "Mode", null, "mode", ConfigOption.Kind.SELECT, choices, "ask");
    sessions = new Sessions(journal, agent, ids, Clock.systemUTC(), _ -> List.of(modes));
    session = await(sessions.create(new Place(folder.toString(), List.of())));
    session.watchUnlessWatched(this, () -> seen);
  }

  /** Sets the mode, as an editor would. */
  void mode(Mode mode) {
    await(sessions.configure(session, ConfigOption.MODE, mode.id()));
  }

  /** What the agent announces. */
  List<SlashCommand> commands() {
    return sessions.commands(session.id());
  }

  /** Prompts and waits for the end of the turn. */
  Outcome prompt(String text) {
    return await(begin(text));
  }

  /** Prompts; the answer is kept for whoever asks for it later. */
  Mono<Outcome> begin(String text) {
    Mono<Outcome> answer =
        session.prompt(List.of(new Content.Text(text)), client, Mono.never()).cache();
    answer.subscribe(_ -> {}, _ -> {});
    return answer;
  }

  static <T> T await(Mono<T> answer) {
    return requireNonNull(answer.block(LIMIT), "no answer");
  }

  static void await(CountDownLatch signal) {
    try {
      if (!signal.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the signal did not come");
      }
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** What the watcher was shown, in words. */
  static final class Seen implements Watcher {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Runnable> signals = new ConcurrentHashMap<>();

    /** What to do when an event of that kind has been shown. */
    void on(Class<? extends Event> kind, Runnable signal) {
      signals.put(kind, signal);
    }

    @Override
    public Mono<Void> live(List<Entry> entries) {
      for (Entry entry : entries) {
        events.add(entry.event());
        signals.getOrDefault(entry.event().getClass(), () -> {}).run();
      }
      return Mono.empty();
    }

    @Override
    public Mono<Void> replay(List<Entry> entries) {
      return Mono.empty();
    }

    List<Event> events() {
      return List.copyOf(events);
    }

    <T extends Event> List<T> all(Class<T> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The one call that ended, or the last of them. */
    Event.ToolCallEnded ended() {
      return all(Event.ToolCallEnded.class).getLast();
    }

    String text() {
      StringBuilder text = new StringBuilder();
      all(Event.MessageChunk.class).forEach(chunk -> text.append(chunk.text()));
      return text.toString();
    }

    /** The lives of tool calls, in the order shown. */
    List<String> calls() {
      return events.stream().map(Seen::word).filter(word -> !word.isEmpty()).toList();
    }

    private static String word(Event event) {
      return switch (event) {
        case Event.ToolCallStarted e -> "started " + e.name();
        case Event.PermissionAsked _ -> "asked";
        case Event.PermissionAnswered e -> "answered " + e.option();
        case Event.ToolCallChanged e ->
            e.status() == CallStatus.IN_PROGRESS ? "in progress" : "changed";
        case Event.ToolCallEnded e -> e.status() == CallStatus.COMPLETED ? "completed" : "failed";
        case Event.TurnEnded _ -> "turn ended";
        default -> "";
      };
    }
  }

  /** An editor whose user answers as the test says. */
  final class Asked implements Client {
    final List<List<PermissionOption>> asked = new CopyOnWriteArrayList<>();

    /** What had been shown when each question came. */
    final List<List<String>> shownBefore = new CopyOnWriteArrayList<>();

    volatile Mono<String> answer = Mono.just("allow_once");

    @Override
    public Mono<String> requestPermission(
        SessionId id, Event.ToolCallStarted call, List<PermissionOption> options) {
      return Mono.defer(
          () -> {
            asked.add(options);
            shownBefore.add(seen.calls());
            return answer;
          });
    }

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
    public Mono<String> readTextFile(
        SessionId id, String path, @Nullable Integer line, @Nullable Integer limit) {
      return Mono.error(new AssertionError("not offered"));
    }

    @Override
    public Mono<Void> writeTextFile(SessionId id, String path, String content) {
      return Mono.error(new AssertionError("not offered"));
    }

    @Override
    public Mono<Terminal> createTerminal(SessionId id, Command command) {
      return Mono.error(new AssertionError("not offered"));
    }
  }

  /** A tool of a few words. */
  static final class Hand implements Tool {
    final List<String> done = new CopyOnWriteArrayList<>();
    private final String name;
    private final Risk risk;
    private final Function<ToolContext, Mono<ToolResult>> work;
    private Function<Intent, Mono<Intent>> intending = Mono::just;

    Hand(String name, Risk risk, Function<ToolContext, Mono<ToolResult>> work) {
      this.name = name;
      this.risk = risk;
      this.work = work;
    }

    /** What its intending comes to, in place of the intent. */
    Hand intending(Function<Intent, Mono<Intent>> comesTo) {
      intending = comesTo;
      return this;
    }

    @Override
    public ToolSpec spec() {
      return ToolSpec.of(name, "Does it.", "{\"type\":\"object\"}", risk == Risk.NONE)
          .atWorst(risk);
    }

    @Override
    public Mono<Intent> intend(JsonNode input, ToolContext context) {
      return intending.apply(
          new Intent(
              "Use " + name,
              ToolKind.OTHER,
              risk,
              List.of(),
              List.of(),
              input.path("subject").asText()));
    }

    @Override
    public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
      done.add(input.toString());
      return work.apply(context);
    }
  }
}
