package acp.command;

import acp.event.Digest;
import acp.event.Risk;
import acp.event.ToolKind;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import acp.model.ModelRequest;
import acp.session.Turn;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files that are nowhere but here, and the tool that writes them without asking anybody. */
final class Desk implements Means.Files, Tool {
  final Map<String, String> texts = new ConcurrentHashMap<>();

  /** What cannot be read or written. */
  final Set<String> broken = ConcurrentHashMap.newKeySet();

  /** What is never done with, as by a process that is killed at it. */
  final Set<String> stuck = ConcurrentHashMap.newKeySet();

  private final CountDownLatch met = new CountDownLatch(1);

  /** Before which of the deeds of commands to come the process dies; never if negative. */
  private final AtomicInteger life = new AtomicInteger(-1);

  private volatile CompletableFuture<Void> death = new CompletableFuture<>();

  /**
   * A process that dies after so many steps: reading a file, and both before and behind writing it.
   *
   * @return done when it is dead
   */
  Mono<Void> dieAfter(int steps) {
    death = new CompletableFuture<>();
    life.set(steps);
    return Mono.fromFuture(death);
  }

  /** Another process lives on. */
  void live() {
    life.set(-1);
  }

  private Mono<Void> step() {
    return Mono.defer(
        () -> {
          if (life.get() < 0 || life.getAndDecrement() > 0) {
            return Mono.empty();
          }
          death.complete(null);
          return Mono.never();
        });
  }

  /** Done when something stuck was written or deleted. */
  void awaitStuck() {
    try {
      if (!met.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing is stuck");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A model that writes the files that the prompt names, {@code a.md=one b.md=two}, and ends. */
  static Function<ModelRequest, Flux<ModelEvent>> writer() {
    return request ->
        request.messages().getLast() instanceof ModelMessage.User user
            ? Flux.fromArray(Counter.text(user).split(" "))
                .map(Desk::call)
                .concatWithValues(new ModelEvent.Ended(ModelEvent.Stop.DONE))
            : Counter.Counting.says("done");
  }

  private static ModelEvent call(String word) {
    int at = word.indexOf('=');
    return new ModelEvent.Call(
        "scribble",
        "{\"path\":\"" + word.substring(0, at) + "\",\"text\":\"" + word.substring(at + 1) + "\"}");
  }

  /** A file's text; null if there is none. */
  @Nullable String text(String name) {
    return texts.get(Counter.HERE + "/" + name);
  }

  /** Somebody else writes a file. */
  void write(String name, String text) {
    texts.put(Counter.HERE + "/" + name, text);
  }

  @Override
  public ToolSpec spec() {
    return ToolSpec.of("scribble", "Writes.", "{\"type\":\"object\"}", false);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Mono.just(new Intent("Scribble", ToolKind.EDIT, Risk.NONE, List.of(), List.of(), ""));
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    String path = Counter.HERE + "/" + input.get("path").asText();
    String text = input.get("text").asText();
    String before = texts.get(path);
    return context
        .changing(Path.of(path), before != null, before, Digest.of(text))
        .then(
            Mono.fromSupplier(
                () -> {
                  texts.put(path, text);
                  return ToolResult.text("Written.");
                }));
  }

  @Override
  public Mono<String> read(Turn turn, String path) {
    return step()
        .then(unlessBroken(path))
        .then(Mono.defer(() -> Mono.justOrEmpty(texts.get(path))));
  }

  @Override
  public Mono<Void> write(Turn turn, String path, String text) {
    return step()
        .then(unlessStuck(path))
        .then(Mono.fromRunnable(() -> texts.put(path, text)))
        .then(step());
  }

  @Override
  public Mono<Void> delete(Turn turn, String path) {
    return step()
        .then(unlessStuck(path))
        .then(Mono.fromRunnable(() -> texts.remove(path)))
        .then(step());
  }

  private Mono<Void> unlessBroken(String path) {
    return broken.contains(path) ? Mono.error(new IOException("is broken")) : Mono.empty();
  }

  private Mono<Void> unlessStuck(String path) {
    return Mono.defer(
        () -> {
          if (!stuck.contains(path)) {
            return unlessBroken(path);
          }
          met.countDown();
          return Mono.never();
        });
  }
}
