package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Follows what happens, as other processes write it. The store is asked twice a second, which costs
 * it next to nothing.
 */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Follows a session, or says which sessions go on, until Ctrl-C.",
      "With --json a line of JSON for each thing that happens."
    })
final class WatchSessions extends SessionCommand {
  private static final long PERIOD_MILLIS = 500;

  /** What was written late by another process's clock is still seen. */
  private static final long SLACK_SECONDS = 10;

  private static final int MAX_KNOWN = 1000;

  @Parameters(
      arity = "0..1",
      paramLabel = "<session>",
      description = "An id or name, or how it begins; else all.")
  private @Nullable String name;

  @Option(names = "--from-start", description = "Begin with what happened before.")
  private boolean fromStart;

  @Option(names = "--for", paramLabel = "<seconds>", description = "End after so long.")
  private @Nullable Long seconds;

  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<String, Long> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  @Override
  void check() {
    if (seconds != null && seconds < 0) {
      throw wrong("--for is a number of seconds");
    }
    if (fromStart && name == null) {
      throw wrong("--from-start is for one session");
    }
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    long begun = System.nanoTime();
    Instant since = Instant.now();
    String session = name == null ? null : server.session(name, false);
    long seen = session == null ? 0 : begin(server, session);
    if (session == null) {
      look(server, since, null);
    }
    if (!isJson()) {
      remark("Watching " + (name == null ? "all sessions" : name) + ", until Ctrl-C");
    }
    do {
      if (session == null) {
        look(server, Instant.now(), since);
      } else {
        seen = follow(server, session, seen);
      }
      // With what is told and not read any more, as by head, there is nobody left to tell.
    } while ((seconds == null || System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(seconds))
        && !out().checkError()
        && !never.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    return 0;
  }

  private long begin(Caller server, String session) throws InterruptedException, Refusal {
    return fromStart
        ? 0
        : server
            .call("_acp-server/session/get", Talk.object().put("sessionId", session))
            .path("lastSeq")
            .asLong();
  }

  private long follow(Caller server, String session, long after)
      throws InterruptedException, Refusal {
    long seen = after;
    while (true) {
      JsonNode result =
          server.call(
              "_acp-server/session/happenings",
              Talk.object().put("sessionId", session).put("after", seen));
      result.path("happenings").forEach(this::tell);
      long last = result.path("lastSeq").asLong();
      if (last == seen) {
        return seen;
      }
      seen = last;
    }
  }

  private void tell(JsonNode happening) {
    if (isJson()) {
      print(happening);
      return;
    }
    String kind = happening.path("kind").asText();
    say(
        time(happening.path("at"))
            + "  "
            + kind
            + ": "
            + Plain.line(happening.path("text").asText("")));
  }

  /**
   * Sees which sessions have gone on.
   *
   * @param since what is younger is new; null to tell nothing
   */
  private void look(Caller server, Instant now, @Nullable Instant since)
      throws InterruptedException, Refusal {
    ObjectNode query = Talk.object().put("state", "kept").put("limit", MAX_KNOWN);
    query.putArray("types").add("any");
    query.put("updatedAfter", now.minusSeconds(SLACK_SECONDS).toString());
    for (JsonNode session : server.call("_acp-server/session/query", query).path("sessions")) {
      String id = session.path("sessionId").asText();
      long last = session.path("lastSeq").asLong();
      Long before = known.put(id, last);
      if (since != null && (before == null || before != last)) {
        boolean isNew = Instant.parse(session.path("createdAt").asText()).isAfter(since);
        tellOf(session, before != null ? "+" + (last - before) : isNew ? "new" : "");
      }
    }
  }

  private void tellOf(JsonNode session, String how) {
    if (isJson()) {
      print(session);
    } else {
      say(
          time(session.path("updatedAt"))
              + "  "
              + EachSession.called(session)
              + (how.isEmpty() ? "" : "  " + how)
              + "  "
              + session.path("cwd").asText());
    }
  }

  private static String time(JsonNode at) {
    return Instant.parse(at.asText())
        .atZone(Moments.now().getZone())
        .toLocalTime()
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        .toString();
  }
}
