package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All that is known of a session. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows all that is known of a session.")
final class ShowSession extends SessionCommand {
  @Parameters(paramLabel = "<session>", description = "An id or name, or how it begins.")
  private String name = "";

  @Option(names = "--trash", description = "One that is in the trash.")
  private boolean trash;

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    JsonNode session =
        server.call(
            "_acp-server/session/get", Talk.object().put("sessionId", server.session(name, trash)));
    if (isJson()) {
      print(session);
    } else {
      lines(session).forEach(this::say);
    }
    return 0;
  }

  private static List<String> lines(JsonNode session) {
    List<String> lines = new ArrayList<>();
    add(lines, "Id", session.path("sessionId").asText());
    add(lines, "Name", session.path("alias").asText(""));
    String source = session.path("titleSource").asText("");
    add(
        lines,
        "Title",
        session.path("title").asText("") + (source.isEmpty() ? "" : " (by " + source + ")"));
    add(lines, "Folder", session.path("cwd").asText());
    String type = session.path("type").asText();
    String state = session.path("state").asText();
    add(lines, "State", type.equals("user") ? state : state + ", " + type);
    JsonNode running = session.path("running");
    if (running.isObject()) {
      add(
          lines,
          "Running",
          "in process " + running.path("pid").asText() + " on " + running.path("host").asText());
    }
    add(lines, "Model", session.path("model").asText(""));
    add(lines, "Mode", session.path("mode").asText(""));
    JsonNode git = session.path("git");
    String commit = git.path("commit").asText("");
    add(
        lines,
        "Git",
        (git.path("branch").asText("") + " " + commit.substring(0, Math.min(12, commit.length())))
            .strip());
    JsonNode client = session.path("client");
    add(
        lines,
        "Client",
        (client.path("name").asText("") + " " + client.path("version").asText("")).strip());
    add(lines, "Parent", session.path("parent").asText(""));
    add(lines, "Tags", TagSession.words(session.path("tags")));
    add(lines, "Created", when(session.path("createdAt")));
    add(lines, "Updated", when(session.path("updatedAt")));
    add(lines, "Archived", when(session.path("archivedAt")));
    add(lines, "Deleted", when(session.path("deletedAt")));
    JsonNode counts = session.path("counts");
    add(
        lines,
        "Counts",
        "%d turns, %d messages, %d tool calls"
            .formatted(
                counts.path("turns").asLong(),
                counts.path("messages").asLong(),
                counts.path("toolCalls").asLong()));
    add(lines, "Tokens", tokens(counts));
    add(lines, "Metadata", session.has("metadata") ? session.path("metadata").toString() : "");
    add(lines, "Data", TagSession.words(session.path("dataKeys")));
    return lines;
  }

  private static String tokens(JsonNode counts) {
    if (counts.path("requests").asLong() == 0) {
      return "";
    }
    double cost = counts.path("cost").asDouble();
    return String.format(
            Locale.ROOT,
            "%,d in (%,d from the cache), %,d out",
            counts.path("inputTokens").asLong(),
            counts.path("cachedTokens").asLong(),
            counts.path("outputTokens").asLong())
        + (cost > 0 ? String.format(Locale.ROOT, ", $%.4f", cost) : "");
  }

  private static String when(JsonNode time) {
    return time.isTextual() ? time.asText() + " (" + ago(time) + ")" : "";
  }

  private static void add(List<String> lines, String what, String value) {
    if (!value.isBlank()) {
      lines.add(what + ": " + value);
    }
  }
}
