package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two editors with a server each, and one session that both want. */
@Timeout(120)
class SharedSessionIT {
  private static final String LONG = "stream n=100000 size=20 delay=5";

  @TempDir Path home;
  private Path project;

  @BeforeEach
  void makeTheProject() throws Exception {
    project = Files.createDirectory(home.resolve("project"));
  }

  @Test
  void ofTwoThatPromptOneWorksOnAndTheOtherIsToldWhoDoes() throws Exception {
    try (Editor first = Editor.start(home);
        Editor second = Editor.start(home)) {
      first.initialize();
      second.initialize();
      String session = first.open(project);
      int running = first.sendPrompt(session, LONG);
      first.awaitUpdate("agent_message_chunk");

      JsonNode loaded = second.load(session, project);
      JsonNode busy = second.prompt(session, "hello");
      JsonNode mode = setMode(second, session);

      assertTrue(loaded.has("result"), loaded.toString());
      assertTrue(String.join("\n", second.heard()).contains("working in another process"));
      assertEquals("busy", busy.at("/error/data/kind").asText(), busy.toString());
      assertEquals(first.process().pid(), busy.at("/error/data/pid").asLong());
      assertEquals("busy", mode.at("/error/data/kind").asText(), mode.toString());
      first.awaitUpdate("agent_message_chunk");
      first.notify("session/cancel", Editor.object().put("sessionId", session));
      assertEquals("cancelled", first.answerTo(running).at("/result/stopReason").asText());
      assertTrue(setMode(second, session).has("result"));
      assertEquals("end_turn", stop(second.prompt(session, "hello")));
      assertEquals("end_turn", stop(first.prompt(session, "hello")));
    }
  }

  @Test
  void aSessionWhoseServerWasKilledIsTakenOverAtOnce() throws Exception {
    try (Editor first = Editor.start(home);
        Editor second = Editor.start(home)) {
      first.initialize();
      second.initialize();
      String session = first.open(project);
      first.sendPrompt(session, LONG);
      first.awaitUpdate("agent_message_chunk");

      first.kill();
      second.load(session, project);

      assertFalse(String.join("\n", second.heard()).contains("working in another process"));
      assertEquals("end_turn", stop(second.prompt(session, "hello")));
    }
  }

  @Test
  void whoOnlyLooksMayLoadAndIsRefusedTheRest() throws Exception {
    String session;
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      session = editor.open(project);
      editor.prompt(session, "hello");
      editor.end();
    }

    try (Editor reader = Editor.start(home, "--read-only")) {
      reader.initialize();
      JsonNode loaded = reader.load(session, project);
      JsonNode refused = reader.prompt(session, "hello");

      assertTrue(loaded.has("result"), loaded.toString());
      assertTrue(
          refused.at("/error/data/details").asText().contains("reading only"), refused.toString());
    }
  }

  private static JsonNode setMode(Editor editor, String session) throws Exception {
    return editor.ask(
        "session/set_mode",
        Editor.object().put("sessionId", session).put("modeId", "accept_edits"));
  }

  private static String stop(JsonNode answer) {
    return answer.at("/result/stopReason").asText();
  }
}
