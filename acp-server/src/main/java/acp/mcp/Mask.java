package acp.mcp;

import acp.session.ToolServer;
import acp.tool.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps what a server was started or called with out of what is said of it: a server may repeat it
 * in what it prints and in its errors.
 */
final class Mask {
  /** Shorter values, such as {@code 1} or {@code yes}, are no secrets, and are found everywhere. */
  private static final int SHORTEST_VALUE = 4;

  /** Options are words of their own; what is secret among arguments is long. */
  private static final int SHORTEST_ARGUMENT = 8;

  private final List<String> hidden = new ArrayList<>();

  Mask(ToolServer server) {
    switch (server) {
      case ToolServer.Stdio stdio -> {
        hide(stdio.env().values(), SHORTEST_VALUE);
        hide(stdio.args(), SHORTEST_ARGUMENT);
      }
      case ToolServer.Http http -> {
        hide(http.headers().values(), SHORTEST_VALUE);
        for (String header : http.headers().values()) {
          hide(List.of(header.split(" ")), SHORTEST_ARGUMENT); // "Bearer", and then the token
        }
        hide(List.of(http.url()), SHORTEST_ARGUMENT);
      }
    }
    // Of two values the longer one first, of which the other may be a part.
    hidden.sort(Comparator.comparingInt(String::length).reversed());
  }

  private void hide(Collection<String> values, int shortest) {
    values.stream().filter(value -> value.length() >= shortest).forEach(hidden::add);
  }

  /** {@code text} on one short line, without the values. */
  String of(String text) {
    String masked = text;
    for (String value : hidden) {
      masked = masked.replace(value, "***");
    }
    return OneLine.of(masked);
  }
}
