package acp.session;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that the client or the user wants a session to have tools from. What it is started or
 * called with often holds secrets: it lives in memory only, and its text shows names, never values.
 */
public sealed interface ToolServer {

  /** What the user calls it; unlike all others of its session. */
  String name();

  /**
   * A program to start, which is spoken to through its standard input and output.
   *
   * @param command an absolute path, or a name to be found on the {@code PATH}
   * @param env what its environment holds besides the usual
   */
  record Stdio(String name, String command, List<String> args, Map<String, String> env)
      implements ToolServer {
    public Stdio {
      requireNonNull(name, "name");
      requireNonNull(command, "command");
      args = List.copyOf(args);
      env = ordered(env);
    }

    @Override
    public String toString() {
      return "Stdio[name=" + name + ", env=" + env.keySet() + "]";
    }
  }

  /**
   * A server reached by HTTP.
   *
   * @param url absolute, {@code http} or {@code https}
   * @param headers sent with every request
   */
  record Http(String name, String url, Map<String, String> headers) implements ToolServer {
    public Http {
      requireNonNull(name, "name");
      requireNonNull(url, "url");
      headers = ordered(headers);
    }

    @Override
    public String toString() {
      return "Http[name=" + name + ", headers=" + headers.keySet() + "]";
    }
  }

  /**
   * A server reached by HTTP in the older way: it answers on a stream of events that stays open.
   *
   * @param url of that stream, absolute, {@code http} or {@code https}
   * @param headers sent with every request
   */
  record Sse(String name, String url, Map<String, String> headers) implements ToolServer {
    public Sse {
      requireNonNull(name, "name");
      requireNonNull(url, "url");
      headers = ordered(headers);
    }

    @Override
    public String toString() {
      return "Sse[name=" + name + ", headers=" + headers.keySet() + "]";
    }
  }

  private static Map<String, String> ordered(Map<String, String> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
