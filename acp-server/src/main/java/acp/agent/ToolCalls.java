package acp.agent;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Ids;
import acp.event.MessageId;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.model.ModelEvent;
import acp.model.ModelRequest.ToolDefinition;
import acp.permission.Action;
import acp.permission.Mode;
import acp.permission.Permissions;
import acp.permission.Site;
import acp.protocol.AcpException;
import acp.session.Turn;
import acp.tool.FileSystem;
import acp.tool.Intent;
import acp.tool.Questions;
import acp.tool.Sightings;
import acp.tool.Terminals;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.Workbench;
import acp.tool.Workspace;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tool calls of one turn. Each goes the same way: what it intends is told as pending; it is
 * allowed, by policy or by the user; that it begins is on disk before it begins; what came of it is
 * told, whatever that was.
 */
final class ToolCalls {
  private static final Logger log = LoggerFactory.getLogger(ToolCalls.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String PLANNING =
      """

      You are planning: nothing may be changed now, and you have no tools that could. Look at what matters, then lay out
      with update_plan and in a few sentences what you would do. The user switches the mode when it shall be done.
      """;

  /** How many calls that only look run at once. */
  private static final int AT_ONCE = 8;

  /** What a model writes in one go is far less; what is more was not meant. */
  private static final int MAX_ARGUMENTS = 1024 * 1024;

  private final Turn turn;
  private final Permissions permissions;
  private final Approval approval;
  private final Ids ids;
  private final Workbench bench;

  /** The files whose text from before this turn is in the journal. */
  private final Set<Path> kept = ConcurrentHashMap.newKeySet();

  private final LoopGuard guard = new LoopGuard();
  private final int most;
  private int called;
  private boolean spent;

  /**
   * The calls of a turn.
   *
   * @param most how many there may be
   */
  ToolCalls(Turn turn, Workbench bench, Permissions permissions, Ids ids, int most) {
    this.turn = turn;
    this.bench = bench;
    this.permissions = permissions;
    Workspace place = bench.workspace();
    this.approval = new Approval(turn, permissions, new Site(place.cwd(), place.roots()));
    this.ids = ids;
    this.most = most;
  }

  /** True once a call was refused because there were too many before it. */
  boolean isSpent() {
    return spent;
  }

  /** True once the model goes on repeating itself although it was told. */
  boolean isGoingInCircles() {
    return guard.stops();
  }

  /** The tools as the model sees them, as far as the mode allows any use of them at all. */
  List<ToolDefinition> definitions() {
    Mode mode = permissions.mode(turn.state());
    return bench.tools().specs().stream()
        .filter(spec -> mode.offers(spec.worst()))
        .map(spec -> new ToolDefinition(spec.name(), spec.description(), spec.parameters()))
        .toList();
  }

  /** What the model must know of the mode; empty for nothing. */
  String standing() {
    return permissions.mode(turn.state()) == Mode.PLAN ? PLANNING : "";
  }

  /**
   * Does the calls of one answer. Those that only look, and stand side by side, run at once; all
   * others one after the other, in the order of the answer. Never fails for a fault of the model's
   * or a tool's.
   */
  Mono<Void> callAll(MessageId message, List<ModelEvent.Call> asked) {
    guard.answer();
    return Flux.fromIterable(asked)
        .bufferUntilChanged(this::onlyLooks)
        .concatMap(run -> onlyLooks(run.getFirst()) ? atOnce(message, run) : inTurn(message, run))
        .then();
  }

  private boolean onlyLooks(ModelEvent.Call call) {
    return bench.tools().specs().stream()
        .anyMatch(spec -> spec.readOnly() && spec.name().equals(call.name()));
  }

  /** All are announced before the first runs, so that they stand in the order of the answer. */
  private Mono<Void> atOnce(MessageId message, List<ModelEvent.Call> asked) {
    return Flux.fromIterable(asked)
        .concatMap(call -> announce(message, call))
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .flatMap(rest -> rest, AT_ONCE)
        .then();
  }

  private Mono<Void> inTurn(MessageId message, List<ModelEvent.Call> asked) {
    return Flux.fromIterable(asked)
        .concatMap(call -> announce(message, call).flatMap(rest -> rest))
        .then();
  }

  /** Tells of a call; what is given is the rest of it, to its end. */
  private Mono<Mono<Void>> announce(MessageId message, ModelEvent.Call asked) {
    boolean isHuge = asked.arguments().length() > MAX_ARGUMENTS;
    var call = new Call(ids.call(), message, asked, isHuge ? null : parse(asked.arguments()));
    if (called++ >= most) {
      spent = true;
      return call.refuse("Not run: this turn may call no more than " + most + " tools.");
    }
    Tool tool = bench.tools().find(asked.name());
    if (tool == null) {
      return call.refuse("There is no tool named " + asked.name() + ".");
    }
    if (isHuge) {
      return call.refuse(
          "The arguments are longer than %d KiB. Do it in smaller pieces."
              .formatted(MAX_ARGUMENTS / 1024));
    }
    JsonNode input = call.input;
    if (input == null) {
      return call.refuse("The arguments are not valid JSON. Pass one JSON object.");
    }
    return Mono.defer(() -> tool.intend(input, call))
        .switchIfEmpty(NOTHING.cast(Intent.class))
        .map(Intended::new)
        .onErrorResume(failure -> Mono.just(new Intended(call.fault(failure))))
        .flatMap(
            intended ->
                intended.intent == null
                    ? call.refuse(intended.fault)
                    : call.begin(tool, intended.intent));
  }

  private static @Nullable JsonNode parse(String arguments) {
    try {
      JsonNode input = JSON.readTree(arguments.isBlank() ? "{}" : arguments);
      return input.isObject() ? input : null;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  /** What a tool intends, or why it cannot. */
  private record Intended(@Nullable Intent intent, String fault) {
    Intended(Intent intent) {
      this(intent, "");
    }

    Intended(String fault) {
      this(null, fault);
    }
  }

  /** One call under way, and what its tool may use. */
  private final class Call implements ToolContext {
    private final CallId id;
    private final MessageId message;
    private final String name;
    private final @Nullable JsonNode providerData;
    private final @Nullable JsonNode input;
    private final String arguments;
    private final long number = guard.begin();

    Call(CallId id, MessageId message, ModelEvent.Call asked, @Nullable JsonNode input) {
      this.id = id;
      this.message = message;
      this.name = asked.name();
      this.providerData = asked.providerData();
      this.input = input;
      String written = asked.arguments();
      this.arguments = written.length() > MAX_ARGUMENTS ? "" + written.hashCode() : written;
    }

    /** Tells of a call that cannot even be tried. */
    Mono<Mono<Void>> refuse(String why) {
      var started =
          new Event.ToolCallStarted(
              id,
              message,
              name,
              title(name),
              ToolKind.OTHER,
              List.of(),
              input,
              List.of(),
              providerData);
      return turn.tell(started).thenReturn(end(ToolResult.failure(why)));
    }

    /** A name that the model made up, on one short line. */
    private static String title(String name) {
      String line = name.replaceAll("\\s+", " ").strip();
      return line.isEmpty() ? "Unknown tool" : line.substring(0, Math.min(line.length(), 80));
    }

    Mono<Mono<Void>> begin(Tool tool, Intent intent) {
      var started =
          new Event.ToolCallStarted(
              id,
              message,
              name,
              intent.title(),
              intent.kind(),
              intent.locations(),
              input,
              intent.shown(),
              providerData);
      Action action = Approval.action(name, intent);
      Mono<Void> rest =
          approval
              .verdict(action, started)
              .flatMap(
                  verdict ->
                      verdict.isEmpty()
                          ? run(tool, intent)
                          : end(new ToolResult(true, verdict, kept(intent, verdict))));
      return turn.tell(started).thenReturn(rest);
    }

    private Mono<Void> run(Tool tool, Intent intent) {
      JsonNode given = Objects.requireNonNull(input);
      return turn.tell(new Event.ToolCallChanged(id, CallStatus.IN_PROGRESS, null))
          .then(Mono.defer(() -> tool.run(given, intent, this)))
          .switchIfEmpty(NOTHING.cast(ToolResult.class))
          .onErrorResume(failure -> Mono.just(ToolResult.failure(fault(failure))))
          .flatMap(this::end);
    }

    /** What the model is told of a failure: its own fault in words, one of ours as an incident. */
    private String fault(Throwable failure) {
      if (failure instanceof AcpException known) {
        return known.getMessage();
      }
      String incident = ids.next();
      log.error("Tool {} failed, incident {}", name, incident, failure);
      return "The tool broke (incident " + incident + ").";
    }

    private Mono<Void> end(ToolResult result) {
      return Mono.defer(
          () -> {
            var done = new LoopGuard.Done(name, arguments, result.failed(), result.told());
            String warning = guard.end(number, done);
            return turn.tell(
                new Event.ToolCallEnded(
                    id,
                    result.failed() ? CallStatus.FAILED : CallStatus.COMPLETED,
                    result.shown(),
                    result.told() + warning,
                    result.pictures()));
          });
    }

    @Override
    public Workspace workspace() {
      return bench.workspace();
    }

    @Override
    public FileSystem files() {
      return bench.files();
    }

    @Override
    public Sightings sightings() {
      return bench.sightings();
    }

    @Override
    public Terminals terminals() {
      return bench.terminals();
    }

    @Override
    public Questions questions() {
      return bench.questions().apply(id);
    }

    @Override
    public Mono<Void> output(String text) {
      return turn.post(new Event.ToolOutput(id, text));
    }

    @Override
    public Mono<Void> show(List<Shown> shown) {
      return turn.tell(new Event.ToolCallChanged(id, null, shown));
    }

    @Override
    public Mono<Void> changing(Path path, boolean existed, @Nullable String before, String after) {
      return Mono.defer(
          () -> {
            @Nullable String first = kept.add(path) ? before : null;
            return turn.tell(new Event.FileChanged(id, path.toString(), existed, first, after));
          });
    }

    @Override
    public Mono<Void> plan(List<PlanEntry> entries) {
      return turn.tell(new Event.PlanChanged(entries));
    }
  }

  /** A tool that says nothing at all has broken its promise: its call must end all the same. */
  private static final Mono<Object> NOTHING =
      Mono.error(() -> new IllegalStateException("the tool came to nothing"));

  /** The user keeps seeing what was refused. */
  private static List<Shown> kept(Intent intent, String verdict) {
    List<Shown> shown = new ArrayList<>(intent.shown());
    shown.add(Shown.Block.text(verdict));
    return shown;
  }
}
