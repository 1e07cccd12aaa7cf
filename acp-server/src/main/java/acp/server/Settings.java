package acp.server;

import acp.agent.Limits;
import acp.agent.LoopSettings;
import acp.instruction.Guides;
import acp.model.resilience.Backoff;
import acp.permission.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the user has set, from weak to strong: {@code config.toml}, the environment, flags.
 *
 * @param folders where files are kept
 * @param dataDir where the sessions are kept
 * @param model the full name of the model to use; null for the first provider that has a key
 * @param mode the mode of new sessions; null for the usual one
 * @param ephemeral true to keep sessions in memory only
 * @param maxTurnRequests how often one turn may ask the model
 * @param unstable true to offer what the protocol has not settled yet
 * @param allowCrash true if the built-in model may halt the process when told to: for tests only
 * @param values where the rest of it is looked up by whoever it is for, when it is needed
 */
record Settings(
    Folders folders,
    Path dataDir,
    @Nullable String model,
    @Nullable String mode,
    boolean ephemeral,
    int maxTurnRequests,
    boolean unstable,
    boolean allowCrash,
    Values values) {

  /** How often one turn may ask the model where nothing is set. */
  static final int MAX_TURN_REQUESTS = Limits.USUAL.requests();

  private static final int TRASH_DAYS = 30;

  /**
   * Reads the settings.
   *
   * @param flags what the command line said: the names of {@link Flags}, without dashes
   * @param env the environment
   * @param home the user's home folder
   * @throws SettingsException if something set cannot be used
   */
  static Settings read(Map<String, String> flags, Map<String, String> env, String home) {
    Folders folders = Folders.of(env, home);
    return of(folders, new Values(flags, env, ConfigFile.read(folders.configFile())));
  }

  /** The same of what was read already. */
  static Settings of(Folders folders, Values values) {
    String dataDir = values.text("data-dir", "ACP_SERVER_DATA_DIR", "data_dir");
    return new Settings(
        folders,
        dataDir == null ? folders.data() : Path.of(dataDir).toAbsolutePath(),
        values.text("model", "ACP_SERVER_MODEL", "model"),
        values.text("mode", "ACP_SERVER_MODE", "mode"),
        values.flags().containsKey("ephemeral"),
        values.positive(
            "max-turn-requests",
            "ACP_SERVER_MAX_TURN_REQUESTS",
            "max_turn_requests",
            values.positive("", "", "limits.max_turn_requests", MAX_TURN_REQUESTS)),
        values.isOn("unstable", "ACP_SERVER_UNSTABLE", "unstable"),
        "1".equals(values.env().get("ACP_SERVER_ALLOW_CRASH")),
        values);
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
    RuleSettings.read(values);
    if (values.file().root() != null
        || values.env().keySet().stream().anyMatch(Settings::isProxy)) {
      ModelConfig.read(this); // else nothing of it can be wrong, and it need not be loaded yet
    }
    loop();
    instructionBytes();
    trashTime();
  }

  /**
   * How many bytes of instructions a model is given.
   *
   * @throws SettingsException if something set cannot be used
   */
  int instructionBytes() {
    return values.positive(
        "", "ACP_SERVER_MAX_INSTRUCTION_BYTES", "limits.max_instruction_bytes", Guides.BUDGET);
  }

  /**
   * How long what was deleted can be brought back.
   *
   * @throws SettingsException if something set cannot be used
   */
  Duration trashTime() {
    return Duration.ofDays(values.positive("", "ACP_SERVER_TRASH_DAYS", "trash_days", TRASH_DAYS));
  }

  /** Whether nothing shall be written to the store. */
  boolean readOnly() {
    return values.isOn("read-only", "ACP_SERVER_READ_ONLY", "read_only");
  }

  private static boolean isProxy(String variable) {
    return variable.toLowerCase(Locale.ROOT).endsWith("_proxy");
  }

  /**
   * How the agent conducts its turns.
   *
   * @throws SettingsException if something set cannot be used
   */
  LoopSettings loop() {
    int calls =
        values.positive(
            "", "ACP_SERVER_MAX_TOOL_CALLS", "limits.max_tool_calls", Limits.USUAL.calls());
    int seconds = values.positive("", "ACP_SERVER_MAX_TURN_SECONDS", "limits.max_turn_seconds", 0);
    int tokens = values.positive("", "ACP_SERVER_MAX_TURN_TOKENS", "limits.max_turn_tokens", 0);
    long cost = values.billionths("", "ACP_SERVER_MAX_TURN_COST", "limits.max_turn_cost");
    String retries = values.text("", "ACP_SERVER_MAX_RETRIES", "limits.max_retries");
    return new LoopSettings(
        new Limits(
            maxTurnRequests,
            calls,
            seconds == 0 ? null : Duration.ofSeconds(seconds),
            tokens,
            cost),
        "0".equals(retries)
            ? Backoff.usual(0)
            : Backoff.usual(
                values.positive(
                    "", "ACP_SERVER_MAX_RETRIES", "limits.max_retries", Backoff.USUAL.retries())),
        values.texts("", "ACP_SERVER_FALLBACK_MODELS", "fallback_models"),
        values.positive("", "ACP_SERVER_COMPACT_AT", "limits.compact_at", LoopSettings.COMPACT_AT));
  }
}
