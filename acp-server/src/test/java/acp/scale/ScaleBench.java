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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the built image upon a store, over the protocol, as an editor would use it. */
final class ScaleBench {
  private static final int PAGES = 20;
  private static final int WARM = 20;
  private static final int METHOD_NOT_FOUND = -32601;

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
    for (int run = 0; run < runs; run++) {
      progress.accept("run " + (run + 1) + " of " + runs);
      forget();
      first("session/list, first page, new process, file not in memory");
      first("session/list, first page, new process");
      list();
      forget();
      load("file not in memory: ");
      load("");
      search();
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

  private void load(ScaleClient client, String name, int number) throws IOException {
    ObjectNode params = ScaleClient.object().put("cwd", "/tmp");
    params.put("sessionId", facts.at("/large/" + number).asText()).putArray("mcpServers");
    ScaleClient.Took took = client.ask("session/load", params);
    if (!took.answer().has("result")) {
      throw new IOException("session/load: " + took.answer());
    }
    add(name + "first update", "ms", took.first());
    add(name + "answer", "ms", took.whole());
    add(name + "updates", "count", (double) took.updates());
    add(name + "on the wire", "MB", took.bytes() / 1e6);
  }

  private void search() throws IOException {
    try (ScaleClient client = client()) {
      for (JsonNode query : facts.path("queries")) {
        for (int i = 0; i < 3; i++) {
          ObjectNode params = ScaleClient.object().put("query", query.asText());
          ScaleClient.Took took = client.ask("_acp-server/session/search", params);
          if (took.answer().at("/error/code").asInt() == METHOD_NOT_FOUND) {
            return;
          }
          if (!took.answer().has("result")) {
            throw new IOException("search: " + took.answer());
          }
          String kind = i == 0 ? "search, first in a process: " : "search, warm: ";
          add(kind + query.asText(), "ms", took.whole());
        }
      }
    }
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
      add("text that somebody wrote", "MB", text / 1e6);
      add("store without search index", "MB", (whole - index) / 1e6);
      add("store without search index, as a multiple of the text", "x", (whole - index) / text);
      if (index > 0) {
        add("store with search index", "MB", whole / 1e6);
        add("store with search index, as a multiple of the text", "x", whole / text);
      }
    }
  }

  private static double number(Statement sql, String question) throws SQLException {
    try (ResultSet row = sql.executeQuery(question)) {
      return row.getDouble(1);
    }
  }
}
