package acp.surface.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Outcome;
import acp.session.Origin;
import acp.store.memory.MemoryJournal;
import acp.surface.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What an editor can do with sessions beyond the protocol. */
@Timeout(20)
class SessionMethodsTest {
  private static final String OWN = "_acp-server/session/";

  private final MemoryJournal journal = new MemoryJournal();
  private Desk desk;

  @BeforeEach
  void greet() {
    desk = new Desk(journal, _ -> Mono.just(Outcome.stopped(Outcome.Reason.END_TURN)));
    desk.result(
        "initialize", "{'protocolVersion':1,'clientInfo':{'name':'An Editor','version':'1.2'}}");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private JsonNode of(String method, String session, String more) {
    return desk.result(OWN + method, "{'sessionId':'%s'%s}".formatted(session, more));
  }

  private JsonNode error(String method, String session, String more) {
    return desk.answer(OWN + method, "{'sessionId':'%s'%s}".formatted(session, more)).path("error");
  }

  @Test
  void aSessionIsTold() {
    String id = desk.open();
    desk.answer(desk.prompt(id, "Hello there"));

    JsonNode session = of("get", id, "");

    assertEquals("Hello there", session.path("title").asText());
    assertEquals("prompt", session.path("titleSource").asText());
    assertEquals("user", session.path("type").asText());
    assertEquals("active", session.path("state").asText());
    assertEquals(1, session.at("/counts/turns").asInt());
    assertEquals("ask", session.path("mode").asText());
    assertEquals("/project", session.path("cwd").asText());
    assertFalse(session.has("deletedAt"));
  }

  @Test
  void whoBeganASessionIsKeptWithItsFirstPrompt() {
    String id = desk.open();
    desk.answer(desk.prompt(id, "Hello"));
    Origin expected = new Origin(null, null, "An Editor", "1.2");

    Origin kept =
        Mono.defer(() -> journal.catalogue().get(new acp.event.SessionId(id)))
            .map(entry -> entry.traits().origin())
            .filter(expected::equals)
            .repeatWhenEmpty(1_000_000, times -> times)
            .block();

    assertEquals(expected, kept);
    assertEquals("An Editor", of("get", id, "").at("/client/name").asText());
  }

  @Test
  void aSessionIsArchivedAndTheProtocolsListLeavesItOut() {
    String id = desk.open();

    JsonNode session = of("update", id, ",'archived':true,'addTags':['a']");

    assertEquals("archived", session.path("state").asText());
    assertEquals(2, session.path("version").asInt());
    assertEquals(0, desk.result("session/list", "{}").path("sessions").size());
    assertEquals(
        id,
        desk.result(OWN + "query", "{'state':'archived','tags':['a']}")
            .at("/sessions/0/sessionId")
            .asText());
  }

  @Test
  void whoIsLateIsToldTheVersion() {
    String id = desk.open();
    of("update", id, ",'metadata':{'a':1}");

    JsonNode error = error("update", id, ",'version':1,'metadata':{'a':2}");

    assertEquals(-32600, error.path("code").asInt());
    assertEquals("stale", error.at("/data/kind").asText());
    assertEquals(2, error.at("/data/version").asInt());
    assertEquals(1, of("get", id, "").at("/metadata/a").asInt());
  }

  @Test
  void aNewTitleIsShownToWhoWatches() {
    String id = desk.open();
    desk.forget();

    of("rename", id, ",'title':'A  title\\n'");

    JsonNode update =
        desk.updates().stream()
            .filter(each -> each.path("sessionUpdate").asText().equals("session_info_update"))
            .findFirst()
            .orElseThrow();
    assertEquals("A title", update.path("title").asText());
    assertEquals(-32602, error("rename", id, ",'title':' '").path("code").asInt());
  }

  @Test
  void dataIsKeptForPrograms() {
    String id = desk.open();

    of("data/set", id, ",'key':'notes.v1','value':{'a':[1]}");
    of("data/set", id, ",'key':'other.v2','value':7");

    assertEquals(
        Desk.json("{'data':{'notes.v1':{'a':[1]}}}"), of("data/get", id, ",'key':'notes.v1'"));
    of("data/set", id, ",'key':'notes.v1'");
    assertEquals(Desk.json("{'data':{'other.v2':7}}"), of("data/get", id, ""));
    assertEquals(Desk.json("['other.v2']"), of("get", id, "").path("dataKeys"));
    assertEquals(-32602, error("data/set", id, ",'key':'notes','value':1").path("code").asInt());
  }

  @Test
  void theTrashGivesBackUntilItIsEmptied() {
    String id = desk.open();

    of("trash", id, "");
    assertEquals("trashed", of("get", id, "").path("state").asText());
    assertEquals("active", of("restore", id, "").path("state").asText());
    of("purge", id, "");

    for (String method : new String[] {"get", "restore", "trash", "purge", "update"}) {
      assertEquals(-32002, error(method, id, "").path("code").asInt(), method);
    }
  }

  @Test
  void anEphemeralSessionIsGoneWhenItIsClosed() {
    String id =
        desk.result(
                "session/new",
                "{'cwd':'/p','mcpServers':[],'_meta':{'acp-server':{'type':'ephemeral','tags':['x']}}}")
            .path("sessionId")
            .asText();
    assertEquals("ephemeral", of("get", id, "").path("type").asText());
    assertEquals(1, desk.result("session/list", "{}").path("sessions").size());

    desk.result("session/close", "{'sessionId':'" + id + "'}");

    assertEquals(-32002, error("get", id, "").path("code").asInt());
  }

  @Test
  void aWishThatCannotBeIsRefused() {
    for (String wish : new String[] {"{'type':'odd'}", "{'tags':['a b']}", "{'metadata':[]}"}) {
      JsonNode error =
          desk.answer(
                  "session/new", "{'cwd':'/p','mcpServers':[],'_meta':{'acp-server':" + wish + "}}")
              .path("error");
      assertEquals(-32602, error.path("code").asInt(), wish);
      assertTrue(error.at("/data/path").asText().startsWith("_meta"), wish);
    }
  }

  @Test
  void whatHappenedIsToldInFewWords() {
    String id = desk.open();
    desk.answer(desk.prompt(id, "Hello"));

    JsonNode result = of("happenings", id, "");

    assertEquals("prompt", result.at("/happenings/0/kind").asText());
    assertEquals("Hello", result.at("/happenings/0/text").asText());
    long last = result.path("lastSeq").asLong();
    assertEquals(0, of("happenings", id, ",'after':" + last).path("happenings").size());
    assertEquals(last, of("happenings", id, ",'after':" + last).path("lastSeq").asLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'state':'gone'}",
        "{'types':['odd']}",
        "{'updatedAfter':'soon'}",
        "{'createdBefore':'+1000000000-12-31T23:59:59Z'}",
        "{'limit':1001}",
        "{'tags':'a'}",
        "{'empty':'yes'}"
      })
  void aQueryThatCannotBeMeantIsRefused(String query) {
    JsonNode error = desk.answer(OWN + "query", query).path("error");

    assertEquals(-32602, error.path("code").asInt());
    assertFalse(error.at("/data/path").asText().isEmpty(), error.toString());
  }

  @Test
  void pagesAreWalkedByTheirCursor() {
    for (int i = 0; i < 5; i++) {
      desk.open();
    }

    JsonNode first = desk.result(OWN + "query", "{'limit':3}");
    String cursor = first.path("nextCursor").asText();
    JsonNode second = desk.result(OWN + "query", "{'limit':3,'cursor':'" + cursor + "'}");

    assertEquals(3, first.path("sessions").size());
    assertEquals(2, second.path("sessions").size());
    assertFalse(second.has("nextCursor"));
    assertEquals(
        -32602,
        desk.answer(OWN + "query", "{'cwd':'/x','cursor':'" + cursor + "'}")
            .at("/error/code")
            .asInt());
  }
}
