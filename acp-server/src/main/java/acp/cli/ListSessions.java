package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists sessions, the latest first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists sessions, the latest first.")
final class ListSessions extends PagedCommand {
  @Option(names = "--cwd", paramLabel = "<folder>", description = "Begun in this folder.")
  private @Nullable Path cwd;

  @Option(names = "--text", paramLabel = "<text>", description = "With this in the title.")
  private @Nullable String text;

  @Option(names = "--tag", paramLabel = "<tag>", description = "With this tag; repeatable.")
  private List<String> tags = List.of();

  @Option(names = "--model", paramLabel = "<provider/model>", description = "With this model.")
  private @Nullable String model;

  @Option(names = "--provider", paramLabel = "<provider>", description = "With a model of this.")
  private @Nullable String provider;

  @Option(
      names = "--since",
      paramLabel = "<time>",
      description = "Used since then: 3d, yesterday, \"2 weeks ago\", 2026-11-01.")
  private @Nullable String since;

  @Option(names = "--before", paramLabel = "<time>", description = "Used last before then.")
  private @Nullable String before;

  @Option(names = "--created-since", paramLabel = "<time>", description = "Begun since then.")
  private @Nullable String createdSince;

  @Option(names = "--created-before", paramLabel = "<time>", description = "Begun before then.")
  private @Nullable String createdBefore;

  @Option(names = "--parent", paramLabel = "<session>", description = "Branched from this one.")
  private @Nullable String parent;

  @Option(names = "--empty", description = "Never prompted.")
  private boolean empty;

  @Option(names = "--archived", description = "Those that were put aside.")
  private boolean archived;

  @Option(names = "--trash", description = "Those in the trash.")
  private boolean trash;

  @Option(
      names = "--type",
      paramLabel = "<type>",
      description = "user, sub_agent, scheduled, hidden, ephemeral or any; else those for people.")
  private List<String> types = List.of();

  @Override
  void check() {
    super.check();
    if (archived && trash) {
      throw wrong("Say either --archived or --trash");
    }
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    return list(server, "_acp-server/session/query", query(server), "sessions");
  }

  private ObjectNode query(Caller server) throws InterruptedException, Refusal {
    ObjectNode query = Talk.object();
    query.put("state", trash ? "trashed" : archived ? "archived" : "active");
    put(query, "cwd", cwd == null ? null : cwd.toAbsolutePath().normalize().toString());
    put(query, "text", text);
    put(query, "model", model);
    put(query, "provider", provider);
    put(query, "updatedAfter", since == null ? null : moment("--since", since));
    put(query, "updatedBefore", before == null ? null : moment("--before", before));
    put(
        query,
        "createdAfter",
        createdSince == null ? null : moment("--created-since", createdSince));
    put(
        query,
        "createdBefore",
        createdBefore == null ? null : moment("--created-before", createdBefore));
    put(query, "parent", parent == null ? null : server.session(parent, false));
    if (empty) {
      query.put("empty", true);
    }
    if (!tags.isEmpty()) {
      tags.forEach(query.putArray("tags")::add);
    }
    if (!types.isEmpty()) {
      types.forEach(query.putArray("types")::add);
    }
    return query;
  }

  @Override
  void show(List<JsonNode> sessions) {
    if (sessions.isEmpty()) {
      remark("There are no such sessions");
      return;
    }
    Table table =
        new Table(
            Table.Column.of("SESSION").in("33"),
            Table.Column.of("UPDATED"),
            Table.Column.figures("TURNS"),
            Table.Column.yielding("TITLE"),
            Table.Column.yielding("TAGS").in("36"),
            Table.Column.yielding("FOLDER").in("2"));
    for (JsonNode session : sessions) {
      String alias = session.path("alias").asText("");
      table.row(
          alias.isEmpty() ? session.path("sessionId").asText() : alias,
          ago(session.path("updatedAt")),
          session.at("/counts/turns").asText(),
          session.path("title").asText(""),
          TagSession.words(session.path("tags")),
          session.path("cwd").asText());
    }
    table.print(out(), screen());
  }
}
