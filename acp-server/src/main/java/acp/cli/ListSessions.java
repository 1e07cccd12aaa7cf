package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists sessions, the latest first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists sessions, the latest first.")
final class ListSessions extends SessionCommand {
  @Mixin private Paging paging = new Paging();

  @Option(
      names = "--cwd",
      paramLabel = "<folder>",
      description = "Those that were begun in this folder.")
  private @Nullable Path cwd;

  @Override
  void check() {
    if (!paging.problem().isEmpty()) {
      throw wrong(paging.problem());
    }
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    List<JsonNode> found = new ArrayList<>();
    boolean more =
        paging.walk(
            server,
            "_acp-server/session/query",
            query(),
            "sessions",
            isJson() ? this::print : found::add);
    if (!isJson()) {
      show(found);
      if (more) {
        remark(paging.more());
      }
    }
    return 0;
  }

  private ObjectNode query() {
    ObjectNode query = Talk.object();
    if (cwd != null) {
      query.put("cwd", cwd.toAbsolutePath().normalize().toString());
    }
    return query;
  }

  private void show(List<JsonNode> sessions) {
    if (sessions.isEmpty()) {
      remark("There are no such sessions");
      return;
    }
    Table table =
        new Table(
            Table.Column.of("ID").in("33"),
            Table.Column.of("UPDATED"),
            Table.Column.yielding("TITLE"),
            Table.Column.yielding("FOLDER").in("2"));
    for (JsonNode session : sessions) {
      table.row(
          session.path("sessionId").asText(),
          ago(session.path("updatedAt")),
          session.path("title").asText(""),
          session.path("cwd").asText());
    }
    table.print(out(), screen());
  }
}
