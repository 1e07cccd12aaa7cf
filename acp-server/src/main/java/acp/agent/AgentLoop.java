package acp.agent;

import acp.event.Content;
import acp.event.Event;
import acp.event.Ids;
import acp.event.Instructions;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.instruction.Library;
import acp.model.Model;
import acp.model.ModelMessage;
import acp.model.resilience.Breakers;
import acp.permission.Permissions;
import acp.session.Agent;
import acp.session.ConfigOption;
import acp.session.Place;
import acp.session.SessionState;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.tool.Blocking;
import acp.tool.Workbench;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The agent of this product: asks the model, does what it asks for, tells it what came of it, until
 * it is done. Holds nothing of a session: what it needs of the past is the {@link Transcript} it is
 * given.
 */
public final class AgentLoop implements Agent {
  private final ModelSource models;
  private final Workshop workshop;
  private final Permissions permissions;
  private final Ids ids;
  private final LoopSettings settings;
  private final Library library;
  private final Breakers breakers = new Breakers(Clock.systemUTC());

  /**
   * An agent; nothing is opened yet.
   *
   * @param models opened when a turn needs one
   * @param settings how it conducts its turns
   * @param library the user's instructions and skills
   */
  public AgentLoop(
      ModelSource models,
      Workshop workshop,
      Permissions permissions,
      Ids ids,
      LoopSettings settings,
      Library library) {
    this.models = models;
    this.workshop = workshop;
    this.permissions = permissions;
    this.ids = ids;
    this.settings = settings;
    this.library = library;
  }

  @Override
  public History history() {
    return new Transcript();
  }

  @Override
  public List<SlashCommand> commands() {
    return List.of(Continue.COMMAND);
  }

  @Override
  public void requireLogin() {
    models.requireLogin();
  }

  @Override
  public void logIn() {
    models.logIn();
  }

  @Override
  public void logOut() {
    models.logOut();
  }

  @Override
  public void prepare() {
    models.prepare();
  }

  @Override
  public Mono<Outcome> run(Turn turn, History history) {
    Transcript transcript = (Transcript) history;
    return Mono.zip(Mono.defer(() -> workshop.bench(turn)), brief(turn), lacking(turn))
        .delayUntil(got -> got.getT3().map(turn::tell).orElseGet(Mono::empty))
        .delayUntil(got -> note(turn, got.getT2()))
        .delayUntil(got -> attach(turn, transcript, got.getT1()))
        .flatMap(got -> steps(turn, transcript, got.getT1(), got.getT2()).run());
  }

  private Steps steps(Turn turn, Transcript transcript, Workbench bench, Briefing briefing) {
    Limits limits = settings.limits();
    var room = new Room(turn, transcript, ids, settings.compactAt());
    var asking = new Asking(turn, model(turn), models, settings, breakers, room, ids);
    var calls = new ToolCalls(turn, bench, permissions, ids, limits.calls());
    return new Steps(turn, transcript, briefing, asking, room, calls, limits);
  }

  private Mono<Briefing> brief(Turn turn) {
    return Blocking.call(() -> Briefing.of(library, turn.cwd()));
  }

  /** What is to be said of the folder before tools fail in it. */
  private static Mono<Optional<Event.NoticeRaised>> lacking(Turn turn) {
    return Blocking.call(() -> Optional.ofNullable(Lacks.folder(turn.cwd())));
  }

  /** Records which instructions the model has from now on, if they are others than before. */
  private static Mono<Void> note(Turn turn, Briefing briefing) {
    List<Instructions> files = briefing.guidance().files();
    return files.equals(turn.state().instructions())
        ? Mono.empty()
        : turn.tell(new Event.InstructionsLoaded(files));
  }

  /** Records what the model is given with the prompt, if that is more than the prompt says. */
  private static Mono<Void> attach(Turn turn, Transcript transcript, Workbench bench) {
    List<Content> prompt = transcript.prompt();
    return prompt == null
        ? Mono.empty()
        : new Attachments(bench)
            .of(prompt)
            .filter(given -> !given.equals(prompt))
            .flatMap(given -> turn.tell(new Event.PromptExpanded(turn.id(), given)));
  }

  /**
   * What fills the model's context as it would be asked now, the largest parts of the same kind
   * together.
   *
   * @param history what {@link #history} gave, with all that is on disk
   */
  public Mono<ContextFill> fill(Turn turn, History history) {
    return Mono.zip(Mono.defer(() -> workshop.bench(turn)), brief(turn))
        .map(got -> ContextFill.of(turn, (Transcript) history, got.getT1(), got.getT2()));
  }

  @Override
  public void settle(SessionId session, Place place) {
    workshop.settle(session, place);
  }

  @Override
  public List<Event.NoticeRaised> lacks(SessionState state, String cwd) {
    return Lacks.of(models, state, cwd);
  }

  @Override
  public void leave(SessionId session) {
    workshop.leave(session);
  }

  /**
   * Has the model sum up the conversation, which from then on is all that it sees of it. Tells of
   * it as it goes. A model that fails is told of too, and then nothing has changed.
   *
   * @param history what {@link #history} gave, with all that is on disk
   * @param focus what to keep above all, in the user's words; empty for nothing in particular
   * @return how it ended; empty if there is too little to sum up
   */
  public Mono<Event.CompactionEnded> compact(Turn turn, History history, String focus) {
    return Mono.defer(
        () -> {
          List<ModelMessage> conversation = ((Transcript) history).past();
          return Compaction.isWorthIt(conversation)
              ? new Compaction(turn, model(turn), ids).run(conversation, focus)
              : Mono.empty();
        });
  }

  /** The model that the session has chosen. */
  private Model model(Turn turn) {
    return models.open(turn.state().config().get(ConfigOption.MODEL));
  }
}
