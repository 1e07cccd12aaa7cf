package acp.server;

import acp.doctor.Finding;
import acp.mcp.Configuration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says all that is wrong with what is set, where a start says only what it meets first: takes what
 * is wrong away and looks again, until nothing is left. No sentence of it holds a value that may be
 * a secret.
 */
final class SettingsCheck {
  /** Keys of {@code config.toml}; a star stands for a name of the user's. */
  static final Set<String> KEYS =
      Set.of(
          "data_dir",
          "model",
          "mode",
          "max_turn_requests",
          "unstable",
          "read_only",
          "no_backups",
          "trash_days",
          "fetch_private",
          "fallback_models",
          "openai.base_url",
          "limits.max_turn_requests",
          "limits.max_tool_calls",
          "limits.max_turn_seconds",
          "limits.max_turn_tokens",
          "limits.max_turn_cost",
          "limits.max_retries",
          "limits.max_instruction_bytes",
          "limits.compact_at",
          "models",
          "models.choices",
          "models.connect_timeout",
          "models.first_byte_timeout",
          "models.idle_timeout",
          "models.proxy",
          "models.no_proxy",
          "models.providers.*.dialect",
          "models.providers.*.base_url",
          "models.providers.*.key_env",
          "models.providers.*.models",
          "models.providers.*.headers.*",
          "models.facts.*.title",
          "models.facts.*.context",
          "models.facts.*.output",
          "models.facts.*.images",
          "models.facts.*.tools",
          "models.facts.*.thinking",
          "models.facts.*.price_input",
          "models.facts.*.price_output",
          "models.facts.*.price_cache_read",
          "models.facts.*.price_cache_write",
          "permissions.rules.*.effect",
          "permissions.rules.*.tool",
          "permissions.rules.*.match",
          "permissions.rules.*.path");

  /** Variables that begin with {@code ACP_SERVER_}. */
  static final Set<String> VARIABLES =
      Set.of(
          "ACP_SERVER_ALLOW_CRASH",
          "ACP_SERVER_COMPACT_AT",
          "ACP_SERVER_DATA_DIR",
          "ACP_SERVER_FALLBACK_MODELS",
          "ACP_SERVER_FETCH_PRIVATE",
          "ACP_SERVER_JAVA_OPTIONS",
          "ACP_SERVER_MAX_INSTRUCTION_BYTES",
          "ACP_SERVER_MAX_RETRIES",
          "ACP_SERVER_MAX_TOOL_CALLS",
          "ACP_SERVER_MAX_TURN_COST",
          "ACP_SERVER_MAX_TURN_REQUESTS",
          "ACP_SERVER_MAX_TURN_SECONDS",
          "ACP_SERVER_MAX_TURN_TOKENS",
          "ACP_SERVER_MODE",
          "ACP_SERVER_MODEL",
          "ACP_SERVER_MODELS",
          "ACP_SERVER_NO_BACKUPS",
          "ACP_SERVER_READ_ONLY",
          "ACP_SERVER_TRASH_DAYS",
          "ACP_SERVER_UNSTABLE");

  private static final Set<String> SWITCHES =
      Set.of(
          "unstable",
          "read_only",
          "no_backups",
          "fetch_private",
          "ACP_SERVER_UNSTABLE",
          "ACP_SERVER_READ_ONLY",
          "ACP_SERVER_NO_BACKUPS",
          "ACP_SERVER_FETCH_PRIVATE");

  private static final int MAX_FAULTS = 50;

  private final Folders folders;
  private final Map<String, String> env;
  private final List<Finding> found = new ArrayList<>();

  private SettingsCheck(Folders folders, Map<String, String> env) {
    this.folders = folders;
    this.env = env;
  }

  /**
   * Looks at the file and the environment.
   *
   * @param file what could be read of it
   */
  static List<Finding> examine(Folders folders, Map<String, String> env, ConfigFile file) {
    SettingsCheck check = new SettingsCheck(folders, env);
    check.file(file);
    check.environment();
    if (check.found.isEmpty()) {
      check.found.add(
          Finding.ok(
              "settings",
              file.root() == null
                  ? "Nothing is set in " + file.path() + "."
                  : "All that is set in " + file.path() + " can be used."));
    }
    return check.found;
  }

  private void file(ConfigFile file) {
    if (!(file.root() instanceof ObjectNode root)) {
      return;
    }
    unknown(file, "", root);
    ObjectNode left = root.deepCopy();
    left.remove("mcp"); // it has an account of its own
    for (int i = 0; i < MAX_FAULTS; i++) {
      String fault = fault(Map.of(), new ConfigFile(file.path(), left));
      if (fault == null) {
        break;
      }
      problem("settings.values", fault);
      ObjectNode without = without(file, left, fault);
      if (without == null) {
        break;
      }
      left = without;
    }
    Configuration servers = McpSettings.read(new Values(Map.of(), env, file));
    servers.faults().forEach(each -> problem("settings.mcp", each.sentence()));
  }

  private void problem(String check, String sentence) {
    found.add(
        Finding.problem(
            check,
            sentence.endsWith(".") ? sentence : sentence + ".",
            "Put it right in " + folders.configFile() + " or in the environment."));
  }

  /** What a start would say; null for nothing. */
  private @Nullable String fault(Map<String, String> variables, ConfigFile file) {
    try {
      Settings settings = Settings.of(folders, new Values(Map.of(), variables, file));
      settings.check();
      ModelConfig.read(settings);
      return null;
    } catch (SettingsException e) {
      return e.getMessage();
    } catch (IllegalArgumentException e) {
      return "a value cannot be used: " + e.getMessage();
    }
  }

  /** What is left without that by which the fault came; null if that cannot be told. */
  private @Nullable ObjectNode without(ConfigFile file, ObjectNode root, String fault) {
    List<List<String>> paths = new ArrayList<>();
    paths(root, List.of(), paths);
    for (List<String> path : paths) {
      ObjectNode copy = root.deepCopy();
      remove(copy, path);
      String next = fault(Map.of(), new ConfigFile(file.path(), copy));
      boolean follows =
          next != null && (next.contains("is missing") || next.contains("belong together"));
      if (!fault.equals(next) && !follows) {
        return copy;
      }
    }
    return null;
  }

  /** Of all values, and then of all tables, the inner ones first. */
  private static void paths(JsonNode node, List<String> path, List<List<String>> paths) {
    List<List<String>> tables = new ArrayList<>();
    collect(node, path, paths, tables);
    paths.addAll(tables);
  }

  private static void collect(
      JsonNode node, List<String> path, List<List<String>> values, List<List<String>> tables) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(each -> collect(each.getValue(), behind(path, each.getKey()), values, tables));
    } else if (node instanceof ArrayNode array && array.path(0).isObject()) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), behind(path, Integer.toString(i)), values, tables);
      }
    } else {
      values.add(path);
      return;
    }
    if (!path.isEmpty()) {
      tables.add(path);
    }
  }

  private static List<String> behind(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static void remove(ObjectNode root, List<String> path) {
    JsonNode node = root;
    for (String name : path.subList(0, path.size() - 1)) {
      node = node instanceof ArrayNode array ? array.get(Integer.parseInt(name)) : node.get(name);
    }
    if (node instanceof ArrayNode array) {
      // A rule that nobody minds, so that those behind it keep their numbers.
      array.set(
          Integer.parseInt(path.getLast()),
          JsonNodeFactory.instance.objectNode().put("effect", "ask").put("tool", "none"));
    } else if (node instanceof ObjectNode object) {
      object.remove(path.getLast());
    }
  }

  private void unknown(ConfigFile file, String prefix, JsonNode node) {
    if (node instanceof ArrayNode array) {
      array.forEach(each -> unknown(file, prefix, each));
      return;
    }
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      String key = prefix.isEmpty() ? each.getKey() : prefix + "." + each.getKey();
      if (key.equals("mcp")) {
        continue;
      }
      String pattern = pattern(key);
      boolean table = each.getValue().isObject() || each.getValue().path(0).isObject();
      boolean known =
          table
              ? KEYS.stream().anyMatch(one -> one.startsWith(pattern + "."))
              : KEYS.contains(pattern);
      if (!known) {
        found.add(
            Finding.warning(
                "settings.keys",
                file.path() + ": " + key + " is not known, and does nothing.",
                "See whether it is spelled right."));
      } else if (table) {
        unknown(file, each.getValue().isArray() ? pattern + ".*" : key, each.getValue());
      } else if (SWITCHES.contains(pattern)) {
        oneOfTwo(file.path() + ": " + key, each.getValue().asText());
      }
    }
  }

  /** The key with a star for each name that is the user's. */
  private static String pattern(String key) {
    String[] names = key.split("\\.", -1);
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      String before = pattern.toString();
      boolean free =
          before.equals("models.providers")
              || before.equals("models.facts")
              || before.equals("permissions.rules")
              || before.equals("models.providers.*.headers");
      pattern.append(i == 0 ? "" : ".").append(free ? "*" : names[i]);
    }
    return pattern.toString();
  }

  private void oneOfTwo(String where, String value) {
    if (!List.of("true", "false", "1", "0", "").contains(value)) {
      found.add(
          Finding.warning(
              "settings.values", where + " is neither true nor false, and counts as false.", ""));
    }
  }

  private void environment() {
    Map<String, String> left = new TreeMap<>();
    env.forEach(
        (name, value) -> {
          if (concernsUs(name)) {
            left.put(name, value);
          }
          if (name.startsWith("ACP_SERVER_") && !VARIABLES.contains(name)) {
            found.add(
                Finding.warning(
                    "settings.keys",
                    "The environment has " + name + ", which is not known and does nothing.",
                    "See whether it is spelled right."));
          }
          if (SWITCHES.contains(name)) {
            oneOfTwo(name, value);
          }
        });
    ConfigFile none = new ConfigFile(folders.configFile(), null);
    for (String fault = fault(left, none); fault != null; fault = fault(left, none)) {
      String before = fault;
      String culprit =
          left.keySet().stream()
              .filter(name -> !before.equals(fault(without(left, name), none)))
              .findFirst()
              .orElse(null);
      problem(
          "settings.values",
          (culprit == null ? "" : "In the environment, " + culprit + ": ") + fault);
      if (culprit == null) {
        break;
      }
      left.remove(culprit);
    }
  }

  private static Map<String, String> without(Map<String, String> variables, String name) {
    Map<String, String> left = new TreeMap<>(variables);
    left.remove(name);
    return left;
  }

  private static boolean concernsUs(String name) {
    return name.startsWith("ACP_SERVER_")
        || name.endsWith("_BASE_URL")
        || name.toLowerCase(Locale.ROOT).endsWith("_proxy");
  }
}
