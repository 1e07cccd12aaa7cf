package acp.transfer.agentry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallStatus;
import acp.event.Event;
import acp.event.SessionId;
import acp.transfer.Carrying;
import acp.transfer.Format;
import acp.transfer.Imported;
import acp.transfer.Imported.Status;
import acp.transfer.TransferException;
import acp.transfer.foreign.Telling;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agentry's sessions, as JSON, as TOON and from its database. */
class AgentryTest extends Carrying {
  private static final SessionId SESSION = Telling.idOf("agentry", "my_project");

  private static final String MESSAGES =
      """
      [{"role":"system","content":"You are"},{"role":"user","content":"List, please: a, b"},
      {"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"list_files","arguments":"{\\"path\\":\\".\\"}"}}]},
      {"role":"tool","tool_call_id":"c1","name":"list_files","content":"{\\"success\\":false,\\"error\\":\\"no\\"}"},
      {"role":"assistant","content":"There is\\nnothing."}]
      """;

  private static final String JSON =
      "{\"session_id\":\"my_project\",\"created_at\":\"2025-11-22T20:30:15.123456\",\"messages\":"
          + MESSAGES
          + "}";

  private static final String TOON =
      """
      session_id: my_project
      created_at: "2025-11-22T20:30:15.123456"
      messages[5]:
        - role: system
          content: You are
        - role: user
          content: "List, please: a, b"
        - role: assistant
          content: ""
          tool_calls[1]:
            - id: c1
              type: function
              function:
                name: list_files
                arguments: "{\\"path\\":\\".\\"}"
        - role: tool
          tool_call_id: c1
          name: list_files
          content: "{\\"success\\":false,\\"error\\":\\"no\\"}"
        - role: assistant
          content: "There is\\nnothing."
      """;

  @Override
  protected List<Format> formats() {
    return List.of(new AgentryFile(), new AgentryDatabase());
  }

  private void check(Imported imported) {
    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(SESSION, imported.session());
    assertEquals("List, please: a, b", imported.title());
    assertEquals(1, imported.losses().get("system prompts"));
    List<Event> events = events(SESSION);
    assertTrue(events.toString().contains("There is\nnothing."), events::toString);
    assertTrue(events.toString().contains("title=list_files ."), events::toString);
    assertTrue(
        events.stream()
            .anyMatch(
                event ->
                    event instanceof Event.ToolCallEnded ended
                        && ended.status() == CallStatus.FAILED));
  }

  @Test
  void aFileOfJsonIsCarriedOver() throws Exception {
    check(one(file("my_project_chat.toon", JSON)));
  }

  @Test
  void aFileOfToonIsTheSameSession() throws Exception {
    check(one(file("my_project_chat.toon", TOON)));

    assertEquals(Status.ALREADY_THERE, one(file("other.json", JSON)).status());
  }

  @Test
  void theDatabaseHoldsTheSameSession() throws Exception {
    Path database = folder.resolve("memory.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var sql = connection.createStatement()) {
      sql.execute(
          "CREATE TABLE sessions (session_id TEXT PRIMARY KEY, created_at TIMESTAMP,"
              + " last_activity TIMESTAMP, metadata TEXT)");
      sql.execute(
          "CREATE TABLE agent_state (session_id TEXT, key TEXT, value TEXT, updated_at TIMESTAMP,"
              + " PRIMARY KEY (session_id, key))");
      sql.execute(
          "INSERT INTO sessions VALUES ('my_project', '2025-11-22 20:30:15.123456', '', '{}'),"
              + " ('empty', '2025-11-22 20:30:15', '', '{}')");
      sql.execute(
          "INSERT INTO agent_state VALUES ('my_project', 'messages', '"
              + MESSAGES.replace("'", "''")
              + "', '')");
    }

    List<Imported> all = imported(database, ALL);

    assertEquals(
        List.of(Status.PASSED_OVER, Status.IMPORTED), all.stream().map(Imported::status).toList());
    check(all.getLast());
    assertEquals(Status.ALREADY_THERE, one(file("x.toon", TOON)).status());
  }

  @Test
  void resultsOfCallsWithoutIdsComeInTheirOrder() throws Exception {
    one(
        file(
            "a.json",
            """
            {"session_id":"my_project","messages":[{"role":"user","content":"x"},
            {"role":"assistant","tool_calls":[{"function":{"name":"a","arguments":{}}},{"function":{"name":"b","arguments":"oops"}}]},
            {"role":"tool","content":"of a"},{"role":"tool","content":"of b"}]}
            """));

    assertEquals(
        List.of("of a", "of b"),
        events(SESSION).stream()
            .filter(Event.ToolCallEnded.class::isInstance)
            .map(event -> ((Event.ToolCallEnded) event).told())
            .toList());
  }

  @Test
  void toonStandsForJson() {
    assertEquals(
        """
        {"a":1,"b":-2.5,"c":true,"d":null,"e":"x: y","f":{"g":{"h":""}},"tags":["p","q, r",3],\
        "none":[],"rows":[{"id":1,"n":"a,b"},{"id":2,"n":"c"}],"pipe":["a,b","c"],\
        "mix":["w",{"k":"v","deep":{"z":0}},[1,2]],"odd key":"007","nested":[{"rows":[{"x":1}],"y":2}]}""",
        Toon.read(
                """
                a: 1
                b: -2.5
                c: true
                d: null
                e: "x: y"
                f:
                  g:
                    h: ""
                tags[3]: p,"q, r",3
                none[0]:
                rows[2]{id,n}:
                  1,"a,b"
                  2,c
                pipe[2|]: a,b|c
                mix[3]:
                  - w
                  - k: v
                    deep:
                      z: 0
                  - [2]: 1,2
                "odd key": 007
                nested[1]:
                  - rows[1]{x}:
                      1
                    y: 2
                """)
            .toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon",
        "a: \"open",
        "a: \"x\\q\"",
        "a: \"x\"y\"",
        "a[2]: 1",
        "a[1]{x,y}:\n  1",
        "a: 1\n   b: 2",
        "[1]: 2",
        "a[1]:\n- x",
        "a[99999999999]: 1",
        ": 1"
      })
  void whatIsNoToonIsRefusedByLine(String text) {
    TransferException refused = assertThrows(TransferException.class, () -> Toon.read(text));

    assertTrue(String.valueOf(refused.getMessage()).startsWith("line "), refused.getMessage());
  }

  @Test
  void toonThatIsEndlesslyDeepIsRefused() {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      deep.append(" ".repeat(i)).append("a:\n");
    }

    assertThrows(TransferException.class, () -> Toon.read(deep.toString()));
  }
}
