package acp.server;

import acp.cli.Commands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the server itself, read by hand: editors start it all the time, and a library
 * for command lines costs as much as all the rest of the start. Whatever is not understood here is
 * for the commands of {@code acp.cli}.
 */
final class Flags {
  /** Those that take a value. */
  static final List<String> VALUED =
      List.of("data-dir", "model", "mode", "openai-base-url", "max-turn-requests");

  /** Those that are there or not. */
  static final List<String> SWITCHES = List.of("ephemeral", "read-only", "unstable");

  private Flags() {}

  /** All of them, for the help. */
  static List<Commands.Flag> described() {
    return List.of(
        new Commands.Flag(
            "--model",
            "<provider/model>",
            "The model: anthropic/<model>, openai/…, openai-responses/…, gemini/…, ollama/…, one of"
                + " [models.providers] in config.toml, or scripted/default, the built-in stand-in."
                + " (ACP_SERVER_MODEL)"),
        new Commands.Flag(
            "--openai-base-url",
            "<url>",
            "A server that speaks Chat Completions, such as http://localhost:11434/v1."
                + " (OPENAI_BASE_URL)"),
        new Commands.Flag(
            "--mode",
            "<mode>",
            "The mode of new sessions: ask, accept_edits, plan or auto. (ACP_SERVER_MODE)"),
        new Commands.Flag(
            "--data-dir", "<folder>", "Where sessions are kept. (ACP_SERVER_DATA_DIR)"),
        new Commands.Flag(
            "--max-turn-requests",
            "<n>",
            "How often one turn may ask the model. (ACP_SERVER_MAX_TURN_REQUESTS)"),
        new Commands.Flag("--ephemeral", "", "Keep sessions in memory only."),
        new Commands.Flag(
            "--read-only",
            "",
            "Write nothing to the sessions: they can be listed and loaded, and not prompted."
                + " (ACP_SERVER_READ_ONLY)"),
        new Commands.Flag(
            "--unstable",
            "",
            "Offer what the protocol has not settled yet: session/fork, usage in a prompt's answer."
                + " (ACP_SERVER_UNSTABLE)"));
  }

  /** What the arguments say, by name without dashes; null if they are not just the server's own. */
  static @Nullable Map<String, String> read(String[] args) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (arg.equals("acp")) {
        continue;
      }
      if (arg.startsWith("--") && SWITCHES.contains(arg.substring(2))) {
        flags.put(arg.substring(2), "true");
        continue;
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      if (!name.startsWith("--") || !VALUED.contains(name.substring(2))) {
        return null;
      }
      if (equals < 0 && i + 1 == args.length) {
        return null;
      }
      flags.put(name.substring(2), equals < 0 ? args[++i] : arg.substring(equals + 1));
    }
    return flags;
  }
}
