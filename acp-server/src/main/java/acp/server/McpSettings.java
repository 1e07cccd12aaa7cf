package acp.server;

import acp.mcp.Configuration;
import acp.mcp.Configured;
import acp.session.ToolServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The MCP servers of the settings file, {@code [mcp.servers.<name>]}. An entry that cannot be used
 * becomes a sentence that names its key and never its value; the others are used all the same. A
 * dollar sign and a name in braces is what the environment has under that name, so that no secret
 * need stand in the file; a second dollar sign in front of it makes it plain text.
 */
final class McpSettings {
  private static final String KEY = "mcp.servers";
  private static final List<String> KEYS =
      List.of(
          "command", "args", "env", "cwd", "type", "url", "headers", "enabled", "timeout",
          "trusted");

  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$\\{|\\{([^}]*)})");

  /** What HTTP calls a token. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final Table table;
  private final Map<String, String> env;
  private final Map<String, String> taken = new HashMap<>();

  private McpSettings(Table table, Map<String, String> env) {
    this.table = table;
    this.env = env;
  }

  /** The servers that are not switched off; never fails. */
  static Configuration read(Values values) {
    List<Configured> servers = new ArrayList<>();
    List<Configuration.Fault> faults = new ArrayList<>();
    try {
      values
          .file()
          .named(KEY)
          .forEach(
              (name, table) -> {
                try {
                  Configured server = new McpSettings(table, values.env()).server(name);
                  if (server != null) {
                    servers.add(server);
                  }
                } catch (SettingsException unusable) {
                  faults.add(new Configuration.Fault(name, sentence(unusable)));
                }
              });
    } catch (SettingsException unusable) {
      faults.add(new Configuration.Fault("of the settings", sentence(unusable)));
    }
    return new Configuration(servers, faults);
  }

  private static String sentence(SettingsException unusable) {
    return unusable.getMessage() + ".";
  }

  /** Null if it is switched off: then nothing else of it matters. */
  private @Nullable Configured server(String name) {
    if (!table.flag("enabled", true)) {
      return null;
    }
    table.node().fieldNames().forEachRemaining(this::requireKnown);
    Long timeout = table.number("timeout");
    if (timeout != null && timeout < 1) {
      throw wrong("timeout", "must be a number of seconds above 0");
    }
    ToolServer server = server(name, text("command"), text("url"));
    String folder = folder();
    return new Configured(
        server,
        folder,
        timeout == null ? null : Duration.ofSeconds(timeout),
        table.flag("trusted", false),
        taken);
  }

  private void requireKnown(String key) {
    if (!KEYS.contains(key)) {
      throw wrong(key, "is not known; known are " + String.join(", ", KEYS));
    }
  }

  private ToolServer server(String name, @Nullable String command, @Nullable String url) {
    String type = table.text("type");
    if (command != null && url != null) {
      throw wrong("url", "cannot stand beside command: a server is either started or called");
    }
    if (command != null) {
      require(type == null || type.equals("stdio"), "type", "must be stdio where there is command");
      require(isPassable(command) && !command.isBlank(), "command", "must name a program");
      return new ToolServer.Stdio(name, command, args(), variables());
    }
    if (url == null) {
      throw wrong("command", "is missing, and url too: one of them must be there");
    }
    require(isWebAddress(url), "url", "must be an http or https address");
    return switch (type == null ? "http" : type) {
      case "http" -> new ToolServer.Http(name, url, headers());
      case "sse" -> new ToolServer.Sse(name, url, headers());
      default -> throw wrong("type", "must be http or sse where there is url");
    };
  }

  private List<String> args() {
    List<String> args = new ArrayList<>();
    for (String arg : table.texts("args")) {
      args.add(resolved("args", arg));
      require(isPassable(args.getLast()), "args", "must not contain NUL");
    }
    return args;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    table
        .textMap("env")
        .forEach(
            (name, value) -> {
              String key = "env." + name;
              String resolved = resolved(key, value);
              boolean usable = !name.isEmpty() && name.indexOf('=') < 0 && isPassable(name);
              require(usable && isPassable(resolved), key, "is no environment variable");
              variables.put(name, resolved);
            });
    return variables;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    table
        .textMap("headers")
        .forEach(
            (name, value) -> {
              String key = "headers." + name;
              String resolved = resolved(key, value);
              boolean usable =
                  HEADER_NAME.matcher(name).matches()
                      && resolved.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
              require(usable, key, "is no HTTP header");
              headers.put(name, resolved);
            });
    return headers;
  }

  private @Nullable String folder() {
    String folder = text("cwd");
    if (folder != null) {
      try {
        require(Path.of(folder).isAbsolute(), "cwd", "must be an absolute path");
      } catch (InvalidPathException impossible) {
        throw wrong("cwd", "is no path on this machine");
      }
    }
    return folder;
  }

  private @Nullable String text(String key) {
    String text = table.text(key);
    return text == null ? null : resolved(key, text);
  }

  /** The text with what it takes from the environment. */
  private String resolved(String key, String text) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (reference.find()) {
      String name = reference.group(2);
      String value = name == null ? "${" : env.get(name);
      if (value == null) {
        throw wrong(key, "refers to ${" + name + "}, which the environment does not have");
      }
      if (name != null) {
        taken.put(name, value);
      }
      reference.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return reference.appendTail(resolved).toString();
  }

  private static boolean isWebAddress(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme());
      return uri.getHost() != null
          && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /** The system takes no NUL in what it passes to a program. */
  private static boolean isPassable(String text) {
    return text.indexOf('\0') < 0;
  }

  private void require(boolean holds, String key, String otherwise) {
    if (!holds) {
      throw wrong(key, otherwise);
    }
  }

  private SettingsException wrong(String key, String what) {
    return new SettingsException(table.where() + "." + key + " " + what);
  }
}
