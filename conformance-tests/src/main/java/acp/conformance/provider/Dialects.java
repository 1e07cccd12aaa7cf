package acp.conformance.provider;

import acp.conformance.UsageException;
import java.util.List;

/** The dialects that can be played. */
final class Dialects {
  private static final List<Dialect> ALL =
      List.of(
          new ChatDialect(), new ResponsesDialect(), new AnthropicDialect(), new GeminiDialect());

  private Dialects() {}

  static List<String> names() {
    return ALL.stream().map(Dialect::name).toList();
  }

  /**
   * The dialect of that name.
   *
   * @throws UsageException if there is none
   */
  static Dialect of(String name) {
    return ALL.stream()
        .filter(dialect -> dialect.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("there is no dialect " + name + ": known are " + names()));
  }
}
