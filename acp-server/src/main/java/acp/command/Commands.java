package acp.command;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.session.Agent;
import acp.session.CommandLine;
import acp.session.ConfigOption;
import acp.session.Place;
import acp.session.SessionState;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An agent that answers commands itself and leaves all else to the one behind it.
 *
 * <p>That a command answers is told before anything it does, so neither the prompt nor the answer
 * reaches the model. A command that fails says so in its answer, and the turn ends well: the
 * conversation goes on. Holds nothing of a session.
 */
public final class Commands implements Agent {
  /** The most useful first. Asked for behind every new session: it stays as cheap as this. */
  static final List<SlashCommand> ALL =
      List.of(
          new SlashCommand("help", "Lists the commands, or explains one", "command"),
          new SlashCommand("status", "Shows the session, its model, mode and folder", null),
          new SlashCommand(
              "compact",
              "Summarises the conversation to make room in the model's context",
              "what to keep in mind, or undo"),
          new SlashCommand(
              "clear", "Begins the model's context afresh; nothing is deleted", "undo"),
          new SlashCommand(
              "trim", "Leaves the model the last turns; nothing is deleted", "turns, or undo"),
          new SlashCommand(
              Rewind.NAME,
              "Takes the conversation back to before a prompt; nothing is deleted",
              "turns and files, or undo"),
          new SlashCommand("fork", "Branches a new session off, here or further back", "turns"),
          new SlashCommand("new", "Does the same as /clear", "undo"),
          new SlashCommand("mode", "Shows or sets how much is done without asking", "mode"),
          new SlashCommand(
              "permissions",
              "Shows what is allowed, asked and denied, and takes it back",
              "revoke id, clear, or log"),
          new SlashCommand("model", "Shows or sets the model that answers", "model"),
          new SlashCommand("plan", "Shows the plan as a checklist, or empties it", "clear"),
          new SlashCommand("diff", "Shows what the last turn changed in files", "all"),
          new SlashCommand("undo", "Takes back what the last turn changed in files", "force"),
          new SlashCommand("redo", "Brings back what the last /undo took", "force"),
          new SlashCommand("context", "Shows what fills the model's context, and from where", null),
          new SlashCommand("usage", "Shows the tokens that were used", null),
          new SlashCommand(
              "sessions", "Lists the latest sessions of this folder, or of all", "text, or all"),
          new SlashCommand("resume", "Finds a session and says how to open it", "text"),
          new SlashCommand("rename", "Shows or sets the title of the session", "title"));

  private final Agent agent;
  private final Means means;
  private final Prompts prompts;

  /** Without prompts of others. */
  public Commands(Agent agent, Means means) {
    this(agent, means, Prompts.NONE);
  }

  /**
   * @param agent does what is no command
   * @param means what the commands work with
   * @param prompts offered behind the commands
   */
  public Commands(Agent agent, Means means, Prompts prompts) {
    this.agent = requireNonNull(agent, "agent");
    this.means = requireNonNull(means, "means");
    this.prompts = requireNonNull(prompts, "prompts");
  }

  @Override
  public History history() {
    return agent.history();
  }

  @Override
  public List<SlashCommand> commands() {
    List<SlashCommand> all = new ArrayList<>(ALL);
    all.addAll(agent.commands());
    return all;
  }

  @Override
  public List<SlashCommand> commands(SessionId session) {
    List<SlashCommand> all = new ArrayList<>(commands());
    all.addAll(prompts.of(session));
    return all;
  }

  @Override
  public void onCommands(Consumer<SessionId> changed) {
    prompts.onChange(changed);
  }

  @Override
  public void requireLogin() {
    agent.requireLogin();
  }

  @Override
  public void logIn() {
    agent.logIn();
  }

  @Override
  public void logOut() {
    agent.logOut();
  }

  @Override
  public void prepare() {
    agent.prepare();
  }

  @Override
  public void settle(SessionId session, Place place) {
    agent.settle(session, place);
    prompts.settle(session, place);
  }

  @Override
  public List<Event.NoticeRaised> lacks(SessionState state, String cwd) {
    return agent.lacks(state, cwd);
  }

  @Override
  public void leave(SessionId session) {
    agent.leave(session);
    prompts.leave(session);
  }

  @Override
  public Mono<Outcome> run(Turn turn, History history) {
    CommandLine line = CommandLine.of(turn.prompt());
    if (line == null || isAgents(line.name())) {
      return agent.run(turn, history);
    }
    var call = new Command.Call(turn, history, line.rest());
    return isOurs(line.name()) ? answer(line, call, command(line.name())) : expand(line, call);
  }

  private static boolean isOurs(String name) {
    return ALL.stream().anyMatch(command -> command.name().equals(name));
  }

  /** True for what the agent behind this one answers by asking the model. */
  private boolean isAgents(String name) {
    return agent.commands().stream().anyMatch(command -> command.name().equals(name));
  }

  /** The model is given what the prompt stands for; where that cannot be had, the user is told. */
  private Mono<Outcome> expand(CommandLine line, Command.Call call) {
    Turn turn = call.turn();
    return prompts
        .expand(turn, line.name(), line.rest())
        .map(Expanded::new)
        .defaultIfEmpty(new Expanded(_ -> Mono.just(help(turn).unknown(line.name()))))
        .onErrorResume(failure -> Mono.just(new Expanded(_ -> Mono.error(failure))))
        .flatMap(
            expanded ->
                expanded.otherwise == null
                    ? turn.tell(new Event.PromptExpanded(turn.id(), expanded.content))
                        .then(Mono.defer(() -> agent.run(turn, call.history())))
                    : answer(line, call, expanded.otherwise));
  }

  /** What a prompt stands for, or what answers in its place. */
  private record Expanded(List<Content> content, @Nullable Command otherwise) {
    Expanded(List<Content> content) {
      this(content, null);
    }

    Expanded(Command otherwise) {
      this(List.of(), otherwise);
    }
  }

  private Mono<Outcome> answer(CommandLine line, Command.Call call, Command command) {
    return call.turn()
        .tell(new Event.CommandRun(call.turn().id(), line.name()))
        .then(Mono.defer(() -> command.run(call)))
        .onErrorResume(failure -> Mono.just(Failure.sentence(line.name(), failure, means.ids())))
        .flatMap(text -> say(call.turn(), text))
        .thenReturn(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  private Command command(String name) {
    return switch (name) {
      case "help" -> call -> help(call.turn()).run(call);
      case "status" -> new Status(means);
      case "compact" -> new Compact(means.compactor());
      case "clear", "new" -> new Clear(name);
      case "trim" -> new Trim();
      case Rewind.NAME -> new Rewind(means);
      case "fork" -> new Fork(means);
      case "mode" -> new Choose(ConfigOption.MODE, means);
      case "model" -> new Choose(ConfigOption.MODEL, means);
      case "permissions" -> new ShowPermissions(means);
      case "plan" -> new ShowPlan();
      case "diff" -> new ShowDiff(means);
      case "undo" -> new Undo(means);
      case "redo" -> new Redo(means);
      case "context" -> new ShowContext(means.inspector());
      case "usage" -> new Usage();
      case "sessions" -> new FindSessions(means.sessions());
      case "resume" -> new Resume(means.sessions());
      case "rename" -> new Rename();
      default -> throw new IllegalArgumentException("not announced: " + name);
    };
  }

  private Help help(Turn turn) {
    return new Help(commands(), prompts.of(turn.session()));
  }

  /** The end of the turn comes next, and goes to disk with it. */
  private Mono<Void> say(Turn turn, String text) {
    MessageId message = means.ids().message();
    return turn.post(new Event.MessageChunk(message, Event.Role.AGENT, text))
        .then(Mono.defer(() -> turn.post(new Event.MessageEnded(message, null))));
  }
}
