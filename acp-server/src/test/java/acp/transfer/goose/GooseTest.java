package acp.transfer.goose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.session.SessionSummary;
import acp.store.JournalFixture;
import acp.surface.Desk;
import acp.transfer.Carrying;
import acp.transfer.Format;
import acp.transfer.Import.Wanted;
import acp.transfer.Imported;
import acp.transfer.Imported.Status;
import acp.transfer.foreign.Telling;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Goose's sessions, from databases that are built here as Goose builds them. */
class GooseTest extends Carrying {
  private static final SessionId ONE = Telling.idOf("goose", "20261120_1");
  private static final String VISIBLE = "{\"userVisible\":true,\"agentVisible\":true}";
  private static final String HIDDEN = "{\"userVisible\":false,\"agentVisible\":true}";

  @Override
  protected List<Format> formats() {
    return List.of(new GooseDatabase(), new GooseExport());
  }

  private Path database() {
    return folder.resolve("sessions.db");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database());
  }

  private static void tell(Connection connection, String... statements) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  /** The tables of a schema, with one session. */
  private void create(Connection connection, int schema) throws SQLException {
    tell(
        connection,
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE schema_version (version INTEGER PRIMARY KEY)",
        "INSERT INTO schema_version VALUES (" + schema + ")",
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '',"
            + " description TEXT NOT NULL DEFAULT '', session_type TEXT NOT NULL DEFAULT 'user',"
            + " working_dir TEXT NOT NULL, created_at TIMESTAMP, updated_at TIMESTAMP,"
            + " extension_data TEXT DEFAULT '{}', schedule_id TEXT, recipe_json TEXT,"
            + " provider_name TEXT, model_config_json TEXT, goose_mode TEXT DEFAULT 'auto')",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT,"
            + " session_id TEXT NOT NULL REFERENCES sessions(id), role TEXT NOT NULL,"
            + " content_json TEXT NOT NULL, created_timestamp INTEGER NOT NULL,"
            + " timestamp TIMESTAMP, tokens INTEGER, metadata_json TEXT)");
    if (schema >= 15) {
      tell(
          connection,
          "ALTER TABLE sessions ADD COLUMN parent_session_id TEXT",
          "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT,"
              + " created_timestamp INTEGER, model TEXT, input_tokens INTEGER,"
              + " output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER,"
              + " cost REAL, is_compaction INTEGER DEFAULT 0)");
    }
    session(connection, "20261120_1", "acp");
  }

  private static void session(Connection connection, String id, String type) throws SQLException {
    tell(
        connection,
        "INSERT INTO sessions (id, name, session_type, working_dir, created_at, provider_name,"
            + " model_config_json) VALUES ('"
            + id
            + "', 'Read a file', '"
            + type
            + "', '/home/ada', '2026-11-20 13:39:48', 'openai', '{\"model_name\":\"gpt-4o\"}')");
  }

  private static void message(
      Connection connection, String session, String role, long at, String content, String meta)
      throws SQLException {
    try (var sql =
        connection.prepareStatement(
            "INSERT INTO messages (message_id, session_id, role, content_json, created_timestamp,"
                + " metadata_json) VALUES ('same', ?, ?, ?, ?, ?)")) {
      sql.setString(1, session);
      sql.setString(2, role);
      sql.setString(3, content);
      sql.setLong(4, at);
      sql.setString(5, meta);
      sql.executeUpdate();
    }
  }

  private static String text(String text) {
    return "[{\"type\":\"text\",\"text\":\"" + text + "\"}]";
  }

  /** A prompt, a thought, a call, its result, an answer. */
  private static void talk(Connection connection, String session, long at) throws SQLException {
    message(connection, session, "user", at, text("Read it"), VISIBLE);
    message(
        connection,
        session,
        "user",
        at,
        text("<turn-context>"),
        "{\"userVisible\":false,\"agentVisible\":true,\"turnContext\":true}");
    message(
        connection,
        session,
        "assistant",
        at + 1,
        """
        [{"type":"thinking","thinking":"I will read","signature":"s"},{"type":"text","text":"Reading."},
        {"type":"toolRequest","id":"call_1","toolCall":{"status":"success","value":{"name":"shell","arguments":{"command":"cat a.txt"}}}}]
        """,
        """
        {"userVisible":true,"agentVisible":true,"inference":{"provider":"openai","requestedModel":"gpt-4o"},
        "usage":{"inputTokens":100,"outputTokens":10,"cost":0.00035}}
        """);
    message(
        connection,
        session,
        "user",
        at + 2,
        """
        [{"type":"toolResponse","id":"call_1","toolResult":{"status":"success","value":{"content":[
        {"type":"text","text":"hello"},{"type":"image","data":"aGk=","mimeType":"image/png"}],"isError":false}}}]
        """,
        VISIBLE);
    message(connection, session, "assistant", at + 3, text("It says hello."), VISIBLE);
  }

  private static <T extends Event> T only(List<Event> events, Class<T> kind) {
    List<T> found = events.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), events::toString);
    return found.getFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 12, 14, 15, 16, 17})
  void aSessionOfEachSchemaIsCarriedOver(int schema) throws Exception {
    try (Connection connection = connect()) {
      create(connection, schema);
      talk(connection, "20261120_1", 1_795_181_988L);
    }

    Imported imported = one(database());

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(ONE, imported.session());
    assertEquals(
        Map.of("notes of time and folder beside a prompt", 1L, "signatures of thoughts", 1L),
        imported.losses());
    SessionSummary session = sessions().getFirst();
    assertEquals("Read a file", session.title());
    assertEquals("/home/ada", session.cwd());
    assertEquals(Instant.parse("2026-11-20T13:39:48Z"), session.createdAt());
    List<Event> events = events(ONE);
    assertEquals("cat a.txt", only(events, Event.ToolCallStarted.class).title());
    Event.ToolCallEnded ended = only(events, Event.ToolCallEnded.class);
    assertEquals("hello", ended.told());
    assertEquals(CallStatus.COMPLETED, ended.status());
    assertEquals(1, ended.pictures().size());
    Event.UsageReported usage = only(events, Event.UsageReported.class);
    assertEquals(new Event.UsageReported("openai/gpt-4o", 100, 10, 0, 0, 0, 350_000), usage);
    assertEquals(
        Outcome.stopped(Outcome.Reason.END_TURN), only(events, Event.TurnEnded.class).outcome());
  }

  @Test
  void importingTwiceDoesNotDouble() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 16);
      talk(connection, "20261120_1", 1_795_181_988_000L);
    }
    one(database());

    assertEquals(Status.ALREADY_THERE, one(database()).status());
    assertEquals(1, sessions().size());
  }

  @Test
  void aDatabaseIsReadWhileGooseWritesAndIsNotChanged() throws Exception {
    try (Connection goose = connect()) {
      create(goose, 16);
      talk(goose, "20261120_1", 1_795_181_988L);
      assertTrue(Files.size(database().resolveSibling("sessions.db-wal")) > 0);
      byte[] before = Files.readAllBytes(database());
      tell(goose, "BEGIN IMMEDIATE");
      message(goose, "20261120_1", "user", 1_795_182_000L, text("Not committed"), VISIBLE);

      Imported imported = one(database());

      tell(goose, "COMMIT");
      assertEquals(Status.IMPORTED, imported.status(), imported::toString);
      assertFalse(events(ONE).toString().contains("Not committed"));
      assertArrayEquals(before, Files.readAllBytes(database()));
    }
  }

  @Test
  void sessionsOfSubAgentsAndEmptyOnesArePassedOver() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 16);
      session(connection, "20261120_2", "sub_agent");
      session(connection, "20261120_3", "hidden");
      session(connection, "20261120_4", "scheduled");
      talk(connection, "20261120_2", 1);
      talk(connection, "20261120_4", 1);
    }

    List<Imported> all = imported(database(), new Wanted("goose", false, false));

    assertEquals(
        List.of(Status.PASSED_OVER, Status.PASSED_OVER, Status.PASSED_OVER, Status.IMPORTED),
        all.stream().map(Imported::status).toList());
    assertEquals("has no messages", all.getFirst().problem());
    assertEquals(1, sessions().size());
  }

  @Test
  void aCompactionCutsTheContextAndWhatItTookIsAccountedFor() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 16);
      talk(connection, "20261120_1", 10);
      message(connection, "20261120_1", "user", 20, text("They read it."), HIDDEN);
      message(connection, "20261120_1", "assistant", 20, text("A note"), HIDDEN);
      message(connection, "20261120_1", "user", 20, text("Read it"), HIDDEN);
      tell(
          connection,
          "INSERT INTO usage_ledger (session_id, created_timestamp, model, input_tokens,"
              + " output_tokens, cost, is_compaction) VALUES"
              + " ('20261120_1', 11, 'gpt-4o', 100, 10, 0.5, 0),"
              + " ('20261120_1', 20, 'gpt-4o', 70, 7, 0.25, 1),"
              + " ('20261120_1', 21, 'gpt-4o', 3, 1, 0, 0)");
    }

    Imported imported = one(database());

    assertEquals(2, imported.losses().get("messages for the model alone"));
    List<Event> events = events(ONE);
    assertEquals("They read it.", only(events, Event.CompactionEnded.class).text());
    assertEquals(
        List.of("openai/gpt-4o 100 500000000", "gpt-4o 70 250000000", "gpt-4o 3 0"),
        events.stream()
            .filter(Event.UsageReported.class::isInstance)
            .map(Event.UsageReported.class::cast)
            .map(usage -> usage.model() + " " + usage.input() + " " + usage.cost())
            .toList());
  }

  @Test
  void oneBadRowDoesNotHideTheSession() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 16);
      talk(connection, "20261120_1", 10);
      message(connection, "20261120_1", "assistant", 11, "[{\"type\":\"te", VISIBLE);
      message(connection, "20261120_1", "assistant", 14, "[{\"type\":\"hologram\"}]", "{");
      message(
          connection,
          "20261120_1",
          "assistant",
          15,
          "[{\"type\":\"toolRequest\",\"id\":\"x\",\"toolCall\":{\"status\":\"error\",\"error\":\"bad\"}},"
              + "{\"type\":\"toolRequest\",\"id\":\"y\",\"toolCall\":{\"status\":\"success\",\"value\":{\"name\":\"tree\"}}}]",
          VISIBLE);
    }

    Imported imported = one(database());

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(1, imported.losses().get("messages that could not be read"));
    assertEquals(1, imported.losses().get("pieces of messages of type hologram"));
    assertEquals(1, imported.losses().get("results of calls (the file has none)"));
    assertEquals(
        2,
        events(ONE).stream()
            .filter(
                event ->
                    event instanceof Event.ToolCallEnded ended
                        && ended.status() == CallStatus.FAILED)
            .count());
  }

  @Test
  void theExportOfASessionIsTheSessionItself() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 14);
      talk(connection, "20261120_1", 1_795_181_988L);
    }
    one(database());
    StringBuilder json = new StringBuilder("{\"conversation\":[");
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        var row =
            sql.executeQuery(
                "SELECT role, created_timestamp, content_json, metadata_json FROM messages ORDER BY id")) {
      for (String comma = ""; row.next(); comma = ",") {
        json.append(comma).append("{\"role\":\"").append(row.getString(1));
        json.append("\",\"created\":").append(row.getLong(2)).append(",\"content\":");
        json.append(row.getString(3)).append(",\"metadata\":").append(row.getString(4));
        json.append('}');
      }
    }
    json.append(
        "],\"id\":\"20261120_1\",\"working_dir\":\"/home/ada\",\"name\":\"Read a file\","
            + "\"created_at\":\"2026-11-20T13:39:48Z\",\"provider_name\":\"openai\"}");

    Imported imported = one(file("goose.json", json.toString()));

    assertEquals(Status.ALREADY_THERE, imported.status(), imported::toString);
  }

  @Test
  void aDatabaseOfAnotherProgramIsNone() throws Exception {
    try (Connection connection = connect()) {
      tell(
          connection,
          "CREATE TABLE messages (id, session_id, role, content_json, created_timestamp)",
          "CREATE VIEW sessions AS SELECT 1 AS id, '/' AS working_dir");
    }

    assertTrue(one(database()).problem().contains("no session"));
    assertTrue(
        one(file("torn.db", "SQLite format 3\0 and no more")).problem().contains("no database"));
  }

  @Test
  void whatWasImportedIsListedAndLoadedLikeOurOwn() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 16);
      talk(connection, "20261120_1", 1_795_181_988L);
    }
    one(database());
    Outcome done = Outcome.stopped(Outcome.Reason.END_TURN);
    try (Desk desk = new Desk(to, _ -> Mono.just(done)).greet()) {
      JsonNode listed = desk.result("session/list", "{}").at("/sessions/0");

      desk.result("session/load", "{'sessionId':'" + ONE + "','cwd':'/home/ada','mcpServers':[]}");
      String shown = desk.updates().toString();
      JsonNode answer = desk.answer(desk.prompt(ONE.value(), "And now?"));

      assertEquals("Read a file", listed.path("title").asText());
      assertEquals(ONE.value(), listed.path("sessionId").asText());
      for (String part :
          List.of("Read it", "I will read", "Reading.", "cat a.txt", "It says hello.")) {
        assertTrue(shown.contains(part), () -> part + " is not in " + shown);
      }
      assertEquals("end_turn", answer.at("/result/stopReason").asText(), answer::toString);
      assertEquals(Status.GONE_ON, one(database()).status());
    }
    assertTrue(JournalFixture.all(to, ONE, 0).size() > 10);
  }

  @Test
  void timesBeyondAllCalendarsAreTheNearestThatCanBeKept() throws Exception {
    Imported imported =
        one(
            file(
                "g.json",
                """
                {"id":"g","working_dir":"/a","created_at":-9223372036854775808,"conversation":[
                {"role":"user","created":-9223372036854775808,"content":[{"type":"text","text":"a"}]},
                {"role":"user","created":9223372036854775807,"content":[{"type":"text","text":"b"}]}]}
                """));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(Instant.EPOCH, sessions().getFirst().createdAt());
  }

  @Test
  void aMessageThatIsTooLongIsLostAloneEvenIfItHidesItsLength() throws Exception {
    try (Connection connection = connect()) {
      create(connection, 10);
      message(
          connection, "20261120_1", "user", 1, "[{\"type\":\"text\",\"text\":\"hello\"}]", "{}");
      message(connection, "20261120_1", "user", 2, "[]", "{}");
      tell(
          connection,
          "UPDATE messages SET content_json = CAST(zeroblob(70000000) AS TEXT)"
              + " WHERE created_timestamp = 2");
    }

    Imported imported = one(database());

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(1, imported.losses().get("messages that could not be read"));
  }

  @Test
  void whatStandsBesideTheMessagesIsHeldOnlySoFar() throws Exception {
    Path file = folder.resolve("g.json");
    try (var out = Files.newBufferedWriter(file)) {
      out.write("{\"id\":\"g\",\"working_dir\":\"/a\"");
      String text = "y".repeat(1 << 20);
      for (int i = 0; i < 70; i++) {
        out.write(",\"f" + i + "\":\"" + text + "\"");
      }
      out.write(",\"conversation\":[]}");
    }

    assertEquals("line 1: cannot be read: there is too much beside the list", one(file).problem());
  }
}
