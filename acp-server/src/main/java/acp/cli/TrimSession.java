package acp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Cuts what the model sees of a session, and undoes that. */
@Command(
    name = "trim",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Leaves the model the last turns, or none; nothing is deleted.")
final class TrimSession extends HistoryCommand {
  @Option(
      names = "--last",
      paramLabel = "<n>",
      description = "The model sees the last n turns; 0 for nothing of what was.")
  private @Nullable Integer last;

  @Option(names = "--undo", description = "Undoes the last cut, also a summary.")
  private boolean undo;

  @Override
  void check() {
    if ((last == null) != undo || (last != null && last < 0)) {
      throw wrong("Say how many: --last <n>, or --undo");
    }
  }

  @Override
  String method() {
    return undo ? "restoreContext" : last != null && last == 0 ? "clear" : "trim";
  }

  @Override
  void fill(ObjectNode params) {
    if (last != null && last > 0) {
      params.put("turns", last);
    }
  }
}
