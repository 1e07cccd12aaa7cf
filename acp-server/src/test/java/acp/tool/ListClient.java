package acp.tool;

import acp.event.Event;
import acp.event.PermissionOption;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Client;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An editor that keeps lists: of what it was asked, and of the buffers that it has. */
public class ListClient implements Client {
  /** What was asked, in order, such as {@code read /a.md}. */
  public final List<String> calls = new CopyOnWriteArrayList<>();

  /** Its buffers, by path; a file that is not here is not found. */
  public final Map<String, String> buffers = new ConcurrentHashMap<>();

  public boolean reads;
  public boolean writes;
  public boolean terminals;

  /** What every read fails with; null for none. */
  public @Nullable Throwable readFailure;

  /** What every write fails with; null for none. */
  public @Nullable Throwable writeFailure;

  /** Answers the creation of a terminal. */
  public final Sinks.One<Terminal> creation = Sinks.one();

  /** Answers the wait for its end. */
  public final Sinks.One<Exit> exit = Sinks.one();

  /** Says that the wait for its end has begun. */
  public final Sinks.Empty<Void> waiting = Sinks.empty();

  /** What it has printed. */
  public volatile Mono<Output> output = Mono.just(new Output("", false, null));

  /** The last command that a terminal was asked for. */
  public volatile @Nullable Command command;

  @Override
  public boolean offersReadTextFile() {
    return reads;
  }

  @Override
  public boolean offersWriteTextFile() {
    return writes;
  }

  @Override
  public boolean offersTerminal() {
    return terminals;
  }

  @Override
  public Mono<String> requestPermission(
      SessionId session, Event.ToolCallStarted call, List<PermissionOption> options) {
    return Mono.error(new AssertionError("tools do not ask for permission"));
  }

  @Override
  public Mono<String> readTextFile(
      SessionId session, String path, @Nullable Integer line, @Nullable Integer limit) {
    return answer(
        "read " + path,
        () -> {
          if (readFailure != null) {
            return Mono.error(readFailure);
          }
          String text = buffers.get(path);
          return text == null ? Mono.error(failure(ErrorCode.RESOURCE_NOT_FOUND)) : Mono.just(text);
        });
  }

  @Override
  public Mono<Void> writeTextFile(SessionId session, String path, String content) {
    return answer(
        "write " + path,
        () -> {
          if (writeFailure != null) {
            return Mono.error(writeFailure);
          }
          buffers.put(path, content);
          return Mono.empty();
        });
  }

  @Override
  public Mono<Terminal> createTerminal(SessionId session, Command command) {
    this.command = command;
    return answer("create " + command.command(), creation::asMono);
  }

  /** A failure with the standard sentence of its code. */
  public static AcpException failure(ErrorCode code) {
    return new AcpException(code, code.message());
  }

  /** The one terminal that it makes. */
  public Terminal terminal() {
    return new Terminal() {
      @Override
      public String id() {
        return "term-1";
      }

      @Override
      public Mono<Exit> waitForExit() {
        return answer("wait", exit::asMono).doOnSubscribe(s -> waiting.tryEmitEmpty());
      }

      @Override
      public Mono<Output> output() {
        return answer("output", () -> output);
      }

      @Override
      public Mono<Void> kill() {
        return answer("kill", Mono::empty);
      }

      @Override
      public Mono<Void> release() {
        return answer("release", Mono::empty);
      }
    };
  }

  private <T> Mono<T> answer(String call, Supplier<Mono<T>> answer) {
    return Mono.defer(
        () -> {
          calls.add(call);
          return answer.get();
        });
  }
}
