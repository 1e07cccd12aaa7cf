package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what sessions took. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says what sessions took: turns, tokens, money and time.")
final class SessionStats extends SessionCommand {
  private static final int WIDTH = 80;
  private static final int NAME = 24;
  private static final int MOST = 40;

  @Option(
      names = "--since",
      paramLabel = "<time>",
      defaultValue = "30d",
      description = "Since then; else 30d.")
  private String since;

  @Option(names = "--until", paramLabel = "<time>", description = "Until then; else now.")
  private @Nullable String until;

  @Option(
      names = "--by",
      paramLabel = "<part>",
      defaultValue = "day",
      description = "By day, project, model, mode, tool or error; else by day.")
  private String by;

  @Option(
      names = "--cwd",
      paramLabel = "<folder>",
      description = "Of sessions that were begun in this folder.")
  private @Nullable Path cwd;

  @Option(names = "--tag", paramLabel = "<tag>", description = "With this tag; repeatable.")
  private List<String> tags = List.of();

  private String from = "";
  private @Nullable String to;

  @Override
  void check() {
    from = moment("--since", since);
    to = until == null ? null : moment("--until", until);
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    ObjectNode query = Talk.object().put("by", by).put("since", from);
    query.put("zone", ZoneId.systemDefault().getId());
    if (to != null) {
      query.put("until", to);
    }
    if (cwd != null) {
      query.put("cwd", cwd.toAbsolutePath().normalize().toString());
    }
    if (!tags.isEmpty()) {
      tags.forEach(query.putArray("tags")::add);
    }
    JsonNode report = server.call("_acp-server/sessions/insights", query);
    if (isJson()) {
      print(report);
    } else {
      show(report);
    }
    return 0;
  }

  private void show(JsonNode report) {
    JsonNode total = report.path("total");
    long left = report.path("left").asLong();
    if (left > 0) {
      remark(left + " sessions are not counted yet; sessions search --rebuild counts them now");
    }
    if (total.path("sessions").asLong() == 0) {
      remark("Nothing was done in that time");
      return;
    }
    say(
        "%s sessions, %s turns (%s failed, %s cancelled), %s compactions"
            .formatted(
                count(total, "sessions"),
                count(total, "turns"),
                count(total, "failedTurns"),
                count(total, "cancelledTurns"),
                count(total, "compactions")));
    say(
        "%s tokens in (%d%% from caches), %s out, $%s"
            .formatted(
                count(total, "inputTokens"),
                Math.round(total.path("cacheRatio").asDouble() * 100),
                count(total, "outputTokens"),
                money(total)));
    say(
        "%s tool calls, %s failed, %s refused"
            .formatted(
                count(total, "toolCalls"),
                count(total, "toolFailures"),
                count(total, "toolRefusals")));
    spread("first sign of the model", total.path("firstSign"));
    spread("a turn", total.path("turn"));
    spread("a tool call", total.path("toolCall"));
    chart(report.path("groups"));
  }

  private void spread(String what, JsonNode millis) {
    if (millis.path("count").asLong() > 0) {
      out()
          .printf(
              "%-24s p50 %s, p95 %s, p99 %s%n",
              what, time(millis, "p50"), time(millis, "p95"), time(millis, "p99"));
    }
  }

  private void chart(JsonNode groups) {
    if (groups.isEmpty()) {
      return;
    }
    boolean calls = by.equals("tool");
    String what = calls ? "toolCalls" : "turns";
    long most = 1;
    for (JsonNode group : groups) {
      most = Math.max(most, group.path("figures").path(what).asLong());
    }
    out().println();
    int hidden = by.equals("day") ? Math.max(0, groups.size() - MOST) : 0;
    int shown = 0;
    for (JsonNode group : groups) {
      if (hidden-- > 0 || shown++ >= MOST) {
        continue;
      }
      JsonNode figures = group.path("figures");
      String name = Plain.line(group.path("name").asText());
      String right =
          calls
              ? "%8s calls %7s failed  p95 %s"
                  .formatted(
                      count(figures, "toolCalls"),
                      count(figures, "toolFailures"),
                      time(figures.path("toolCall"), "p95"))
              : "%8s turns %10s tokens %10s"
                  .formatted(
                      count(figures, "turns"),
                      count(figures, "inputTokens", "outputTokens"),
                      "$" + money(figures));
      // Its name is one line already, and spaces stay.
      out()
          .println(
              line(name.isEmpty() ? "(unknown)" : name, figures.path(what).asLong(), most, right));
    }
    out().flush();
    if (groups.size() > MOST) {
      remark("Of " + groups.size() + " only " + MOST + " are shown; --json has all");
    }
  }

  /** A name, a bar and figures, in 80 columns. */
  private static String line(String name, long value, long most, String right) {
    String cut = Plain.cut(name, NAME);
    String padded = cut + " ".repeat(NAME - Plain.width(cut));
    int room = WIDTH - NAME - right.length() - 2;
    String bar = Bars.of(value, most, Math.max(4, room), isUnicode());
    return padded + " " + bar + " " + right;
  }

  private static boolean isUnicode() {
    String encoding = System.getProperty("native.encoding", "UTF-8");
    return Charset.isSupported(encoding) && Charset.forName(encoding).newEncoder().canEncode('█');
  }

  private static String count(JsonNode figures, String... names) {
    long sum = 0;
    for (String name : names) {
      sum += figures.path(name).asLong();
    }
    if (sum >= 10_000_000) {
      return String.format(Locale.ROOT, "%,d M", sum / 1_000_000);
    }
    return sum >= 100_000
        ? String.format(Locale.ROOT, "%,d k", sum / 1_000)
        : String.format(Locale.ROOT, "%,d", sum);
  }

  private static String money(JsonNode figures) {
    return String.format(Locale.ROOT, "%,.2f", figures.path("cost").asDouble());
  }

  private static String time(JsonNode millis, String name) {
    long value = millis.path(name).asLong();
    if (value < 1_000) {
      return value + " ms";
    }
    return value < 120_000
        ? String.format(Locale.ROOT, "%.1f s", value / 1_000.0)
        : String.format(Locale.ROOT, "%,d min", value / 60_000);
  }
}
