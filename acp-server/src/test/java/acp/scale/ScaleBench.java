package acp.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the built image upon a store, over the protocol, as an editor would use it. */
final class ScaleBench {
  private static final int PAGES = 20;
  private static final int WARM = 20;
  private static final int TURNS = 10;
  private static final String SEARCH = "_acp-server/sessions/search";
  private static final String REBUILD = "_acp-server/sessions/rebuildSearch";
  private static final String INSIGHTS = "_acp-server/sessions/insights";

  private final Path image;
  private final Path store;
  private final int runs;
  private final Consumer<String> progress;
  private final JsonNode facts;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Path home;

  ScaleBench(Path image, Path store, int runs, Consumer<String> progress) throws IOException {
    this.image = image;
    this.store = store;
    this.runs = runs;
    this.progress = progress;
    this.facts = ScaleStore.facts(store);
    this.home = Files.createTempDirectory("acp-scale");
  }

  List<ScaleFigure> measure() throws Exception {
    // The first start upgrades an older store, which is not what is measured.
    try (ScaleClient client = client()) {
      client.ask("session/list", ScaleClient.object());
    }
    index();
    for (int run = 0; run < runs; run++) {
      progress.accept("run " + (run + 1) + " of " + runs);
      forget();
      first("session/list, first page, new process, file not in memory");
      first("session/list, first page, new process");
      list();
      forget();
      load("file not in memory: ");
      load("");
      loadTail();
      search();
      insights();
    }
    size();
    List<ScaleFigure> all = new ArrayList<>();
    values.forEach((name, each) -> all.add(new ScaleFigure(name, units.get(name), each)));
    return all;
  }

  private void add(String name, String unit, double value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    units.put(name, unit);
  }

  private ScaleClient client() throws IOException {
    ScaleClient client = new ScaleClient(image, store, home);
    client.initialize();
    return client;
  }

  /** Has the system drop what it holds of the file in memory. */
  private void forget() throws IOException, InterruptedException {
    new ProcessBuilder(
            "dd", "if=" + store.resolve("sessions.db"), "iflag=nocache", "count=0", "status=none")
        .inheritIO()
        .start()
        .waitFor();
  }

  private void first(String name) throws IOException {
    try (ScaleClient client = client()) {
      add(name, "ms", client.ask("session/list", ScaleClient.object()).whole());
    }
  }

  private void list() throws IOException {
    try (ScaleClient client = client()) {
      for (int i = 0; i < WARM; i++) {
        client.ask("session/list", ScaleClient.object());
      }
      add(
          "session/list, first page, warm",
          "ms",
          client.ask("session/list", ScaleClient.object()).whole());
      JsonNode page = client.ask("session/list", ScaleClient.object()).answer();
      String cwd = page.at("/result/sessions/0/cwd").asText();
      for (int i = 0; i < PAGES; i++) {
        ObjectNode next =
            ScaleClient.object().put("cursor", page.at("/result/nextCursor").asText());
        ScaleClient.Took took = client.ask("session/list", next);
        page = took.answer();
        add("session/list, a next page, warm", "ms", took.whole());
      }
      add(
          "session/list of one folder, warm",
          "ms",
          client.ask("session/list", ScaleClient.object().put("cwd", cwd)).whole());
    }
  }

  private void load(String kind) throws IOException {
    try (ScaleClient client = client()) {
      load(client, kind + "session/load of 50,000 messages, new process: ", 0);
      add(kind + "peak memory of the process after it", "MB", client.peak());
      if (facts.path("large").size() > 1 && kind.isEmpty()) {
        load(client, "session/load of 50,000 messages, warm: ", 1);
      }
    }
  }

  /** As an editor does that shows the end of a session first. */
  private void loadTail() throws IOException {
    for (int number = 0; number < Math.min(2, facts.path("large").size()); number++) {
      try (ScaleClient client = client()) {
        ObjectNode params = loading(number);
        params.putObject("_meta").putObject("acp-server").put("replayTurns", TURNS);
        ScaleClient.Took took = ask(client, "session/load", params);
        String name =
            "session/load of 50,000 messages, the last " + TURNS + " turns, new process: ";
        add(name + "first update", "ms", took.first());
        add(name + "answer", "ms", took.whole());
        add(name + "updates", "count", (double) took.updates());
      }
    }
  }

  private ObjectNode loading(int number) {
    ObjectNode params = ScaleClient.object().put("cwd", "/tmp");
    params.put("sessionId", facts.at("/large/" + number).asText()).putArray("mcpServers");
    return params;
  }

  private void load(ScaleClient client, String name, int number) throws IOException {
    ScaleClient.Took took = ask(client, "session/load", loading(number));
    add(name + "first update", "ms", took.first());
    add(name + "answer", "ms", took.whole());
    add(name + "updates", "count", (double) took.updates());
    add(name + "on the wire", "MB", took.bytes() / 1e6);
  }

  /** Has all of it indexed, where it is not yet, so that what is measured is searching. */
  private void index() throws IOException {
    try (ScaleClient client = client()) {
      ScaleClient.Took took = ask(client, SEARCH, query("nothing"));
      if (took.answer().at("/result/left").asLong() > 0) {
        progress.accept("making the search index");
        double whole = ask(client, REBUILD, ScaleClient.object()).whole();
        add("making the search index", "s", whole / 1e3);
      }
    }
  }

  private void search() throws IOException {
    try (ScaleClient client = client()) {
      for (JsonNode each : facts.path("queries")) {
        for (int i = 0; i < 3; i++) {
          String kind = i == 0 ? "search, first in a process: " : "search, warm: ";
          double whole = ask(client, SEARCH, query(each.asText())).whole();
          add(kind + each.asText(), "ms", whole);
        }
      }
      String word = facts.at("/queries/0").asText();
      Instant now = Instant.now();
      searchWithin(client, "calls", query(word).set("kinds", ScaleClient.array("tool")));
      searchWithin(client, "a folder", query(word).put("cwd", cwd(client)));
      searchWithin(client, "30 days", query(word).put("since", days(now, 30)));
      searchWithin(client, "until a year ago", query(word).put("until", days(now, 365)));
    }
  }

  private void searchWithin(ScaleClient client, String what, ObjectNode query) throws IOException {
    add("search, warm: the most common, " + what, "ms", ask(client, SEARCH, query).whole());
  }

  private void insights() throws IOException {
    try (ScaleClient client = client()) {
      ObjectNode query = ScaleClient.object().put("since", days(Instant.now(), 31));
      add("insights of 31 days", "ms", ask(client, INSIGHTS, query).whole());
    }
  }

  private static ObjectNode query(String words) {
    return ScaleClient.object().put("query", words);
  }

  private static String days(Instant now, int days) {
    return now.minus(Duration.ofDays(days)).toString();
  }

  private static String cwd(ScaleClient client) throws IOException {
    return ask(client, "session/list", ScaleClient.object())
        .answer()
        .at("/result/sessions/0/cwd")
        .asText();
  }

  /** A refusal is not measured. */
  private static ScaleClient.Took ask(ScaleClient client, String method, ObjectNode params)
      throws IOException {
    ScaleClient.Took took = client.ask(method, params);
    if (!took.answer().has("result")) {
      throw new IOException(method + ": " + took.answer());
    }
    return took;
  }

  private void size() throws SQLException {
    double text = facts.path("text_bytes").asDouble();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + store.resolve("sessions.db"));
        Statement sql = connection.createStatement()) {
      double whole =
          number(sql, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
      double index =
          number(sql, "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE '%search%'");
      double facts =
          number(sql, "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE '%_fact'");
      add("text that somebody wrote", "MB", text / 1e6);
      size("store without what is made of the events", whole - index - facts, text);
      size("store with what figures need", whole - index, text);
      size("store with that and the search index", whole, text);
    }
  }

  private void size(String what, double bytes, double text) {
    add(what, "MB", bytes / 1e6);
    add(what + ", as a multiple of the text", "x", bytes / text);
  }

  private static double number(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.getDouble(1);
    }
  }
}
