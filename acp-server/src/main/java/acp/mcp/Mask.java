package acp.mcp;

import acp.session.ToolServer;
import acp.tool.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps what a server was started or called with out of what is said of it: a server may repeat it
 * in what it prints, in its errors and in its results.
 */
final class Mask {
  /** Shorter values, such as {@code 1} or {@code yes}, are no secrets, and are found everywhere. */
  private static final int SHORTEST_VALUE = 4;

  /** Options are words of their own; what is secret among arguments is long. */
  private static final int SHORTEST_ARGUMENT = 8;

  /** How what is secret is called; the rest of an environment may well be said in a result. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)token|key|secret|pass|pwd|auth|credential|cookie|(^|_)pat($|_)");

  private final List<String> hidden = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  Mask(Configured configured) {
    configured.taken().forEach(this::keep);
    hide(configured.taken().values(), SHORTEST_VALUE);
    switch (configured.server()) {
      case ToolServer.Stdio stdio -> {
        hide(stdio.env().values(), SHORTEST_VALUE);
        for (String argument : stdio.args()) {
          hide(List.of(argument, behind(argument, "=")), SHORTEST_ARGUMENT); // --key=value
        }
        stdio.env().forEach(this::keep);
      }
      case ToolServer.Http http -> hide(http.url(), http.headers());
      case ToolServer.Sse sse -> hide(sse.url(), sse.headers());
    }
    // Of two values the longer one first, of which the other may be a part.
    hidden.sort(Comparator.comparingInt(String::length).reversed());
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  private void hide(String url, Map<String, String> headers) {
    hide(headers.values(), SHORTEST_VALUE);
    headers.forEach(
        (name, value) -> {
          keep(name, value);
          for (String word : value.split(" ", -1)) { // "Bearer", and then the token
            hide(List.of(word), SHORTEST_ARGUMENT);
            keep(name, word);
          }
        });
    hide(List.of(url), SHORTEST_ARGUMENT);
    for (String parameter : behind(url, "?").split("&", -1)) {
      hide(List.of(behind(parameter, "=")), SHORTEST_ARGUMENT);
    }
  }

  /** What follows the first of these marks; empty if there is none. */
  private static String behind(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? "" : text.substring(at + mark.length());
  }

  private void hide(Collection<String> values, int shortest) {
    values.stream().filter(value -> value.length() >= shortest).forEach(hidden::add);
  }

  private void keep(String name, String value) {
    if (value.length() >= SHORTEST_ARGUMENT && SECRET.matcher(name).find()) {
      secrets.add(value);
    }
  }

  /** {@code text} on one short line, without the values. */
  String of(String text) {
    return OneLine.of(without(hidden, text));
  }

  /**
   * {@code text} without the values of what is named like a secret. For what a server means to be
   * read: the other values may be part of that, such as a folder.
   */
  String secrets(String text) {
    return without(secrets, text);
  }

  private static String without(List<String> values, String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, "***");
    }
    return masked;
  }
}
