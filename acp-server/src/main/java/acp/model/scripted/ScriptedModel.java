package acp.model.scripted;

import static java.util.Objects.requireNonNull;

import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
import acp.model.ThoughtLevel;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Plays a small part for each command and keeps nothing between two requests: how far it has come
 * it reads from the tool results that follow the user's last message. A part that waits does so on
 * the scheduler; everything else is said on the thread that asks for it.
 */
public final class ScriptedModel implements Model {
  /** Large enough that no part fills it; it has no context of its own. */
  static final long WINDOW = 1_000_000;

  private static final int KILLED = 137;

  private final boolean terse;
  private final boolean allowCrash;
  private final Scheduler clock;
  private final Runnable crash;

  /**
   * @param terse true if it never thinks
   * @param allowCrash true if {@code crash} shall halt the process; else it is like any unknown
   *     word
   */
  public ScriptedModel(boolean terse, boolean allowCrash) {
    this(terse, allowCrash, Schedulers.parallel(), () -> Runtime.getRuntime().halt(KILLED));
  }

  ScriptedModel(boolean terse, boolean allowCrash, Scheduler clock, Runnable crash) {
    this.terse = terse;
    this.allowCrash = allowCrash;
    this.clock = requireNonNull(clock, "clock");
    this.crash = requireNonNull(crash, "crash");
  }

  @Override
  public String name() {
    return terse ? "scripted/terse" : "scripted/default";
  }

  @Override
  public boolean seesImages() {
    return false;
  }

  @Override
  public boolean isServed() {
    return false;
  }

  @Override
  public long window() {
    return WINDOW;
  }

  @Override
  public Flux<ModelEvent> stream(ModelRequest request) {
    ThoughtLevel thinking = request.thinking();
    ThoughtLevel level = thinking == null ? ThoughtLevel.MEDIUM : thinking;
    return Flux.defer(() -> play(Scene.of(request), terse ? ThoughtLevel.OFF : level));
  }

  private Flux<ModelEvent> play(Scene scene, ThoughtLevel level) {
    return switch (scene.word().toLowerCase(Locale.ROOT)) {
      case "hello" ->
          Speech.say(scene, "Hello! I am the built-in stand-in of acp-server. How are you?");
      case "think" -> Speech.think(scene, level);
      case "plan" -> ToolParts.plan(scene);
      case "read" -> ToolParts.read(scene);
      case "edit" -> EditPart.play(scene);
      case "run" -> ToolParts.run(scene);
      case "search" -> ToolParts.search(scene);
      case "choose" -> AskParts.choose(scene);
      case "open" -> AskParts.open(scene);
      case "call" -> ToolParts.call(scene);
      case "slow" -> StreamPart.slow(scene, clock);
      case "stream" -> StreamPart.stream(scene, clock);
      case "fail" -> FailPart.play(scene);
      case "summarise" -> Speech.summarise(scene);
      case "crash" -> allowCrash ? StreamPart.crash(scene, clock, crash) : Speech.introduce(scene);
      default -> Speech.introduce(scene);
    };
  }
}
