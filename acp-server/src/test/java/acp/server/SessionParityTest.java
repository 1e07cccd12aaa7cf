package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What Goose and Agentry promise of sessions, row by row, driven as an editor or a user at a
 * terminal drives it: each test is named for the promise.
 */
class SessionParityTest extends ParityFixture {
  @Nested
  class Goose {
    @Test
    void createUpdateQueryListDelete() throws Exception {
      String session = open(project);
      String other = open(folder);
      say(session, "hello");
      say(other, "hello");
      say(session, "/rename Another name");

      assertEquals(List.of(session, other), listed());
      assertEquals("Another name", title(session));
      assertEquals(
          session,
          result("_acp-server/session/query", object().put("cwd", project.toString()))
              .at("/sessions/0/sessionId")
              .asText());
      result("session/delete", of(other));
      assertEquals(List.of(session), listed());
    }

    @Test
    void sqlitePersistenceWithSchema() throws Exception {
      String session = open(project);
      say(session, "hello");

      restart();
      load(session);

      assertEquals("hello", said("user_message_chunk"));
      assertTrue(said("agent_message_chunk").contains("Hello"), updates.toString());
      byte[] head = Arrays.copyOf(Files.readAllBytes(typed.data().resolve("sessions.db")), 16);
      assertEquals("SQLite format 3\0", new String(head, StandardCharsets.US_ASCII));
      assertTrue(typed.run("doctor").out().contains("of schema"));
    }

    @Test
    void messageTypesWithVisibility() throws Exception {
      Files.writeString(project.resolve("a.txt"), "alpha\n");
      String session = open(project);
      say(session, "read a.txt");
      say(session, "/status");

      load(session);

      for (String kind :
          List.of("user_message_chunk", "agent_message_chunk", "tool_call", "tool_call_update")) {
        assertTrue(wasTold(kind), kind + " in " + updates);
      }
      // The user sees command and answer; the model does not.
      assertTrue(said("user_message_chunk").contains("/status"), updates.toString());
      say(session, "/context");
      assertTrue(said("agent_message_chunk").contains("Conversation (3)"), updates.toString());
    }

    @Test
    void autoCompactionAtAThresholdThatTheEnvironmentSets() throws Exception {
      assertFalse(isCompacted());
      env.put("ACP_SERVER_COMPACT_AT", "1");
      restart();
      assertTrue(isCompacted(), updates.toString());
    }

    /** Whether a long prompt is summarised before the next. */
    private boolean isCompacted() throws Exception {
      String session = open(project);
      say(session, "remember this " + "and that and more ".repeat(4_000));
      say(session, "hello");
      return updates.toString().contains("ummar");
    }

    @Test
    void contextStrategiesSummarizeTruncateAndClear() throws Exception {
      String session = open(project);
      for (String text : List.of("first words", "second words", "third words")) {
        say(session, text);
      }

      assertEquals("Conversation (6)", conversation(session));
      say(session, "/compact");
      assertNotEquals("Conversation (6)", conversation(session));
      result("_acp-server/session/restoreContext", of(session));
      assertEquals("Conversation (6)", conversation(session));
      result("_acp-server/session/trim", of(session).put("turns", 1));
      assertEquals("Conversation (2)", conversation(session));
      result("_acp-server/session/clear", of(session));
      assertEquals("", conversation(session));

      // Whatever the model no longer sees, people do.
      load(session);
      assertTrue(said("user_message_chunk").contains("first words"), updates.toString());
    }

    /** How many messages the model has in its context, as the user is shown it. */
    private String conversation(String session) throws Exception {
      say(session, "/context");
      return said("agent_message_chunk")
          .lines()
          .filter(line -> line.contains("Conversation ("))
          .map(line -> line.replaceAll(".*(Conversation \\(\\d+\\)).*", "$1"))
          .findFirst()
          .orElse("");
    }

    @Test
    void maxTurns() throws Exception {
      Files.writeString(project.resolve("a.txt"), "alpha\n");
      env.put("ACP_SERVER_MAX_TURN_REQUESTS", "1");
      restart();
      String session = open(project);

      assertEquals("max_turn_requests", say(session, "read a.txt").path("stopReason").asText());
    }

    @Test
    void automaticAndManualNames() throws Exception {
      String session = open(project);
      say(session, "why does the build fail?");
      assertEquals("why does the build fail?", title(session));

      say(session, "/rename Broken build");
      say(session, "and now?");

      assertEquals("Broken build", title(session));
    }

    @Test
    void tokenTrackingAndCost() throws Exception {
      String session = open(project);
      say(session, "hello");
      assertTrue(wasTold("usage_update"), updates.toString());

      say(session, "/usage");

      assertTrue(said("agent_message_chunk").matches("(?s).*\\d.*"), updates.toString());
    }

    @Test
    void isolationOfFoldersAndConversationBetweenSessions() throws Exception {
      Path here = Files.createDirectories(folder.resolve("here"));
      Path there = Files.createDirectories(folder.resolve("there"));
      Files.writeString(here.resolve("a.txt"), "written here\n");
      Files.writeString(there.resolve("a.txt"), "written there\n");
      String one = open(here);
      String two = open(there);

      say(one, "read a.txt");
      assertTrue(said("agent_message_chunk").contains("written here"), updates.toString());
      say(two, "read a.txt");
      assertTrue(said("agent_message_chunk").contains("written there"), updates.toString());

      load(two);
      assertFalse(updates.toString().contains("written here"), updates.toString());
    }

    @Test
    void parallelSessions() throws Exception {
      String one = open(project);
      String two = open(project);
      updates.clear();

      int first = send("session/prompt", prompt(one, "stream n=50 size=10 delay=1"));
      int second = send("session/prompt", prompt(two, "hello"));

      assertEquals("end_turn", await(second).at("/result/stopReason").asText());
      assertEquals("end_turn", await(first).at("/result/stopReason").asText());
    }

    @Test
    void sessionApiOfTheProtocolAndOfExtensionMethods() throws Exception {
      JsonNode able =
          result("initialize", object().put("protocolVersion", 1)).path("agentCapabilities");
      assertTrue(able.path("loadSession").asBoolean(), able.toString());
      assertTrue(able.at("/sessionCapabilities/list").isObject(), able.toString());
      String session = open(project);
      say(session, "hello");

      assertEquals(
          "hello",
          result("_acp-server/session/messages", of(session)).at("/messages/0/text").asText());
      assertNotEquals(
          session, result("_acp-server/session/fork", of(session)).path("sessionId").asText());
    }

    @Test
    void aBranchInAFolderThatIsNoneIsRefusedAsTheClientsMistake() throws Exception {
      String session = open(project);
      say(session, "hello");

      for (String cwd : List.of("a/b", "/a\0b", "/" + "x".repeat(40_000))) {
        JsonNode refused = ask("_acp-server/session/fork", of(session).put("cwd", cwd));

        assertEquals(-32602, refused.at("/error/code").asInt(), refused.toString());
        assertEquals("cwd", refused.at("/error/data/path").asText(), refused.toString());
      }
    }

    @Test
    void troubleshootingASessionThatIsNotFound() throws Exception {
      JsonNode refused = ask("session/load", place(of("no-such-session"), project));

      assertEquals(-32002, refused.at("/error/code").asInt(), refused.toString());
    }

    @Test
    void troubleshootingACorruptDatabase() throws Exception {
      String session = open(project);
      for (int i = 0; i < 40; i++) {
        say(session, "hello " + "again ".repeat(200) + i);
      }
      link.close();
      Path store = typed.data().resolve("sessions.db");
      byte[] whole = Files.readAllBytes(store);
      Files.write(store, Arrays.copyOf(whole, whole.length * 9 / 10));

      assertEquals(1, typed.run("doctor").exit());
      assertEquals(0, typed.run("doctor", "--repair").exit());

      restart();
      load(session);
      assertTrue(said("user_message_chunk").contains("again"), "nothing was saved");
    }

    @Test
    void troubleshootingLostData() throws Exception {
      String session = open(project);
      say(session, "first words");
      say(session, "second words");

      result("_acp-server/session/rewind", of(session).put("turns", 1));
      load(session);
      assertFalse(said("user_message_chunk").contains("second words"), updates.toString());
      result("_acp-server/session/unrewind", of(session));
      load(session);

      assertTrue(said("user_message_chunk").contains("second words"), updates.toString());
    }
  }

  @Nested
  class Agentry {
    @Test
    void slashStatus() throws Exception {
      String session = open(project);
      say(session, "/status");
      assertTrue(said("agent_message_chunk").contains(session), updates.toString());
      String alias = alias(session);
      say(session, "/status");
      assertTrue(said("agent_message_chunk").contains("`" + alias + "`"), updates.toString());
    }

    @Test
    void slashSessions() throws Exception {
      String session = open(project);
      say(session, "a session to be found");
      say(session, "/sessions to be found");
      assertTrue(said("agent_message_chunk").contains("a session to be found"), updates.toString());
      String alias = alias(session);
      say(session, "/sessions " + alias);
      assertTrue(said("agent_message_chunk").contains("` `" + alias + "`"), updates.toString());
    }

    private String alias(String session) throws Exception {
      return result("_acp-server/session/get", of(session)).path("alias").asText("none");
    }

    @Test
    void slashNewAndClear() throws Exception {
      String session = open(project);
      say(session, "hello");
      for (String command : List.of("/new", "/clear")) {
        assertEquals("end_turn", say(session, command).path("stopReason").asText());
        assertFalse(said("agent_message_chunk").isEmpty(), updates.toString());
      }
      load(session);
      assertTrue(said("user_message_chunk").contains("hello"), updates.toString());
    }

    @Test
    void slashResume() throws Exception {
      String session = open(project);
      say(session, "the one to go on with");
      String other = open(project);
      say(other, "/resume the one to go on");
      assertTrue(said("agent_message_chunk").contains(session), updates.toString());
    }

    @Test
    void customDirectory() throws Exception {
      env.put("ACP_SERVER_DATA_DIR", folder.resolve("elsewhere").toString());
      restart();
      say(open(project), "hello");
      assertTrue(Files.exists(folder.resolve("elsewhere/sessions.db")));
    }

    @Test
    void sessionExists() throws Exception {
      String session = open(project);
      say(session, "hello");
      assertEquals(
          session,
          result("_acp-server/session/resolve", object().put("name", session))
              .path("sessionId")
              .asText());
      assertEquals(
          -32002,
          ask("_acp-server/session/resolve", object().put("name", "ffffffff"))
              .at("/error/code")
              .asInt());
    }

    @Test
    void keepLastN() throws Exception {
      String session = open(project);
      for (String text : List.of("one", "two", "three")) {
        say(session, text);
      }
      result("_acp-server/session/trim", of(session).put("turns", 2));
      say(session, "/context");
      assertTrue(said("agent_message_chunk").contains("Conversation (4)"), updates.toString());
      assertTrue(ask("_acp-server/session/trim", of(session).put("turns", -1)).has("error"));
    }
  }
}
