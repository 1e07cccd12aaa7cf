package acp.mcp;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads a list that a server gives page by page; a server that never comes to an end is cut. */
final class Pages {
  private static final int MOST_PAGES = 50;
  private static final int MOST_ITEMS = 1000;

  private Pages() {}

  /**
   * All items, in order.
   *
   * @param page the page behind a cursor; the first for null
   * @param next the cursor of the page behind this one; null or empty for none
   */
  static <P, T> Mono<List<T>> all(
      Function<@Nullable String, Mono<P>> page,
      Function<P, List<T>> items,
      Function<P, @Nullable String> next) {
    return page.apply(null)
        .expand(
            read -> {
              String cursor = next.apply(read);
              return cursor == null || cursor.isEmpty() ? Mono.empty() : page.apply(cursor);
            })
        .take(MOST_PAGES)
        .concatMapIterable(items)
        .take(MOST_ITEMS)
        .collectList();
  }
}
