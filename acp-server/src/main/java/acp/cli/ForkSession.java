package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Branches a session off. */
@Command(
    name = "fork",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a new session that begins as another; that one stays as it is.")
final class ForkSession extends HistoryCommand {
  @Option(
      names = "--at",
      paramLabel = "<message>",
      description =
          "It ends before this prompt, or with what the agent said; sessions messages lists them.")
  private @Nullable String at;

  @Option(
      names = "--cwd",
      paramLabel = "<folder>",
      description = "Where it works; else where the other does.")
  private @Nullable Path cwd;

  @Override
  String method() {
    return "fork";
  }

  @Override
  void fill(ObjectNode params) {
    if (at != null) {
      params.put("messageId", at);
    }
    if (cwd != null) {
      params.put("cwd", cwd.toAbsolutePath().normalize().toString());
    }
  }

  @Override
  void tell(JsonNode result) {
    say(result.path("sessionId").asText());
  }
}
