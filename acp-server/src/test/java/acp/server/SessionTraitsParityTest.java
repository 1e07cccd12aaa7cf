package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Goose and Agentry promise to keep with a session: its type, what programs and the user lay
 * down about it, and how that is changed.
 */
class SessionTraitsParityTest extends ParityFixture {
  private static final int STALE = -32600;
  private static final int UNFIT = -32602;
  private static final int UNKNOWN = -32002;

  /** A session that begins with what {@code wish} says of it, and was prompted. */
  private String begin(ObjectNode wish) throws Exception {
    ObjectNode params = place(object(), project);
    params.putObject("_meta").set("acp-server", wish);
    String session = result("session/new", params).path("sessionId").asText();
    say(session, "hello");
    return session;
  }

  private String usual() throws Exception {
    return begin(object());
  }

  private JsonNode get(String session) throws Exception {
    return result("_acp-server/session/get", of(session));
  }

  private List<String> query(ObjectNode query) throws Exception {
    List<String> ids = new ArrayList<>();
    result("_acp-server/session/query", query)
        .path("sessions")
        .forEach(each -> ids.add(each.path("sessionId").asText()));
    return ids;
  }

  private static ObjectNode with(ObjectNode params, String field, String... values) {
    for (String value : values) {
      params.withArray("/" + field).add(value);
    }
    return params;
  }

  @Test
  void typeUser() throws Exception {
    String session = usual();

    assertEquals("user", get(session).path("type").asText());
    assertEquals(List.of(session), listed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub_agent", "scheduled", "hidden"})
  void typesSubAgentScheduledAndHidden(String type) throws Exception {
    String session = begin(object().put("type", type));
    String seen = usual();

    assertEquals(List.of(seen), listed());
    assertEquals(List.of(seen), query(object()));
    assertEquals(List.of(session), query(with(object(), "types", type)));
    restart();
    load(session);
    assertEquals("hello", said("user_message_chunk"));
    assertEquals(type, get(session).path("type").asText());
    String all = typed.run("sessions", "list", "--json", "--type", "any").out();
    assertEquals(2, all.lines().count(), all);
  }

  @Test
  void typeEphemeral() throws Exception {
    String closed = begin(object().put("type", "ephemeral"));
    String left = begin(object().put("type", "ephemeral"));
    assertEquals(2, listed().size());

    result("session/close", of(closed));
    assertEquals(List.of(left), listed());
    restart();

    for (String session : List.of(closed, left)) {
      assertEquals(
          UNKNOWN, ask("_acp-server/session/get", of(session)).at("/error/code").asInt(), session);
      assertEquals(1, typed.run("sessions", "restore", session).exit());
    }
  }

  @Test
  void aTypeThatIsNoneIsRefused() throws Exception {
    ObjectNode params = place(object(), project);
    params.putObject("_meta").putObject("acp-server").put("type", "robot");

    assertEquals(UNFIT, ask("session/new", params).at("/error/code").asInt());
  }

  @Test
  void extensionDataUnderVersionedKeys() throws Exception {
    String session = usual();
    String other = usual();
    set(session, "todo.v1", object().put("text", "one"));
    set(session, "todo.v2", object().put("items", 2));
    restart();

    JsonNode data = result("_acp-server/session/data/get", of(session)).path("data");
    assertEquals("one", data.at("/todo.v1/text").asText(), data.toString());
    assertEquals(2, data.at("/todo.v2/items").asInt(), data.toString());
    assertEquals("{\"data\":{}}", result("_acp-server/session/data/get", of(other)).toString());
    assertEquals("[\"todo.v1\",\"todo.v2\"]", get(session).path("dataKeys").toString());

    result("_acp-server/session/data/set", of(session).put("key", "todo.v1").putNull("value"));
    assertEquals("[\"todo.v2\"]", get(session).path("dataKeys").toString());
  }

  @Test
  void extensionDataHasNamesVersionsAndASize() throws Exception {
    String session = usual();

    for (String key : List.of("todo", "todo.v0", "../todo.v1", "")) {
      ObjectNode params = of(session).put("key", key).put("value", 1);
      assertEquals(
          UNFIT, ask("_acp-server/session/data/set", params).at("/error/code").asInt(), key);
    }
    ObjectNode params = of(session).put("key", "big.v1").put("value", "x".repeat(64 * 1024));
    JsonNode refused = ask("_acp-server/session/data/set", params).path("error");
    assertTrue(refused.path("message").asText().contains("at most 64 KiB"), refused.toString());
    assertTrue(get(session).path("dataKeys").isEmpty());
  }

  private void set(String session, String key, JsonNode value) throws Exception {
    ObjectNode params = of(session).put("key", key);
    result("_acp-server/session/data/set", params.set("value", value));
  }

  @Test
  void metadata() throws Exception {
    ObjectNode wish = object();
    wish.putObject("metadata").put("ticket", "A-1").put("team", "engines");
    String session = begin(wish);

    ObjectNode change = of(session);
    change.putObject("metadata").put("ticket", "A-2").putNull("team").put("done", true);
    result("_acp-server/session/update", change);
    restart();

    assertEquals("{\"ticket\":\"A-2\",\"done\":true}", get(session).path("metadata").toString());
  }

  @Test
  void tags() throws Exception {
    String session = begin(with(object(), "tags", "work", "later"));
    String other = usual();

    assertEquals(0, typed.run("sessions", "tag", session, "urgent").exit());
    assertEquals(0, typed.run("sessions", "tag", session, "--remove", "later").exit());

    assertEquals(List.of(session), query(with(object(), "tags", "work", "urgent")));
    assertEquals(List.of(), query(with(object(), "tags", "work", "later")));
    String found = typed.run("sessions", "list", "--json", "--tag", "urgent").out();
    assertTrue(found.contains(session) && !found.contains(other), found);
  }

  @Test
  void builderUpdates() throws Exception {
    String session = usual();
    JsonNode before = get(session);
    ObjectNode change = with(of(session), "addTags", "work");
    change.put("version", before.path("version").asLong()).put("archived", true);

    JsonNode after = result("_acp-server/session/update", change);

    assertEquals("[\"work\"]", after.path("tags").toString());
    assertEquals("archived", after.path("state").asText());
    assertEquals(before.path("version").asLong() + 1, after.path("version").asLong());
    for (String field : List.of("title", "cwd", "type", "counts", "createdAt", "lastSeq")) {
      assertEquals(before.path(field), after.path(field), field);
    }
  }

  @Test
  void builderUpdatesWriteOnlyWhatTheyName() throws Exception {
    String session = begin(with(object(), "tags", "work"));

    ObjectNode change = of(session);
    change.putObject("metadata").put("a", 1);
    result("_acp-server/session/update", change);
    JsonNode after = result("_acp-server/session/update", of(session).put("archived", true));

    assertEquals("[\"work\"]", after.path("tags").toString());
    assertEquals("{\"a\":1}", after.path("metadata").toString());
  }

  @Test
  void aStaleBuilderUpdateIsRefused() throws Exception {
    String session = usual();
    long version = get(session).path("version").asLong();
    result("_acp-server/session/update", with(of(session), "addTags", "first"));

    ObjectNode late = with(of(session).put("version", version), "addTags", "late");
    JsonNode refused = ask("_acp-server/session/update", late).path("error");

    assertEquals(STALE, refused.path("code").asInt(), refused.toString());
    assertEquals("stale", refused.at("/data/kind").asText());
    assertEquals(version + 1, refused.at("/data/version").asLong());
    assertEquals("[\"first\"]", get(session).path("tags").toString());
  }

  @Test
  void anUpdateIsAllOrNothing() throws Exception {
    String session = usual();
    ObjectNode change = with(of(session).put("archived", true), "addTags", "good", "two words");

    assertEquals(UNFIT, ask("_acp-server/session/update", change).at("/error/code").asInt());

    assertEquals("active", get(session).path("state").asText());
    assertFalse(get(session).path("tags").toString().contains("good"));
  }
}
