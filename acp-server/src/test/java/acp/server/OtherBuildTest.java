package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.cli.Host;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.server.Typed.Ran;
import acp.session.SessionSummary;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store that another build of the program made is said to be so, with what to do, wherever one
 * looks.
 */
@Timeout(60)
class OtherBuildTest {
  private static final String STEPS = "UPDATE migration SET checksum = 1 WHERE number = 6";
  private static final String TABLES = "DROP TABLE migration";

  @TempDir Path folder;
  private Typed typed;

  @BeforeEach
  void keepASession() {
    typed = new Typed(folder);
    Instant at = Instant.EPOCH;
    try (SqliteJournal journal = new SqliteJournal(typed.data())) {
      journal
          .create(
              new SessionSummary(new SessionId("s"), "/", null, at, at, 1),
              List.of(new Entry(1, at, new Event.SessionOpened("/", List.of(), null))))
          .block();
    }
  }

  private void change(String how) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + typed.data().resolve("sessions.db"));
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(how);
    }
  }

  private void assertClear(String told) {
    assertTrue(told.contains("another build"), told);
    assertTrue(told.contains(typed.data().resolve("sessions.db").toString()), told);
    assertTrue(told.contains("move the file out of the way to begin anew"), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {STEPS, TABLES})
  void onTheCommandLine(String how) throws Exception {
    change(how);

    for (String line :
        List.of("sessions list", "sessions export s", "sessions search x", "sessions stats")) {
      Ran ran = typed.run(line.split(" "));
      assertEquals(1, ran.exit(), line);
      assertEquals("", ran.out());
      assertClear(ran.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {STEPS, TABLES})
  void byTheDoctor(String how) throws Exception {
    change(how);

    Ran ran = typed.run("doctor");

    assertTrue(ran.exit() != 0, "" + ran);
    assertClear((ran.out() + ran.err()).replaceAll("\\s+", " "));
  }

  @ParameterizedTest
  @ValueSource(strings = {STEPS, TABLES})
  void toAnEditor(String how) throws Exception {
    change(how);
    Map<String, String> env =
        Map.of(
            "ACP_SERVER_DATA_DIR", typed.data().toString(),
            "XDG_STATE_HOME", folder.resolve("state").toString());

    try (Host.Link link = new InProcess(env, folder.toString()).start(Map.of())) {
      ask(link, 1, "initialize", "{\"protocolVersion\":1}");
      for (String question :
          List.of(
              "session/new {\"cwd\":\"/\",\"mcpServers\":[]}",
              "session/list {}",
              "session/load {\"sessionId\":\"s\",\"cwd\":\"/\",\"mcpServers\":[]}")) {
        String[] words = question.split(" ", 2);
        JsonNode error = ask(link, 2, words[0], words[1]).path("error");
        assertClear(error.toString());
        assertEquals(-32603, error.path("code").asInt());
      }
    }
  }

  private static JsonNode ask(Host.Link link, int id, String method, String params)
      throws Exception {
    link.send(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
    while (true) {
      JsonNode message = new ObjectMapper().readTree(link.receive());
      if (message.path("id").asInt() == id && !message.has("method")) {
        return message;
      }
    }
  }
}
