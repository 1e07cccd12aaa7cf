package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * An event that waits for the append under way, or several that continue one another, and who wants
 * to know.
 */
final class Pending {
  private @Nullable Event event;
  private @Nullable StringBuilder more;
  final @Nullable Function<SessionState, List<Event>> later;
  final List<MonoSink<Void>> waiters = new ArrayList<>(1);
  private @Nullable RuntimeException refused;

  Pending(Event event) {
    this.event = event;
    this.later = null;
  }

  Pending(Function<SessionState, List<Event>> later) {
    this.later = later;
  }

  /** Takes {@code next} in if it only continues what waits here. */
  boolean join(Event next) {
    return switch (next) {
      case Event.MessageChunk chunk
          when event instanceof Event.MessageChunk mine
              && mine.message().equals(chunk.message())
              && mine.role() == chunk.role() ->
          append(mine.text(), chunk.text());
      case Event.ToolOutput output
          when event instanceof Event.ToolOutput mine && mine.call().equals(output.call()) ->
          append(mine.text(), output.text());
      default -> false;
    };
  }

  private boolean append(String mine, String next) {
    if (more == null) {
      more = new StringBuilder(mine);
    }
    more.append(next);
    return true;
  }

  /**
   * The events behind {@code state}. None if they cannot follow it: whoever waits is told why, and
   * the rest of the append goes on.
   */
  List<Event> events(SessionState state) {
    if (later != null) {
      try {
        return later.apply(state);
      } catch (RuntimeException impossible) {
        refused = impossible;
        return List.of();
      }
    }
    Event mine = requireNonNull(event);
    if (more == null) {
      return List.of(mine);
    }
    return List.of(
        switch (mine) {
          case Event.MessageChunk chunk ->
              new Event.MessageChunk(chunk.message(), chunk.role(), more.toString());
          case Event.ToolOutput output -> new Event.ToolOutput(output.call(), more.toString());
          default -> mine;
        });
  }

  /** Tells those who wait that it is done, or why it is not. */
  void settle() {
    RuntimeException why = refused;
    for (MonoSink<Void> waiter : waiters) {
      if (why == null) {
        waiter.success();
      } else {
        waiter.error(why);
      }
    }
  }
}
