package acp.server;

import acp.permission.Mode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the user has set, from weak to strong: {@code config.toml}, the environment, flags.
 *
 * @param folders where files are kept
 * @param dataDir where the sessions are kept
 * @param model the full name of the model to use; null for the first provider that has a key
 * @param models full names of other models to choose from
 * @param mode the mode of new sessions; null for the usual one
 * @param openAiBaseUrl where Chat Completions are served; null for OpenAI's
 * @param ephemeral true to keep sessions in memory only
 * @param maxTurnRequests how often one turn may ask the model
 * @param unstable true to offer what the protocol has not settled yet
 * @param allowCrash true if the built-in model may halt the process when told to: for tests only
 */
public record Settings(
    Folders folders,
    Path dataDir,
    @Nullable String model,
    List<String> models,
    @Nullable String mode,
    @Nullable String openAiBaseUrl,
    boolean ephemeral,
    int maxTurnRequests,
    boolean unstable,
    boolean allowCrash) {

  /** How often one turn may ask the model where nothing is set. */
  static final int MAX_TURN_REQUESTS = 200;

  /**
   * Reads the settings.
   *
   * @param flags what the command line said: the names of {@link Flags}, without dashes
   * @param env the environment
   * @param home the user's home folder
   * @throws SettingsException if something set cannot be used
   */
  public static Settings read(Map<String, String> flags, Map<String, String> env, String home) {
    Folders folders = Folders.of(env, home);
    Map<String, String> file = ConfigFile.read(folders.configFile());
    var values = new Values(flags, env, file);
    String dataDir = values.get("data-dir", "ACP_SERVER_DATA_DIR", "data_dir");
    return new Settings(
        folders,
        dataDir == null ? folders.data() : Path.of(dataDir).toAbsolutePath(),
        values.get("model", "ACP_SERVER_MODEL", "model"),
        list(values.get("models", "ACP_SERVER_MODELS", "models")),
        values.get("mode", "ACP_SERVER_MODE", "mode"),
        values.get("openai-base-url", "OPENAI_BASE_URL", "openai.base_url"),
        flags.containsKey("ephemeral"),
        positive(
            values.get("max-turn-requests", "ACP_SERVER_MAX_TURN_REQUESTS", "max_turn_requests")),
        isOn(values.get("unstable", "ACP_SERVER_UNSTABLE", "unstable")),
        "1".equals(env.get("ACP_SERVER_ALLOW_CRASH")));
  }

  /**
   * Makes sure that every value can be used.
   *
   * @throws SettingsException if a value is none that is known
   */
  void check() {
    if (mode != null && Mode.of(mode) == null) {
      String known = Arrays.stream(Mode.values()).map(Mode::id).collect(Collectors.joining(", "));
      throw new SettingsException("there is no mode \"" + mode + "\"; known are: " + known);
    }
  }

  private static boolean isOn(@Nullable String value) {
    return "true".equals(value) || "1".equals(value);
  }

  private static List<String> list(@Nullable String names) {
    return names == null
        ? List.of()
        : Arrays.stream(names.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  private static int positive(@Nullable String number) {
    if (number == null) {
      return MAX_TURN_REQUESTS;
    }
    try {
      int value = Integer.parseInt(number.strip());
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw unusable(number);
    }
    throw unusable(number);
  }

  private static SettingsException unusable(String number) {
    return new SettingsException(
        "max_turn_requests is \"" + number + "\", but must be a whole number above 0");
  }

  /** The three places a setting may come from. */
  private record Values(
      Map<String, String> flags, Map<String, String> env, Map<String, String> file) {

    @Nullable String get(String flag, String variable, String key) {
      String value = flags.get(flag);
      if (value == null || value.isBlank()) {
        value = env.get(variable);
      }
      if (value == null || value.isBlank()) {
        value = file.get(key);
      }
      return value == null || value.isBlank() ? null : value;
    }
  }
}
