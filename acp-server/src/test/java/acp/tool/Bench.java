package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.PlanEntry;
import acp.event.Shown;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a call is given, for tests: keeps what it prints, shows and plans. */
public final class Bench implements ToolContext {
  public final List<String> printed = new CopyOnWriteArrayList<>();
  public final List<List<Shown>> shown = new CopyOnWriteArrayList<>();
  public final List<List<PlanEntry>> plans = new CopyOnWriteArrayList<>();
  public final List<Changing> changes = new CopyOnWriteArrayList<>();

  /** What taking a piece of output waits for. */
  public volatile Mono<Void> room = Mono.empty();

  /** What showing something waits for. */
  public volatile Mono<Void> showing = Mono.empty();

  /** Whom tools ask. */
  public volatile Questions questions = Questions.NOBODY;

  private final Sightings sightings = new Sightings();
  private final Workspace workspace;
  private final FileSystem files;
  private final Terminals terminals;

  public Bench(Workspace workspace, FileSystem files, Terminals terminals) {
    this.workspace = workspace;
    this.files = files;
    this.terminals = terminals;
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public FileSystem files() {
    return files;
  }

  @Override
  public Sightings sightings() {
    return sightings;
  }

  @Override
  public Terminals terminals() {
    return terminals;
  }

  @Override
  public Questions questions() {
    return questions;
  }

  @Override
  public Mono<Void> output(String text) {
    return Mono.defer(
        () -> {
          printed.add(text);
          return room;
        });
  }

  @Override
  public Mono<Void> show(List<Shown> shown) {
    return Mono.<Void>fromRunnable(() -> this.shown.add(shown)).then(showing);
  }

  @Override
  public Mono<Void> changing(Path path, boolean existed, @Nullable String before, String after) {
    return Mono.fromRunnable(() -> changes.add(new Changing(path, existed, before, after)));
  }

  @Override
  public Mono<Void> plan(List<PlanEntry> entries) {
    return Mono.fromRunnable(() -> plans.add(entries));
  }

  /** What was kept of a file before it was changed. */
  public record Changing(Path path, boolean existed, @Nullable String before, String after) {}

  /** JSON with single quotes for double ones. */
  public static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /** What {@code work} comes to, within ten seconds; never null. */
  public static <T> T now(Mono<T> work) {
    return requireNonNull(work.block(Duration.ofSeconds(10)), "it came to nothing");
  }

  /** Files for tests that touch none. */
  public static FileSystem noFiles() {
    return new FileSystem() {
      @Override
      public Mono<String> readText(Path path) {
        return Mono.error(new AssertionError("nothing is read here"));
      }

      @Override
      public Mono<byte[]> readBytes(Path path, int most) {
        return Mono.error(new AssertionError("nothing is read here"));
      }

      @Override
      public Mono<Void> writeText(Path path, String text) {
        return Mono.error(new AssertionError("nothing is written here"));
      }

      @Override
      public Mono<Void> delete(Path path) {
        return Mono.error(new AssertionError("nothing is deleted here"));
      }
    };
  }

  /** Terminals for tests that run nothing. */
  public static Terminals noTerminals() {
    return (command, context) -> Mono.error(new AssertionError("nothing is run here"));
  }
}
