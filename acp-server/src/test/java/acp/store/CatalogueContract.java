package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.session.CatalogueEntry;
import acp.session.Change;
import acp.session.Filter;
import acp.session.Filter.State;
import acp.session.Gone;
import acp.session.Journal.Append;
import acp.session.Journal.Branch;
import acp.session.Journal.Superseded;
import acp.session.JournalException;
import acp.session.Labels;
import acp.session.Origin;
import acp.session.SessionSummary;
import acp.session.SessionType;
import acp.session.Stale;
import acp.session.Taken;
import acp.session.Tally;
import acp.session.Traits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every catalogue promises, wherever it is kept. */
@Timeout(60)
public abstract class CatalogueContract extends JournalFixture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Filter ACTIVE = Filter.of(State.ACTIVE, Set.of());

  protected final CatalogueEntry get(String id) {
    return Objects.requireNonNull(journal.catalogue().get(new SessionId(id)).block(LIMIT), id);
  }

  private boolean isKnown(String id) {
    return journal.catalogue().get(new SessionId(id)).blockOptional(LIMIT).isPresent();
  }

  private CatalogueEntry update(String id, Change change) {
    return Objects.requireNonNull(
        journal.catalogue().update(new SessionId(id), change).block(LIMIT));
  }

  private List<String> found(Filter filter) {
    return found(filter, null, 100);
  }

  private List<String> found(Filter filter, @Nullable SessionSummary after, int limit) {
    return Objects.requireNonNull(journal.catalogue().query(filter, after, limit).block(LIMIT))
        .stream()
        .map(entry -> entry.id().value())
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A session with a prompt, at that time. */
  private void kept(String id, String cwd, int updated, Event... more) {
    Instant at = T0.plusMillis(updated);
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(1, at, new Event.SessionOpened(cwd, List.of(), null)));
    String title = null;
    for (Event event : more) {
      entries.add(new Entry(entries.size() + 1, at, event));
      title = event instanceof Event.TitleChanged changed ? changed.title() : title;
    }
    done(
        journal.create(
            new SessionSummary(new SessionId(id), cwd, title, at, at, entries.size()), entries));
  }

  private static Event prompt(String turn) {
    return new Event.PromptAccepted(new TurnId(turn), new MessageId("m"), List.of());
  }

  private static Event usage(String model, long input, long cost) {
    return new Event.UsageReported(model, input, 20, 3, 4, 1000, cost);
  }

  @Test
  void aNewSessionHasAnEntry() {
    kept("s", "/home", 5);

    CatalogueEntry entry = get("s");

    assertEquals(journal.find(S).block(LIMIT), entry.summary());
    assertEquals(Traits.USUAL, entry.traits());
    assertEquals(Tally.NONE, entry.tally());
    assertNull(entry.deletedAt());
    assertEquals(1, entry.version());
    assertTrue(!isKnown("t"));
  }

  @Test
  void eventsAddUp() {
    kept("s", "/", 0, prompt("1"), new Event.ConfigChanged(Map.of("mode", "ask")));
    done(
        journal.append(
            S,
            new Append(
                3,
                List.of(
                    new Entry(4, T0, usage("lab/quick", 100, 7)),
                    new Entry(5, T0, new Event.MessageEnded(new MessageId("a"), null)),
                    new Entry(6, T0, new Event.TitleChanged("T", Event.TitleSource.USER))),
                List.of(),
                "T")));

    Tally tally = get("s").tally();
    assertEquals(2, tally.messages());
    assertEquals(1, tally.turns());
    assertEquals(100, tally.tokens().input());
    assertEquals(7, tally.tokens().cost());
    assertEquals("lab/quick", tally.model());
    assertEquals("ask", tally.mode());
    assertEquals(Event.TitleSource.USER, tally.titleSource());
  }

  /** As in the figures: what the session does itself is no turn of the model's. */
  @Test
  void turnsArePromptsThatWereForTheModelWhicheverWayTheyCame() {
    Event command = new Event.CommandRun(new TurnId("t2"), "status");
    kept("s", "/", 0, prompt("1"), prompt("2"), command);
    assertEquals(1, get("s").tally().turns());
    assertEquals(2, get("s").tally().messages());
    done(
        journal.append(
            S,
            new Append(
                4,
                List.of(new Entry(5, T0, prompt("3")), new Entry(6, T0, prompt("4"))),
                List.of(),
                null)));
    done(
        journal.append(
            S,
            new Append(
                6,
                List.of(new Entry(7, T0, new Event.CommandRun(new TurnId("t4"), "undo"))),
                List.of(),
                null)));

    done(
        journal.fork(
            S, new SessionId("f"), T0, new Branch(new Event.SessionOpened("/", List.of(), S))));
    done(
        journal.adopt(
            summary("a", "/", 0, 7),
            Flux.just(journal.read(S, 0).collectList().blockOptional(LIMIT).orElseThrow())));

    for (String each : List.of("s", "f", "a")) {
      assertEquals(2, get(each).tally().turns(), each);
      assertEquals(4, get(each).tally().messages(), each);
    }
  }

  @Test
  void aSessionOfCommandsAloneWasPromptedAndIsNotEmpty() {
    kept("s", "/", 0, prompt("1"), new Event.CommandRun(new TurnId("t1"), "status"));

    assertEquals(0, get("s").tally().turns());
    assertEquals(List.of("s"), found(with(f -> f.empty = false)));
    assertEquals(List.of(), found(with(f -> f.empty = true)));
  }

  @Test
  void aChosenModelCountsMoreThanOneThatAnswered() {
    kept("s", "/", 0, usage("lab/first", 1, 0), usage("lab/second", 1, 0));
    assertEquals("lab/first", get("s").tally().model());

    done(
        journal.append(
            S,
            append(3, List.of(new Entry(4, T0, new Event.ConfigChanged(Map.of("model", "x/y")))))));
    done(journal.append(S, append(4, List.of(new Entry(5, T0, usage("lab/third", 1, 0))))));

    assertEquals("x/y", get("s").tally().model());
  }

  @Test
  void figuresBeyondAllMeasureBreakNothing() {
    kept("s", "/", 0, usage("m", Long.MAX_VALUE, Long.MIN_VALUE), usage("m", Long.MAX_VALUE, 5));
    done(journal.append(S, append(3, List.of(new Entry(4, T0, usage("m", Long.MAX_VALUE, 0))))));

    assertEquals(Tally.MOST, get("s").tally().tokens().input());
    assertEquals(5, get("s").tally().tokens().cost());
  }

  /** Histories of all kinds, by all the roads there are. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatTheEntrySaysIsWhatTheEventsAddUpTo(long seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = "made" + i;
      kept(id, "/", i, random(random), random(random));
      history(new SessionId(id), random);
      ids.add(id);
      SessionId fork = new SessionId("fork" + i);
      done(
          journal.fork(
              new SessionId(id),
              fork,
              T0,
              new Branch(new Event.SessionOpened("/", List.of(), new SessionId(id)))));
      history(fork, random);
      ids.add(fork.value());
      List<Entry> entries = all(new SessionId(id), 0);
      SessionId brought = new SessionId("brought" + i);
      done(
          journal.adopt(
              new SessionSummary(brought, "/", null, T0, T0, entries.getLast().seq()),
              Flux.fromIterable(entries).buffer(3)));
      history(brought, random);
      ids.add(brought.value());
    }

    for (String id : ids) {
      Tally sum = Tally.NONE;
      for (Entry entry : all(new SessionId(id), 0)) {
        sum = sum.with(entry.event());
      }
      assertEquals(sum.settled(), get(id).tally(), id);
    }
  }

  private void history(SessionId session, Random random) {
    long last = Objects.requireNonNull(journal.find(session).block(LIMIT)).lastSeq();
    long pieces = 0;
    for (int i = 0; i < 12; i++) {
      List<Entry> entries = new ArrayList<>();
      long first = last + 1;
      for (int n = 0; n <= random.nextInt(4); n++) {
        entries.add(new Entry(++last, T0.plusMillis(last), random(random)));
      }
      List<Superseded> superseded = new ArrayList<>();
      if (random.nextInt(3) == 0) {
        entries.add(new Entry(++last, T0, chunk("a")));
        entries.add(new Entry(++last, T0, chunk("b")));
        pieces = last - 1;
      } else if (pieces > 0) {
        superseded.add(new Superseded(pieces, pieces + 1, new Entry(pieces, T0, chunk("ab"))));
        pieces = 0;
      }
      done(journal.append(session, new Append(first - 1, entries, superseded, null)));
    }
  }

  private static Event chunk(String text) {
    return new Event.MessageChunk(new MessageId("m"), Event.Role.AGENT, text);
  }

  private static Event random(Random random) {
    String name = "name" + random.nextInt(3);
    return switch (random.nextInt(9)) {
      case 0 -> prompt(name);
      case 1 -> new Event.MessageEnded(new MessageId(name), null);
      case 2 ->
          new Event.ToolCallStarted(
              new CallId(name),
              new MessageId("m"),
              "tool",
              "title",
              ToolKind.OTHER,
              List.of(),
              null,
              List.of());
      case 3 -> usage(name, random.nextInt(1000), random.nextInt(9));
      case 4 -> new Event.ConfigChanged(Map.of("model", name));
      case 5 -> new Event.ConfigChanged(Map.of("mode", name, "other", "x"));
      case 6 -> new Event.TitleChanged(name);
      case 7 ->
          new Event.TitleChanged(name, List.of(Event.TitleSource.values()).get(random.nextInt(3)));
      default -> new Event.ContextCleared();
    };
  }

  @Test
  void aChangeChangesWhatItNamesAndNothingElse() {
    kept("s", "/", 0);

    CatalogueEntry first =
        update(
            "s",
            Change.NONE
                .tags(List.of("one", "zwei"), List.of())
                .metadata((ObjectNode) json("{'a':1,'b':{'c':null}}")));
    CatalogueEntry second = update("s", Change.NONE.archived(true));

    assertEquals(Set.of("one", "zwei"), first.traits().tags());
    assertNull(first.traits().archivedAt());
    assertEquals(2, first.version());
    assertNotNull(second.traits().archivedAt());
    assertEquals(first.traits().tags(), second.traits().tags());
    assertEquals(json("{'a':1,'b':{'c':null}}"), second.traits().metadata());
    assertEquals(first.tally(), second.tally());
    assertEquals(first.summary(), second.summary());
    assertEquals(3, second.version());
    assertEquals(second, get("s"));
  }

  @Test
  void metadataIsMergedAndNullTakesAway() {
    kept("s", "/", 0);
    update("s", Change.NONE.metadata((ObjectNode) json("{'a':1,'b':2}")));

    CatalogueEntry entry = update("s", Change.NONE.metadata((ObjectNode) json("{'a':null,'c':3}")));

    assertEquals(json("{'b':2,'c':3}"), entry.traits().metadata());
  }

  @Test
  void whatWasTakenInCanBeReadHoweverLongItsNumbersAre() {
    kept("s", "/", 0);
    ObjectNode large = JsonNodeFactory.instance.objectNode();
    large.put("n", new BigInteger("7".repeat(3_000)));
    update("s", Change.NONE.metadata(large).data("a.v1", large));

    CatalogueEntry entry = update("s", Change.NONE.metadata((ObjectNode) json("{'b':1}")));

    assertEquals(large.get("n"), entry.traits().metadata().get("n"));
    assertEquals(large, entry.traits().data().get("a.v1"));
  }

  @Test
  void tagsGoOnOnceAndOff() {
    kept("s", "/", 0);
    update("s", Change.NONE.tags(List.of("a", "b", "a"), List.of()));

    CatalogueEntry entry = update("s", Change.NONE.tags(List.of("b", "c"), List.of("a", "x")));

    assertEquals(List.of("b", "c"), List.copyOf(entry.traits().tags()));
  }

  @Test
  void archivingKeepsSinceWhen() {
    kept("s", "/", 0);
    Instant since = update("s", Change.NONE.archived(true)).traits().archivedAt();

    assertEquals(since, update("s", Change.NONE.archived(true)).traits().archivedAt());
    assertNull(update("s", Change.NONE.archived(false)).traits().archivedAt());
  }

  @Test
  void aChangeForAnotherVersionIsRefusedAndLeavesNothing() {
    kept("s", "/", 0);
    update("s", Change.NONE.archived(true));
    CatalogueEntry before = get("s");

    Stale stale =
        assertThrows(
            Stale.class, () -> update("s", Change.NONE.ifAt(1L).tags(List.of("late"), List.of())));

    assertEquals(2, stale.version());
    assertTrue(String.valueOf(stale.getMessage()).contains("version 2"));
    assertEquals(before, get("s"));
    assertEquals(3, update("s", Change.NONE.ifAt(2L).archived(false)).version());
  }

  @Test
  void thereIsNothingToChangeInASessionThatIsNotThere() {
    kept("s", "/", 0);
    done(journal.delete(S));

    assertThrows(Gone.class, () -> update("s", Change.NONE.archived(true)));
    assertThrows(Gone.class, () -> update("t", Change.NONE.archived(true)));
  }

  @Test
  void tooMuchIsRefusedAndLeavesNothing() {
    kept("s", "/", 0);
    List<String> many = new ArrayList<>();
    for (int i = 0; i < Labels.MAX_TAGS; i++) {
      many.add("tag" + i);
    }
    update("s", Change.NONE.tags(many, List.of()));
    ObjectNode large = JsonNodeFactory.instance.objectNode();
    large.put("a", "x".repeat(Labels.MAX_METADATA / 2 + 100));
    update("s", Change.NONE.metadata(large));
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    other.put("b", "x".repeat(Labels.MAX_METADATA / 2 + 100));
    CatalogueEntry before = get("s");

    for (Change change :
        List.of(
            Change.NONE.tags(List.of("more"), List.of()),
            Change.NONE.archived(true).metadata(other))) {
      assertThrows(IllegalArgumentException.class, () -> update("s", change));
      assertEquals(before, get("s"));
    }
    update("s", Change.NONE.tags(List.of("more", "tag1"), List.of("tag0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "a,b",
        "\u001b[2J",
        "a\u202eb",
        "-x",
        "x\n",
        "''; DROP TABLE session"
      })
  void whatIsNoTagIsRefused(String tag) {
    assertThrows(IllegalArgumentException.class, () -> Change.NONE.tags(List.of(tag), List.of()));
    assertThrows(IllegalArgumentException.class, () -> Labels.tag("x".repeat(51)));
  }

  @Test
  void dataIsKeptUnderKeysWithAVersion() {
    kept("s", "/", 0);
    update("s", Change.NONE.data("notes.v1", json("{'a':[1,null]}")).data("x/y.v12", json("7")));

    CatalogueEntry entry =
        update("s", Change.NONE.data("x/y.v12", null).data("notes.v2", json("true")));

    assertEquals(
        Map.of("notes.v1", json("{'a':[1,null]}"), "notes.v2", json("true")),
        entry.traits().data());
    for (String key : List.of("", "notes", "notes.v0", ".v1", "a b.v1", "a.v1\n")) {
      assertThrows(IllegalArgumentException.class, () -> Change.NONE.data(key, json("1")), key);
    }
  }

  @Test
  void dataHasBounds() {
    kept("s", "/", 0);
    JsonNode large = json("'" + "x".repeat(Labels.MAX_VALUE - 2) + "'");
    for (int i = 0; i < Labels.MAX_DATA / Labels.MAX_VALUE; i++) {
      update("s", Change.NONE.data("k" + i + ".v1", large));
    }

    assertThrows(
        IllegalArgumentException.class, () -> update("s", Change.NONE.data("more.v1", json("1"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Change.NONE.data("a.v1", json("'" + "x".repeat(Labels.MAX_VALUE) + "'")));
    update("s", Change.NONE.data("k0.v1", json("1")).data("more.v1", json("1")));
  }

  @Test
  void whereItComesFromIsKeptOnce() {
    kept("s", "/", 0);

    done(journal.catalogue().originate(S, new Origin("main", null, "Ed", "1")));
    done(journal.catalogue().originate(S, new Origin("other", "abc", null, "2")));
    done(journal.catalogue().originate(new SessionId("t"), new Origin("x", null, null, null)));

    assertEquals(new Origin("main", "abc", "Ed", "1"), get("s").traits().origin());
    assertEquals(1, get("s").version());
  }

  @Test
  void listsHoldWhatIsInUse() {
    kept("a", "/", 1);
    kept("b", "/", 2);
    kept("c", "/", 3);
    kept("d", "/", 4);
    kept("e", "/", 5);
    update("b", Change.NONE.archived(true));
    update("c", Change.NONE.type(SessionType.SUB_AGENT));
    update("d", Change.NONE.type(SessionType.EPHEMERAL));
    done(journal.delete(new SessionId("e")));

    assertEquals(List.of("d", "a"), found(ACTIVE));
    assertEquals(
        List.of("d", "a"),
        Objects.requireNonNull(journal.list(null, null, 10).block(LIMIT)).stream()
            .map(session -> session.id().value())
            .toList());
    assertEquals(List.of("b"), found(Filter.of(State.ARCHIVED, Set.of())));
    assertEquals(List.of("d", "b", "a"), found(Filter.of(State.KEPT, Set.of())));
    assertEquals(
        List.of("d", "c", "b", "a"), found(Filter.of(State.KEPT, Set.of(SessionType.values()))));
    assertEquals(List.of("c"), found(Filter.of(State.ACTIVE, Set.of(SessionType.SUB_AGENT))));
    assertEquals(List.of("e"), found(Filter.of(State.TRASHED, Set.of())));
    assertNotNull(get("e").deletedAt());
  }

  @Test
  void sessionsAreFoundByWhatTheyAre() {
    kept("a", "/one", 1, prompt("1"), new Event.ConfigChanged(Map.of("model", "lab/quick")));
    kept("b", "/two", 2, new Event.ConfigChanged(Map.of("model", "labor/quick")));
    kept("c", "/one", 3, new Event.TitleChanged("100% of Größe_x"));
    done(
        journal.fork(
            new SessionId("a"),
            new SessionId("d"),
            T0.plusMillis(4),
            new Branch(new Event.SessionOpened("/one", List.of(), new SessionId("a")))));
    update("a", Change.NONE.tags(List.of("x", "y"), List.of()));
    update("c", Change.NONE.tags(List.of("x"), List.of()));

    assertEquals(List.of("d", "c", "a"), found(with(f -> f.cwd = "/one")));
    assertEquals(List.of("d", "a"), found(with(f -> f.model = "lab/quick")));
    assertEquals(List.of("d", "a"), found(with(f -> f.provider = "lab")));
    assertEquals(List.of("b"), found(with(f -> f.provider = "labor")));
    assertEquals(List.of("c", "a"), found(with(f -> f.tags = List.of("x"))));
    assertEquals(List.of("a"), found(with(f -> f.tags = List.of("x", "y"))));
    assertEquals(List.of("c"), found(with(f -> f.text = "OF grö")));
    assertEquals(List.of("c"), found(with(f -> f.text = "0%")));
    assertEquals(List.of(), found(with(f -> f.text = "1_0")));
    assertEquals(List.of("d"), found(with(f -> f.parent = new SessionId("a"))));
    assertEquals(List.of("c", "b"), found(with(f -> f.empty = true)));
    assertEquals(List.of("d", "a"), found(with(f -> f.empty = false)));
    assertEquals(List.of("d", "c"), found(with(f -> f.updatedAfter = T0.plusMillis(3))));
    assertEquals(List.of("b", "a"), found(with(f -> f.updatedBefore = T0.plusMillis(3))));
    assertEquals(List.of("d", "c"), found(with(f -> f.createdAfter = T0.plusMillis(3))));
    assertEquals(List.of("b", "a"), found(with(f -> f.createdBefore = T0.plusMillis(3))));
  }

  /** What a filter is made of. */
  private static final class Parts {
    @Nullable String cwd;
    @Nullable String model;
    @Nullable String provider;
    @Nullable Instant createdAfter;
    @Nullable Instant createdBefore;
    @Nullable Instant updatedAfter;
    @Nullable Instant updatedBefore;
    List<String> tags = List.of();
    @Nullable String text;
    @Nullable SessionId parent;
    @Nullable Boolean empty;
  }

  private static Filter with(java.util.function.Consumer<Parts> set) {
    Parts parts = new Parts();
    set.accept(parts);
    return new Filter(
        State.ACTIVE,
        Set.of(),
        parts.cwd,
        parts.model,
        parts.provider,
        parts.createdAfter,
        parts.createdBefore,
        parts.updatedAfter,
        parts.updatedBefore,
        parts.tags,
        parts.text,
        parts.parent,
        parts.empty);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrDouble() {
    for (int i = 0; i < 7; i++) {
      kept("s" + i, "/", i / 3);
    }

    List<String> walked = new ArrayList<>();
    SessionSummary last = null;
    for (int page = 0; page < 4; page++) {
      List<String> ids = found(ACTIVE, last, 2);
      walked.addAll(ids);
      last = get(ids.getLast()).summary();
    }

    assertEquals(found(ACTIVE), walked);
    assertEquals(List.of("s6", "s3", "s4", "s5", "s0", "s1", "s2"), walked);
  }

  @Test
  void aNameMeansTheSessionsThatBeginSo() {
    kept("abc", "/", 1);
    kept("abd", "/", 2);
    kept("ab", "/", 3);
    kept("b%", "/", 4);
    done(journal.delete(new SessionId("b%")));

    assertEquals(Set.of("abc"), named("abc", false));
    assertEquals(Set.of("ab"), named("ab", false));
    assertEquals(Set.of("ab", "abc", "abd"), named("a", false));
    assertEquals(Set.of(), named("%", false));
    assertEquals(Set.of(), named("", false));
    assertEquals(Set.of(), named("b", false));
    assertEquals(Set.of("b%"), named("b", true));
    assertEquals(
        2, journal.catalogue().named("a", false, 2).blockOptional(LIMIT).orElseThrow().size());
  }

  private Set<String> named(String name, boolean trashed) {
    return Set.copyOf(
        Objects.requireNonNull(journal.catalogue().named(name, trashed, 10).block(LIMIT)).stream()
            .map(SessionId::value)
            .toList());
  }

  @Test
  void whatIsInTheTrashComesBackAsItWas() {
    kept("s", "/", 1, prompt("1"));
    update("s", Change.NONE.tags(List.of("x"), List.of()));
    CatalogueEntry before = get("s");
    List<Entry> events = all(S, 0);
    done(journal.delete(S));

    done(journal.catalogue().restore(S));
    done(journal.catalogue().restore(S));

    assertEquals(before, get("s"));
    assertEquals(events, all(S, 0));
    assertInstanceOf(Gone.class, refusal(journal.catalogue().restore(new SessionId("t"))));
  }

  @Test
  void whatIsPurgedIsGoneForGoodAndItsIdStaysTaken() {
    kept("s", "/", 1, prompt("1"));
    kept("t", "/", 2);
    update("s", Change.NONE.tags(List.of("x"), List.of()).data("a.v1", json("1")));

    done(journal.catalogue().purge(S));

    assertTrue(!isKnown("s"));
    assertEquals(List.of(), all(S, 0));
    assertEquals(List.of("t"), found(Filter.of(State.KEPT, Set.of())));
    assertEquals(List.of(), found(Filter.of(State.TRASHED, Set.of())));
    assertEquals(Set.of(), named("s", true));
    assertInstanceOf(Gone.class, refusal(journal.catalogue().restore(S)));
    assertInstanceOf(Taken.class, refusal(journal.create(summary("s", "/", 0, 1), entries(1, 1))));
    assertInstanceOf(
        Taken.class, refusal(journal.adopt(summary("s", "/", 0, 1), Flux.just(entries(1, 1)))));
    assertInstanceOf(JournalException.class, refusal(journal.append(S, append(2, entries(3, 3)))));
    done(journal.catalogue().purge(S));
    done(journal.catalogue().purge(new SessionId("nobody")));
  }

  @Test
  void aSessionMayBeginWithTraits() {
    Traits traits =
        new Traits(
            SessionType.HIDDEN,
            new Origin("b", "c", "d", "e"),
            Set.of("t"),
            (ObjectNode) json("{'m':1}"),
            Map.of("d.v1", json("[]")),
            T0);

    done(journal.create(summary("s", "/", 0, 1), traits, entries(1, 1)));
    done(journal.adopt(summary("t", "/", 0, 1), traits, Flux.just(entries(1, 1))));

    assertEquals(traits, get("s").traits());
    assertEquals(traits, get("t").traits());
    assertEquals(1, get("s").version());
    assertEquals(1, get("t").version());
  }

  @Test
  void nothingHappensUntilSomebodySubscribes() {
    kept("s", "/", 1);
    CatalogueEntry before = get("s");

    Mono<CatalogueEntry> update = journal.catalogue().update(S, Change.NONE.archived(true));
    Mono<Void> purge = journal.catalogue().purge(S);

    assertEquals(before, get("s"));
    update.block(LIMIT);
    assertNotNull(get("s").traits().archivedAt());
    done(purge);
    assertTrue(!isKnown("s"));
  }
}
