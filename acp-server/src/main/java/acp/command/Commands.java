package acp.command;

import static java.util.Objects.requireNonNull;

import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.session.Agent;
import acp.session.CommandLine;
import acp.session.ConfigOption;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.util.List;
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
          new SlashCommand("usage", "Shows the tokens that were used", null),
          new SlashCommand(
              "sessions",
              "Lists the latest sessions of this folder, or of all",
              "text in the title, or all"),
          new SlashCommand(
              "resume", "Finds a session and says how to open it", "text in the title"),
          new SlashCommand("rename", "Shows or sets the title of the session", "title"));

  private final Agent agent;
  private final Means means;

  /**
   * @param agent does what is no command
   * @param means what the commands work with
   */
  public Commands(Agent agent, Means means) {
    this.agent = requireNonNull(agent, "agent");
    this.means = requireNonNull(means, "means");
  }

  @Override
  public History history() {
    return agent.history();
  }

  @Override
  public List<SlashCommand> commands() {
    return ALL;
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
  }

  @Override
  public void leave(SessionId session) {
    agent.leave(session);
  }

  @Override
  public Mono<Outcome> run(Turn turn, History history) {
    CommandLine line = CommandLine.of(turn.prompt());
    return line == null
        ? agent.run(turn, history)
        : answer(line, new Command.Call(turn, history, line.rest()));
  }

  private Mono<Outcome> answer(CommandLine line, Command.Call call) {
    return call.turn()
        .tell(new Event.CommandRun(call.turn().id(), line.name()))
        .then(Mono.defer(() -> command(line.name()).run(call)))
        .onErrorResume(failure -> Mono.just(Failure.sentence(line.name(), failure, means.ids())))
        .flatMap(text -> say(call.turn(), text))
        .thenReturn(Outcome.stopped(Outcome.Reason.END_TURN));
  }

  private Command command(String name) {
    return switch (name) {
      case "help" -> new Help();
      case "status" -> new Status(means);
      case "compact" -> new Compact(means.compactor());
      case "clear", "new" -> new Clear(name);
      case "mode" -> new Choose(ConfigOption.MODE, means);
      case "model" -> new Choose(ConfigOption.MODEL, means);
      case "permissions" -> new ShowPermissions(means);
      case "plan" -> new ShowPlan();
      case "diff" -> new ShowDiff(means);
      case "undo" -> new Undo(means);
      case "redo" -> new Redo(means);
      case "usage" -> new Usage();
      case "sessions" -> new FindSessions(means.sessions());
      case "resume" -> new Resume(means.sessions());
      case "rename" -> new Rename();
      default -> _ -> Mono.just(Help.unknown(name));
    };
  }

  /** The end of the turn comes next, and goes to disk with it. */
  private Mono<Void> say(Turn turn, String text) {
    MessageId message = means.ids().message();
    return turn.post(new Event.MessageChunk(message, Event.Role.AGENT, text))
        .then(Mono.defer(() -> turn.post(new Event.MessageEnded(message, null))));
  }
}
