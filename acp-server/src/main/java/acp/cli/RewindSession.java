package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a conversation back, and brings it back. */
@Command(
    name = "rewind",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Takes a conversation back to before a prompt; nothing is deleted.")
final class RewindSession extends HistoryCommand {
  @Option(names = "--last", paramLabel = "<n>", description = "The last n turns go.")
  private @Nullable Integer last;

  @Option(
      names = "--to",
      paramLabel = "<message>",
      description = "This prompt goes, and all that follows it; sessions messages lists them.")
  private @Nullable String to;

  @Option(names = "--undo", description = "Brings back what the last rewind took.")
  private boolean undo;

  @Option(names = "--files", description = "Also what tools changed in files.")
  private boolean files;

  @Option(names = "--force", description = "Also in files that have changed since.")
  private boolean force;

  @Override
  void check() {
    int wanted = (last == null ? 0 : 1) + (to == null ? 0 : 1) + (undo ? 1 : 0);
    if (wanted != 1 || (undo && files)) {
      throw wrong("Say how far: --last <n>, --to <message>, or --undo, which knows its files");
    }
  }

  @Override
  String method() {
    return undo ? "unrewind" : "rewind";
  }

  @Override
  void fill(ObjectNode params) {
    if (last != null) {
      params.put("turns", last);
    }
    if (to != null) {
      params.put("messageId", to);
    }
    params.put("files", files || (force && !undo)).put("force", force);
  }

  @Override
  void tell(JsonNode result) {
    super.tell(result);
    if (!undo) {
      remark("Undo: sessions rewind " + result.path("sessionId").asText() + " --undo");
    }
  }
}
