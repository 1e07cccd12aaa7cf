package acp.mcp;

import acp.tool.OneLine;
import io.modelcontextprotocol.spec.McpSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The calls to one server that are under way: what it says of their progress is shown as their
 * output, and when it asks the user something, it is for the call that began last, since a request
 * of a server's does not say which call it belongs to. Thread-safe.
 */
final class Calls {
  private final AtomicLong last = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Call> running = new ConcurrentSkipListMap<>();

  /** Takes a call in; it must be {@link Call#end}ed. */
  Call begin(Caller caller) {
    Call call = new Call(last.incrementAndGet(), caller);
    running.put(call.number, call);
    return call;
  }

  /** The call that began last of those that run; null if none does. */
  @Nullable Call latest() {
    Map.Entry<Long, Call> entry = running.lastEntry();
    return entry == null ? null : entry.getValue();
  }

  /** Shows progress. What is of no call that runs is dropped. */
  void progress(McpSchema.ProgressNotification told) {
    Call call =
        told.progressToken() instanceof Number token ? running.get(token.longValue()) : null;
    if (call != null) {
      // One that is not taken because another comes at the same moment is no loss.
      call.progress.tryEmitNext(line(told));
    }
  }

  private static String line(McpSchema.ProgressNotification told) {
    String count = told.progress() == null ? "" : number(told.progress());
    if (told.total() != null) {
      count += "/" + number(told.total());
    }
    String message = told.message() == null ? "" : OneLine.of(told.message());
    return count + (count.isEmpty() || message.isEmpty() ? "" : " ") + message + "\n";
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  /** One call, from before it is sent until its result is there or is not waited for any more. */
  final class Call {
    private final long number;
    private final Caller caller;
    private final Sinks.Many<String> progress = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private final Disposable showing;
    private volatile @Nullable Mono<Void> asked;

    private Call(long number, Caller caller) {
      this.number = number;
      this.caller = caller;
      // While the last one waits for room, only the newest is of interest.
      this.showing =
          progress
              .asFlux()
              .onBackpressureLatest()
              .concatMap(line -> caller.context().output(line), 1)
              .subscribe(_ -> {}, _ -> {});
    }

    /** What the server calls it in its progress. */
    long token() {
      return number;
    }

    Caller caller() {
      return caller;
    }

    /** Asks the user for this call; empty as well when the call ends before there is an answer. */
    <T> Mono<T> ask(Mono<T> question) {
      return Mono.defer(
          () -> {
            Sinks.Empty<Void> answered = Sinks.empty();
            asked = answered.asMono();
            return question
                .takeUntilOther(ended.asMono())
                .doFinally(
                    _ -> {
                      asked = null;
                      answered.tryEmitEmpty(); // once
                    });
          });
    }

    /**
     * Done when the call has taken that long. No clock runs on a human: while the user is asked it
     * stands, and begins anew behind that.
     */
    Mono<Void> deadline(Duration limit) {
      return Mono.delay(limit)
          .flatMap(
              _ -> {
                Mono<Void> question = asked;
                return question == null
                    ? Mono.empty()
                    : question.then(Mono.defer(() -> deadline(limit)));
              });
    }

    void end() {
      running.remove(number, this);
      showing.dispose();
      ended.tryEmitEmpty(); // a second time it is told so and that is all
    }
  }
}
