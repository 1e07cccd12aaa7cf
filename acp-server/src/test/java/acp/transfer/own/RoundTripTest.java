package acp.transfer.own;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.session.CatalogueEntry;
import acp.session.Change;
import acp.session.Origin;
import acp.session.SessionSummary;
import acp.session.SessionType;
import acp.store.JournalFixture;
import acp.store.Samples;
import acp.store.sqlite.SqliteJournal;
import acp.transfer.Carrying;
import acp.transfer.Import.Wanted;
import acp.transfer.Imported;
import acp.transfer.Imported.Status;
import acp.transfer.Target;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported, imported and exported again is the same to the byte. */
class RoundTripTest extends Carrying {
  private static final List<Event> SAMPLES = List.copyOf(Samples.all().values());

  static Stream<Target> targets() {
    return Stream.of(LINES, DOCUMENT);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyKindOfEventComesBackToTheByte(Target target) throws Exception {
    created(SAMPLES);
    byte[] file = exported(from, S, target, false);

    Imported imported = one(file("session", file));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertArrayEquals(file, exported(to, S, target, false));
    assertEquals(JournalFixture.all(from, S, 0), kept(S));
    assertEquals(from.find(S).block(), to.find(S).block());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatTheEventsDoNotSayComesBackTooFromDisk(Target target) throws Exception {
    from.close();
    to.close();
    from = new SqliteJournal(folder.resolve("one"));
    to = new SqliteJournal(folder.resolve("two"));
    created(SAMPLES);
    ObjectNode metadata =
        (ObjectNode) new ObjectMapper().readTree("{\"a\":1.50,\"\u00fc\":[null]}");
    String large = "x\u2028\"".repeat(10_000);
    Change change = Change.NONE.tags(List.of("b", "a"), List.of()).metadata(metadata);
    for (int i = 0; i < 10; i++) {
      change = change.data("large" + i + ".v1", TextNode.valueOf(large));
    }
    from.catalogue().update(S, change.archived(true).type(SessionType.HIDDEN)).block();
    from.catalogue().originate(S, new Origin("main", "abc", "Ed", null)).block();
    byte[] file = exported(from, S, target, false);

    Imported imported = one(file("session", file));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertArrayEquals(file, exported(to, S, target, false));
    CatalogueEntry before = from.catalogue().get(S).blockOptional().orElseThrow();
    CatalogueEntry after = to.catalogue().get(S).blockOptional().orElseThrow();
    assertEquals(before.traits(), after.traits());
    assertEquals(before.tally(), after.tally());
  }

  @Test
  void whatTheEventsDoNotSayIsRedactedToo() throws Exception {
    String key = "sk-ant-api03-" + "Ab1".repeat(30);
    created(SAMPLES);
    ObjectNode metadata = new ObjectMapper().createObjectNode().put("k", key);
    from.catalogue()
        .update(
            S,
            Change.NONE
                .metadata(metadata)
                .tags(List.of("fine", key.substring(0, 50)), List.of())
                .data("a.v1", TextNode.valueOf(key)))
        .block();

    String text = text(LINES, true);

    assertTrue(text.contains("fine"), text);
    assertTrue(!text.contains("Ab1Ab1Ab1"), text);
    assertEquals(Status.IMPORTED, one(file("session", text)).status());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyMixtureOfThemComesBackToTheByteFromDiskToo(long seed) throws Exception {
    to = new SqliteJournal(folder.resolve("store"));
    Random random = new Random(seed);
    List<Entry> entries = new ArrayList<>();
    long seq = 0;
    for (int i = 0; i < 400; i++) {
      seq += 1 + (random.nextInt(4) == 0 ? random.nextInt(1 << 20) : 0);
      Event event =
          random.nextInt(3) == 0
              ? new Event.MessageChunk(
                  new MessageId("m"), Event.Role.AGENT, noise(random, random.nextInt(300)))
              : SAMPLES.get(random.nextInt(SAMPLES.size()));
      entries.add(new Entry(seq, T0.plusMillis(random.nextInt(1 << 30)), event));
    }
    var session = new SessionSummary(S, noise(random, 20), null, T0, T0.plusSeconds(3), seq + 7);
    JournalFixture.done(from.create(session, entries));
    Target target = random.nextBoolean() ? LINES : DOCUMENT;
    byte[] file = exported(from, S, target, false);

    Imported imported = one(file("session", file));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertArrayEquals(file, exported(to, S, target, false));
  }

  /** Text of all planes, halves of surrogate pairs and control characters among it. */
  private static String noise(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 2 -> text.append((char) random.nextInt(0x30));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  @Test
  void bothFormsHaveOneChecksumAndHoldTheSame() throws Exception {
    created(SAMPLES);
    ObjectMapper mapper = new ObjectMapper();

    List<String> lines = text(LINES, false).lines().toList();
    JsonNode document = mapper.readTree(text(DOCUMENT, false));

    assertEquals(SAMPLES.size() + 2, lines.size());
    assertEquals(mapper.readTree(lines.getLast()).get("sha256"), document.get("sha256"));
    assertEquals(mapper.readTree(lines.getFirst()).get("session"), document.get("session"));
    for (int i = 0; i < SAMPLES.size(); i++) {
      assertEquals(mapper.readTree(lines.get(i + 1)), document.get("events").get(i));
    }
  }

  @Test
  void aDocumentMayBeLaidOutInAnotherWay() throws Exception {
    created(SAMPLES);
    String pretty =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(text(DOCUMENT, false))
            .toPrettyString();

    Imported imported = one(file("pretty.json", pretty));

    assertEquals("", imported.problem());
    assertArrayEquals(exported(from, S, LINES, false), exported(to, S, LINES, false));
  }

  @Test
  void linesMayEndAsOnOtherSystems() throws Exception {
    created(SAMPLES);

    Imported imported =
        one(file("session.jsonl", "\ufeff" + text(LINES, false).replace("\n", "\r\n\r\n")));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
  }

  @Test
  void aRowThatCouldNotBeReadIsCarriedAsItIs() throws Exception {
    created(
        List.of(
            new Event.SessionOpened("/", List.of(), null),
            new Event.Unknown("turn_ended", TextNode.valueOf("{\"turn\":"))));

    Imported imported = one(file("session.jsonl", exported(from, S, LINES, false)));

    assertEquals(JournalFixture.all(from, S, 0), kept(S));
    assertEquals(
        Map.of("events of a kind that this version does not show (kept as they are)", 1L),
        imported.losses());
  }

  @Test
  void importingTwiceDoesNotDouble() throws Exception {
    created(SAMPLES);
    Path file = file("session.jsonl", exported(from, S, LINES, false));
    one(file);

    Imported again = one(file);

    assertEquals(Status.ALREADY_THERE, again.status());
    assertEquals(1, sessions().size());
  }

  @Test
  void whatHasGoneOnSinceIsLeftAsItIs() throws Exception {
    created(SAMPLES);
    Path file = file("session.jsonl", exported(from, S, LINES, false));
    one(file);
    JournalFixture.done(
        to.append(S, JournalFixture.append(SAMPLES.size(), List.of(JournalFixture.entry(100)))));

    Imported again = one(file);

    assertEquals(Status.GONE_ON, again.status());
    assertEquals(SAMPLES.size() + 1, kept(S).size());
  }

  @Test
  void aDifferentSessionOfTheSameIdIsRefusedUnlessItIsToBeNew() throws Exception {
    created(SAMPLES);
    Path file = file("session.jsonl", exported(from, S, LINES, false));
    JournalFixture.done(
        to.create(
            new SessionSummary(S, "/", null, T0, T0, 1),
            List.of(new Entry(1, T0, new Event.ContextCleared()))));

    Imported refused = one(file);
    Imported fresh = imported(file, new Wanted(null, false, true)).getFirst();

    assertEquals(Status.REFUSED, refused.status());
    assertTrue(refused.problem().contains("--as-new"), refused.problem());
    assertEquals(1, kept(S).size());
    assertEquals(Status.IMPORTED, fresh.status());
    SessionId id = requireNonNull(fresh.session());
    assertEquals(JournalFixture.all(from, S, 0), kept(id));
  }

  @Test
  void theIdOfADeletedSessionIsNotGivenAwayAgain() throws Exception {
    created(SAMPLES);
    Path file = file("session.jsonl", exported(from, S, LINES, false));
    one(file);
    JournalFixture.done(to.delete(S));

    Imported refused = one(file);

    assertEquals(Status.REFUSED, refused.status());
    assertTrue(refused.problem().contains("deleted"), refused.problem());
    assertEquals(List.of(), sessions());
  }

  @Test
  void aTrialWritesNothingAndSaysTheSame() throws Exception {
    created(SAMPLES);
    Path file = file("session.jsonl", exported(from, S, LINES, false));

    Imported tried = imported(file, new Wanted(null, true, false)).getFirst();

    assertEquals(List.of(), sessions());
    assertEquals(one(file), tried);
  }

  @Test
  void whatOneProgramWroteTheNextReads() throws Exception {
    created(
        List.of(
            new Event.SessionOpened("/home/ada", List.of(), null),
            new Event.ToolOutput(new CallId("c"), "Größe 𝄞")));

    assertEquals(
        """
        {"format":"acp-server-session","version":1,"session":{"id":"019a0000-0000-7000-8000-000000000001","cwd":"/home/ada/engine","title":"A title","created":"2026-11-20T09:30:00Z","updated":"2026-11-20T09:30:00.137Z","last_seq":2}}
        {"seq":1,"at":"2026-11-20T09:30:00Z","type":"session_opened","data":{"cwd":"/home/ada"}}
        {"seq":2,"at":"2026-11-20T09:30:00.137Z","type":"tool_output","data":{"call":"c","text":"Größe 𝄞"}}
        """,
        new String(exported(from, S, LINES, false), StandardCharsets.UTF_8)
            .replaceAll("\\{\"count\".*\n", ""));
  }
}
