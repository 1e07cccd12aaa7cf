package acp.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result and what is to be told directly behind it: nothing comes between the response and {@code
 * next} on the wire.
 *
 * @param result what is rendered as the result; the empty object if null
 * @param next told behind the response, in this order
 */
public record Answer<T>(@Nullable T result, List<Notification> next) {

  public Answer {
    next = List.copyOf(next);
  }
}
