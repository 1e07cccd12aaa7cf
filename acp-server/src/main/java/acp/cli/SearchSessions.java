package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds what was said and done. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds what was said and done in sessions, the best first.",
      "All words must be there; \"a phrase\", begin*, this OR that, and -not behind --."
    })
final class SearchSessions extends PagedCommand {
  @Parameters(paramLabel = "<word>", arity = "0..*", description = "What to look for.")
  private List<String> words = List.of();

  @Option(
      names = "--cwd",
      paramLabel = "<folder>",
      description = "In sessions that were begun in this folder.")
  private @Nullable Path cwd;

  @Option(names = "--session", paramLabel = "<id>", description = "In this session.")
  private @Nullable String session;

  @Option(
      names = "--kind",
      paramLabel = "<kind>",
      split = ",",
      description = "Of these kinds: prompt, answer, tool, title.")
  private List<String> kinds = List.of();

  @Option(
      names = "--tag",
      paramLabel = "<tag>",
      description = "In sessions with this tag; repeatable.")
  private List<String> tags = List.of();

  @Option(names = "--tool", paramLabel = "<name>", description = "In calls of this tool.")
  private @Nullable String tool;

  @Option(names = "--model", paramLabel = "<name>", description = "While this model was chosen.")
  private @Nullable String model;

  @Option(names = "--since", paramLabel = "<time>", description = "Since then, such as 7d.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "<time>", description = "Until then.")
  private @Nullable String until;

  @Option(
      names = "--archived",
      description = "Also in sessions that lists leave out, such as archived ones.")
  private boolean archived;

  @Option(names = "--rebuild", description = "Make the index anew; takes a while.")
  private boolean rebuild;

  private @Nullable String from;
  private @Nullable String to;

  @Override
  void check() {
    super.check();
    if (words.isEmpty() && !rebuild) {
      throw wrong("Say what to look for");
    }
    from = since == null ? null : moment("--since", since);
    to = until == null ? null : moment("--until", until);
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    if (rebuild) {
      JsonNode result = server.call("_acp-server/sessions/rebuildSearch", Talk.object());
      if (words.isEmpty()) {
        if (isJson()) {
          print(result);
        } else {
          say("The search index was made anew.");
        }
        return 0;
      }
    }
    boolean[] found = {false};
    JsonNode[] last = {Talk.object()};
    boolean more =
        paging()
            .walk(
                (method, params) -> {
                  last[0] = server.call(method, params);
                  return last[0];
                },
                "_acp-server/sessions/search",
                query(server),
                "hits",
                hit -> {
                  found[0] = true;
                  show(hit);
                });
    tell(found[0], more, last[0]);
    return 0;
  }

  private void tell(boolean found, boolean more, JsonNode page) {
    long left = page.path("left").asLong();
    if (left > 0) {
      remark(left + " sessions are not indexed yet; --rebuild does all of them now");
    }
    if (isJson()) {
      return;
    }
    if (!found) {
      remark("Nothing was found");
    }
    if (page.path("limited").asBoolean()) {
      remark("Much fits, and only the newest was looked at; more words or --since find the rest");
    }
    if (more) {
      remark(paging().more());
    }
  }

  private ObjectNode query(Caller server) throws InterruptedException, Refusal {
    ObjectNode query = Talk.object().put("query", String.join(" ", words));
    if (cwd != null) {
      query.put("cwd", cwd.toAbsolutePath().normalize().toString());
    }
    if (session != null) {
      query.put("sessionId", server.session(session, false));
    }
    if (!kinds.isEmpty()) {
      kinds.forEach(query.putArray("kinds")::add);
    }
    if (!tags.isEmpty()) {
      tags.forEach(query.putArray("tags")::add);
    }
    if (archived) {
      query.put("all", true);
    }
    put(query, "tool", tool);
    put(query, "model", model);
    put(query, "since", from);
    put(query, "until", to);
    return query;
  }

  private void show(JsonNode hit) {
    if (isJson()) {
      print(hit);
      return;
    }
    String title = hit.path("title").asText("");
    String id = hit.path("messageId").asText(hit.path("toolCallId").asText(""));
    String heading =
        Stream.of(hit.path("sessionId").asText(), ago(hit.path("at")), what(hit), title)
            .map(Plain::line)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("  "));
    out().println(heading);
    out().println("  " + marked(hit));
    if (!id.isEmpty()) {
      out().println("  " + Plain.line(id));
    }
    out().println();
    out().flush();
  }

  private static String what(JsonNode hit) {
    String kind = hit.path("kind").asText().toLowerCase(Locale.ROOT);
    return kind.equals("tool") ? hit.path("tool").asText("tool") : kind;
  }

  /** The snippet with its words in bold, or between stars where there is no bold. */
  private String marked(JsonNode hit) {
    String snippet = hit.path("snippet").asText();
    String begin = screen().colours() ? "\u001b[1m" : "*";
    String end = screen().colours() ? "\u001b[0m" : "*";
    StringBuilder line = new StringBuilder();
    int done = 0;
    for (JsonNode mark : hit.path("marks")) {
      int from = Math.clamp(mark.path("from").asInt(), done, snippet.length());
      int to = Math.clamp(mark.path("to").asInt(), from, snippet.length());
      // What is beside a mark keeps its spaces.
      line.append(spaced(snippet.substring(done, from)));
      line.append(begin).append(Plain.line(snippet.substring(from, to))).append(end);
      done = to;
    }
    return line.append(spaced(snippet.substring(done))).toString();
  }

  private static String spaced(String part) {
    String plain = Plain.line(part);
    if (plain.isEmpty()) {
      return part.isEmpty() ? "" : " ";
    }
    return (part.startsWith(" ") ? " " : "") + plain + (part.endsWith(" ") ? " " : "");
  }
}
