package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts what is of no use any more into the trash. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts sessions into the trash that are old, empty, or both.")
final class CleanUpSessions extends SessionCommand {
  @Option(
      names = "--older-than",
      paramLabel = "<time>",
      description = "Used last before that: 30d, \"2 weeks ago\", 2026-11-01.")
  private @Nullable String olderThan;

  @Option(
      names = "--empty",
      description = {
        "Never prompted. By itself only what was not used for a day:",
        "what is younger may be open in an editor."
      })
  private boolean empty;

  @Option(names = "--dry-run", description = "Say what would go, and do nothing.")
  private boolean dryRun;

  @Override
  void check() {
    if (olderThan == null && !empty) {
      throw wrong("Say which: --older-than <time>, --empty, or both");
    }
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    ObjectNode query = Talk.object();
    query.put("updatedBefore", moment("--older-than", olderThan == null ? "1d" : olderThan));
    if (empty) {
      query.put("empty", true);
    }
    List<JsonNode> found = new ArrayList<>();
    Paging.everything(server, query, found::add);
    int exit = 0;
    int gone = 0;
    for (JsonNode session : found) {
      try {
        gone += clear(server, session) ? 1 : 0;
      } catch (Refusal refusal) {
        complain(EachSession.called(session) + ": " + refusal.sentence());
        exit = 1;
      }
    }
    remark((dryRun ? "Would be put" : "Put") + " into the trash: " + gone);
    return exit;
  }

  private boolean clear(Caller server, JsonNode session) throws InterruptedException, Refusal {
    String id = session.path("sessionId").asText();
    if (!dryRun) {
      server.call("_acp-server/session/trash", Talk.object().put("sessionId", id));
    }
    if (isJson()) {
      print(session);
    } else {
      say((dryRun ? "would go: " : "in the trash: ") + id + "  " + EachSession.called(session));
    }
    return true;
  }
}
