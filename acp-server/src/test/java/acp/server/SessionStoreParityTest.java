package acp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.server.Typed.Ran;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What Goose and Agentry promise of a store of sessions: cleaning up, carrying out and in, what it
 * all took, and what is told when something is wrong. Most of it as typed commands.
 */
class SessionStoreParityTest extends ParityFixture {

  private String prompted(String text) throws Exception {
    String session = open(project);
    say(session, text);
    return session;
  }

  private Ran type(String... words) {
    Ran ran = typed.run(words);
    assertEquals(0, ran.exit(), ran.err());
    return ran;
  }

  @Test
  void cleanupByAge() throws Exception {
    String session = prompted("hello");

    type("sessions", "cleanup", "--older-than", "30d");
    assertEquals(List.of(session), listed());
    String dry = type("sessions", "cleanup", "--older-than", "now", "--dry-run").out();
    assertTrue(dry.contains("would go: " + session), dry);
    assertEquals(List.of(session), listed());
    type("sessions", "cleanup", "--older-than", "now");

    assertEquals(List.of(), listed());
    type("sessions", "restore", session);
    assertEquals(List.of(session), listed());
  }

  @Test
  void cleanupByEmptiness() throws Exception {
    String session = prompted("hello");
    String empty = open(project);
    result("_acp-server/session/rename", of(empty).put("title", "Never prompted"));

    type("sessions", "cleanup", "--empty");
    assertEquals(2, listed().size(), "what was just opened may be open in an editor");
    type("sessions", "cleanup", "--empty", "--older-than", "now");

    assertEquals(List.of(session), listed());
    assertTrue(type("sessions", "list", "--trash", "--json").out().contains(empty));
  }

  @Test
  void exportAndImportJson() throws Exception {
    String session = prompted("carry me over");
    say(session, "/rename Carried");
    Path file = folder.resolve("session.json");
    type("sessions", "export", session, "--format", "json", "--out", file.toString());
    JsonNode document = JSON.readTree(file.toFile());
    assertTrue(document.toString().contains("carry me over"));

    Path elsewhere = folder.resolve("elsewhere");
    typed.with("ACP_SERVER_DATA_DIR", elsewhere.toString());
    for (String again : List.of("the first time", "another time")) {
      type("sessions", "import", file.toString(), "--data-dir", elsewhere.toString());
      assertEquals(1, type("sessions", "list", "--json").out().lines().count(), again);
    }
    Path again = folder.resolve("again.json");
    type(
        "sessions",
        "export",
        session,
        "--out",
        again.toString(),
        "--data-dir",
        elsewhere.toString());
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));

    env.put("ACP_SERVER_DATA_DIR", elsewhere.toString());
    restart();
    load(session);
    assertTrue(said("user_message_chunk").contains("carry me over"), updates.toString());
    assertEquals("Carried", title(session));
  }

  @Test
  void importOfWhatIsNoSessionIsToldAndLeavesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.json"), "{\"sessions\": [");

    Ran ran = typed.run("sessions", "import", file.toString());

    assertEquals(1, ran.exit());
    assertTrue(ran.out().matches("(?s)refused +\\S+broken.json\n\\s+\\S.*"), ran.toString());
    assertEquals(List.of(), listed());
  }

  @Test
  void insights() throws Exception {
    Files.writeString(project.resolve("a.txt"), "alpha\n");
    prompted("hello");
    prompted("read a.txt");

    JsonNode report = JSON.readTree(type("sessions", "stats", "--json").out());
    assertEquals(2, report.at("/total/sessions").asInt(), report.toString());
    assertEquals(2, report.at("/total/turns").asInt());
    assertTrue(report.at("/total/inputTokens").asLong() > 0);
    assertEquals(1, report.path("groups").size());
    JsonNode tools = JSON.readTree(type("sessions", "stats", "--by", "tool", "--json").out());
    assertEquals("read_file", tools.at("/groups/0/name").asText(), tools.toString());
    for (String by : List.of("day", "project", "model", "mode", "tool", "error")) {
      assertFalse(type("sessions", "stats", "--by", by).out().isBlank(), by);
    }
  }

  @Test
  void troubleshootingHighUsage() throws Exception {
    String cheap = prompted("hello");
    String dear = prompted("remember this " + "and that and more ".repeat(2_000));
    say(dear, "hello");

    // What a session took is kept with it, so that the one that costs is found without reading any.
    JsonNode page = result("_acp-server/session/query", object()).path("sessions");
    JsonNode most = page.get(0);
    for (JsonNode each : page) {
      if (each.at("/counts/inputTokens").asLong() > most.at("/counts/inputTokens").asLong()) {
        most = each;
      }
    }
    assertEquals(dear, most.path("sessionId").asText(), page.toString());
    JsonNode counts = result("_acp-server/session/get", of(dear)).path("counts");
    assertEquals(2, counts.path("turns").asInt(), counts.toString());
    assertTrue(counts.path("inputTokens").asLong() > 5_000, counts.toString());
    JsonNode few = result("_acp-server/session/get", of(cheap)).path("counts");
    assertTrue(few.path("inputTokens").asLong() < counts.path("inputTokens").asLong());

    // And which project, model or day it is, the figures of the store say.
    JsonNode report = JSON.readTree(type("sessions", "stats", "--by", "project", "--json").out());
    assertEquals(project.toString(), report.at("/groups/0/name").asText(), report.toString());
    assertEquals(
        counts.path("inputTokens").asLong() + few.path("inputTokens").asLong(),
        report.at("/total/inputTokens").asLong());
  }

  @Test
  void customDirectoryAsAFlag() throws Exception {
    prompted("hello");
    String there = folder.resolve("there").toString();

    assertEquals("", type("sessions", "list", "--json", "--data-dir", there).out());
    assertEquals(1, type("sessions", "list", "--json").out().lines().count());
  }

  @Test
  void sessionExistsAsACommand() throws Exception {
    String session = prompted("hello");

    assertTrue(type("sessions", "show", session, "--json").out().contains(session));
    Ran none = typed.run("sessions", "show", "no-such-session");
    assertEquals(1, none.exit());
    assertTrue(none.err().contains("There is no session"), none.err());
  }

  @Test
  void troubleshootingASessionThatWasDeleted() throws Exception {
    String session = prompted("not to be lost");
    result("session/delete", of(session));
    assertTrue(ask("session/load", place(of(session), project)).has("error"));

    result("_acp-server/session/restore", of(session));
    load(session);

    assertEquals("not to be lost", said("user_message_chunk"));
  }

  @Test
  void troubleshootingAStoreThatIsNoDatabase() throws Exception {
    link.close();
    byte[] garbage =
        "this is no database at all, but somebody's notes"
            .repeat(100)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(Files.createDirectories(typed.data()).resolve("sessions.db"), garbage);

    Ran ran = typed.run("sessions", "list");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("sessions.db") && ran.err().contains("doctor"), ran.err());
    assertArrayEquals(garbage, Files.readAllBytes(typed.data().resolve("sessions.db")));
  }
}
