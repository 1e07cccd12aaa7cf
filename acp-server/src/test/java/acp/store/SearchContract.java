package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Change;
import acp.session.Search;
import acp.session.Search.Found;
import acp.session.Search.Hit;
import acp.session.Search.Kind;
import acp.session.Search.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises of searching. */
public abstract class SearchContract extends JournalFixture {

  protected abstract Search search();

  private Found find(Query query) {
    return search().find(query).blockOptional(LIMIT).orElseThrow();
  }

  private Found find(String text) {
    return find(Query.of(text, 50));
  }

  /** The ids of what is found, best first. */
  private List<String> ids(String text) {
    return ids(find(text));
  }

  private static List<String> ids(Found found) {
    return found.hits().stream().map(hit -> String.valueOf(hit.id())).toList();
  }

  private Telling session(String id) {
    return new Telling(journal, id, "/home/" + id);
  }

  /** What is marked in the snippet. */
  private static List<String> marked(Hit hit) {
    return hit.marks().stream()
        .map(mark -> hit.snippet().substring(mark.from(), mark.to()))
        .toList();
  }

  @Test
  void aHitSaysWhereItIsAndShowsIt() {
    Telling told = session("s").title("The engine").prompt("please mend the brake").after(500);
    long seq = told.seq() + 1;
    told.says("m1", "The brake of the wagon is mended now.").ends();

    Hit hit = find("wagon").hits().getFirst();

    assertEquals(new SessionId("s"), hit.session());
    assertEquals("The engine", hit.title());
    assertEquals("/home/s", hit.cwd());
    assertEquals(Kind.ANSWER, hit.kind());
    assertEquals("m1", hit.id());
    assertNull(hit.tool());
    assertEquals(seq, hit.seq());
    assertEquals(T0.plusMillis(500), hit.at());
    assertEquals("The brake of the wagon is mended now.", hit.snippet());
    assertEquals(List.of("wagon"), marked(hit));
    assertTrue(hit.score() > 0);
  }

  @Test
  void promptsAnswersToolInputsAndTitlesAreFoundButNotThoughtsAndResults() {
    Telling told = session("s").title("quagga title").prompt("quagga prompt");
    told.thought("t", "quagga thought")
        .says("m", "quagga answer")
        .calls("c", "run_command", "quagga title of a call", Map.of("command", "echo quagga"))
        .callEnds("c", acp.event.CallStatus.COMPLETED)
        .ends();

    assertEquals(
        Set.of(Kind.TITLE, Kind.PROMPT, Kind.ANSWER, Kind.TOOL),
        Set.copyOf(find("quagga").hits().stream().map(Hit::kind).toList()));
    assertEquals(4, find("quagga").hits().size());
    assertEquals(List.of("c"), ids("echo"));
    assertEquals("run_command", find("echo").hits().getFirst().tool());
    assertEquals(List.of(), ids("thought"));
  }

  @Test
  void whatIsSaidInPiecesIsFoundOnceAndAcrossTheirBorders() {
    session("s").prompt("go").says("m", "hel", "lo wor", "ld and ", "more").ends();

    assertEquals(List.of("m"), ids("hello world"));
    assertEquals(List.of(), ids("wor"));
  }

  @Test
  void whatIsAcknowledgedIsFoundEvenWhileTheTurnRuns() {
    Telling told = session("s").prompt("first thing").says("m1", "alpha");

    assertEquals(List.of("m1"), ids("alpha"));

    told.says("m2", "beta", "gamma").ends().prompt("second thing");

    assertEquals(List.of("m2"), ids("betagamma"));
    assertEquals(2, find("thing").hits().size());
  }

  @Test
  void whatADeadProcessLeftOpenIsFoundOnceItIsClosed() {
    Telling told = session("s").prompt("go").chunk("m", "half a sen").chunk("m", "tence");

    told.ends(Outcome.stopped(Outcome.Reason.CANCELLED)).prompt("on");

    assertEquals(List.of("m"), ids("\"half a sentence\""));
    assertEquals(1, find("half").hits().size());
  }

  @Test
  void aMessageThatToolsInterruptIsFoundInItsParts() {
    session("s")
        .prompt("go")
        .chunk("m", "before ")
        .calls("c", "read_file", "Read a", Map.of())
        .chunk("m", "behind")
        .tell(new Event.MessageEnded(new acp.event.MessageId("m"), null))
        .ends();

    assertEquals(List.of("m"), ids("before"));
    assertEquals(List.of("m"), ids("behind"));
  }

  @Test
  void allWordsMustBeThereUnlessTheQuerySaysOtherwise() {
    Telling told = session("s").prompt("x");
    told.says("red", "a red apple").says("green", "a green apple").says("pear", "a green pear");
    told.ends();

    assertEquals(List.of("red"), ids("apple red"));
    assertEquals(Set.of("red", "green"), Set.copyOf(ids("apple")));
    assertEquals(List.of("green"), ids("apple -red"));
    assertEquals(Set.of("red", "pear"), Set.copyOf(ids("red OR pear")));
    assertEquals(List.of("pear"), ids("red OR pear green"));
    assertEquals(Set.of("green", "pear"), Set.copyOf(ids("gre*")));
    assertEquals(List.of(), ids("gre"));
    assertEquals(List.of("green"), ids("\"green apple\""));
    assertEquals(List.of(), ids("\"apple green\""));
    assertEquals(List.of("pear"), ids("\"green pea\"*"));
    assertEquals(Set.of("red", "pear"), Set.copyOf(ids("a -\"green apple\"")));
  }

  @Test
  void caseAndAccentsDoNotMatterAndNeitherDoesHowAnAccentIsWritten() {
    Telling told = session("s").prompt("x").says("m", "Der GRÖSSTE café, naïve Čapek");
    told.says("apart", "cafe\u0301 again").ends();

    assertEquals(List.of("m"), ids("grösste"));
    assertEquals(List.of("m"), ids("GROSSTE capek"));
    assertEquals(2, find("CAFE").hits().size());
    assertEquals(2, find("café").hits().size());
    assertTrue(marked(find("again cafe").hits().getFirst()).contains("cafe\u0301"));
  }

  @ParameterizedTest
  @CsvSource({
    "検索, 全文検索は速い, true",
    "索検, 全文検索は速い, false",
    "は速, 全文検索は速い, true",
    "カタカナ, これはカタカナです, true",
    "검색, 빠른 검색 엔진, true",
    "ภาษา, นี่คือภาษาไทย, true",
    "поиск, Быстрый Поиск, true",
    "αναζητηση, Αναζήτηση κειμένου, true",
  })
  void scriptsWithoutSpacesAreSearchedByTheirCharacters(String query, String text, boolean found) {
    session("s").prompt("x").says("m", text).ends();

    assertEquals(found ? List.of("m") : List.of(), ids(query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"unclosed phrase",
        "foo\" AND",
        "NEAR(foo bar)",
        "words:foo",
        "{words}:foo",
        "^foo",
        "foo AND",
        "OR",
        "OR OR foo",
        "AND AND",
        "foo OR",
        "-",
        "--",
        "- foo",
        "-\"foo",
        "*",
        "**",
        "foo**",
        "(",
        "((((foo",
        "foo)",
        "'; DROP TABLE session; --",
        "foo\u0000bar",
        "\u0000",
        "\uD800",
        "foo\uE000kp",
        "\uE000kp",
        "%",
        "_",
        "foo + bar",
        "NOT foo",
        "a b NOT",
        "\\",
        "\"\"",
        "\"\" foo",
        "\"*\"",
        "foo-bar",
        "x:y:z",
        "😀",
        "a*",
        "-foo -bar",
        "{",
        "}",
        "[foo]",
        "rank",
        "search",
        "\u202Efoo",
        "foo\nbar",
        "NEAR",
        "foo NEAR/3 bar",
        "١٢٣",
        "ß",
        "²",
        "ﬁ"
      })
  void noTextIsMoreThanAWordThatIsNotThere(String query) {
    session("s").prompt("foo bar").says("m", "a word").ends();

    try {
      assertNotNull(find(query));
    } catch (AcpException e) {
      assertEquals(ErrorCode.INVALID_PARAMS, e.code());
      assertTrue(e.getMessage().matches("There (is no word|are only words) .+"), e.getMessage());
    }
  }

  @Test
  void aQueryThatIsTooLongIsRefused() {
    String many = String.join(" ", IntStream.range(0, 40).mapToObj(i -> "w" + i).toList());

    for (String query : List.of("x".repeat(1_001), many, many.replace(" ", " OR "))) {
      AcpException refusal = assertThrows(AcpException.class, () -> find(query));
      assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
    }
  }

  @Test
  void aTitleIsWorthMoreThanAPromptAndThatMoreThanAnAnswer() {
    session("s1").prompt("x").says("m", "about the lighthouse").ends();
    session("s2").prompt("about the lighthouse").ends();
    session("s3").title("about the lighthouse").prompt("x").ends();

    assertEquals(
        List.of(Kind.TITLE, Kind.PROMPT, Kind.ANSWER),
        find("lighthouse").hits().stream().map(Hit::kind).toList());
  }

  @Test
  void moreOfTheWordInLessTextIsBetterAndOfEqualsTheNewest() {
    Telling told = session("s").prompt("x");
    told.says("far", "lantern " + "and so on ".repeat(40));
    told.says("near", "a lantern is a lantern");
    told.after(1_000).says("old", "one lamp");
    told.after(1_000).says("new", "one lamp").ends();

    assertEquals(List.of("near", "far"), ids("lantern"));
    assertEquals(List.of("new", "old"), ids("lamp"));
  }

  @Test
  void onlyTheTitleThatStandsIsFound() {
    session("s").title("first name").prompt("x").title("second name").ends();

    assertEquals(List.of(), find("first").hits());
    assertEquals(Kind.TITLE, find("second").hits().getFirst().kind());
  }

  private void filtered() {
    new Telling(journal, "a", "/a", Instant.parse("2024-01-10T10:00:00Z"))
        .chooses("model", "old/one")
        .prompt("needle prompt a")
        .calls("c1", "read_file", "needle read", Map.of())
        .calls("c2", "run_command", "needle run", Map.of())
        .says("ma", "needle answer a")
        .ends();
    new Telling(journal, "b", "/b", Instant.parse("2024-05-10T10:00:00Z"))
        .chooses("model", "new/one")
        .prompt("needle prompt b")
        .says("mb", "needle answer b")
        .ends();
  }

  private List<String> ids(
      Set<Kind> kinds, @Nullable String cwd, @Nullable String session, @Nullable String tool) {
    return ids(
        find(
            new Query(
                "needle",
                cwd,
                session == null ? null : new SessionId(session),
                kinds,
                tool,
                null,
                null,
                null,
                0,
                50)));
  }

  private Set<String> sessions(
      @Nullable String model, @Nullable String since, @Nullable String until) {
    return Set.copyOf(
        find(
                new Query(
                    "needle",
                    null,
                    null,
                    Set.of(),
                    null,
                    model,
                    since == null ? null : Instant.parse(since),
                    until == null ? null : Instant.parse(until),
                    0,
                    50))
            .hits()
            .stream()
            .map(hit -> hit.session().value())
            .toList());
  }

  @Test
  void filtersLeaveOnlyWhatFits() {
    filtered();

    assertEquals(6, find("needle").hits().size());
    assertEquals(Set.of("ma", "mb"), Set.copyOf(ids(Set.of(Kind.ANSWER), null, null, null)));
    assertEquals(Set.of("mb", "prompt-b-1"), Set.copyOf(ids(Set.of(), "/b", null, null)));
    assertEquals(List.of(), ids(Set.of(), "/c", null, null));
    assertEquals(Set.of("mb", "prompt-b-1"), Set.copyOf(ids(Set.of(), null, "b", null)));
    assertEquals(List.of(), ids(Set.of(), null, "nobody", null));
    assertEquals(List.of("c1"), ids(Set.of(), null, null, "read_file"));
    assertEquals(List.of(), ids(Set.of(Kind.PROMPT), null, null, "read_file"));
    assertEquals(
        Set.of("c1", "c2", "ma"), Set.copyOf(ids(Set.of(Kind.TOOL, Kind.ANSWER), "/a", "a", null)));
  }

  @Test
  void theModelAndTheTimeCanBeAskedFor() {
    filtered();

    assertEquals(Set.of("a"), sessions("old/one", null, null));
    assertEquals(Set.of("b"), sessions("new/one", null, null));
    assertEquals(Set.of(), sessions("no/one", null, null));
    assertEquals(Set.of("b"), sessions(null, "2024-02-01T00:00:00Z", null));
    assertEquals(Set.of("b"), sessions(null, "2024-05-10T10:00:00Z", null));
    assertEquals(Set.of(), sessions(null, "2024-05-10T10:00:00.001Z", null));
    assertEquals(Set.of("a"), sessions(null, null, "2024-02-01T00:00:00Z"));
    assertEquals(Set.of("a"), sessions(null, null, "2024-05-10T10:00:00Z"));
    assertEquals(Set.of("a", "b"), sessions(null, null, "2024-05-10T10:00:00.001Z"));
    assertEquals(Set.of("a", "b"), sessions(null, "1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"));
    assertEquals(Set.of("a"), sessions(null, "2024-01-01T00:00:00Z", "2024-01-31T00:00:00Z"));
  }

  private void tag(String session, List<String> tags, List<String> none) {
    assertNotNull(
        journal
            .catalogue()
            .update(new SessionId(session), Change.NONE.tags(tags, none))
            .block(LIMIT));
  }

  @Test
  void onlySessionsThatNowHaveAllTheTagsAreSearched() {
    filtered();
    assertEquals(6, find("needle").hits().size());
    tag("a", List.of("work", "old"), List.of());
    tag("b", List.of("work"), List.of());
    Query needle = Query.of("needle", 50);

    assertEquals(6, find(needle.tagged(Set.of("work"))).hits().size());
    assertEquals(4, find(needle.tagged(Set.of("work", "old"))).hits().size());
    assertEquals(List.of(), ids(find(needle.tagged(Set.of("work", "gone")))));
    assertEquals(List.of(), ids(find(needle.tagged(Set.of("wor")))));
    assertEquals(List.of(), ids(find(needle.tagged(Set.of("", "%", "' OR 1 --", "\uD800")))));
    tag("a", List.of(), List.of("work"));
    assertEquals(Set.of("mb", "prompt-b-1"), Set.copyOf(ids(find(needle.tagged(Set.of("work"))))));
    assertFalse(find(needle.tagged(Set.of("work"))).limited());
  }

  @Test
  void tagsGoTogetherWithEverythingElseThatIsAskedFor() {
    filtered();
    for (String session : List.of("a", "b")) {
      tag(session, List.of("x", session), List.of());
    }
    Instant spring = Instant.parse("2024-03-01T00:00:00Z");
    SessionId a = new SessionId("a");
    Query all = Query.of("needle", 50);

    assertEquals(
        List.of("c1"),
        ids(find(query("/a", a, Set.of(Kind.TOOL), "read_file", "old/one", null, spring, "x"))));
    assertEquals(List.of(), ids(find(query("/b", null, Set.of(), null, null, null, null, "a"))));
    assertEquals(List.of(), ids(find(query(null, a, Set.of(), null, null, null, null, "b"))));
    assertEquals(
        List.of("mb"),
        ids(find(query(null, null, Set.of(Kind.ANSWER), null, null, spring, null, "x"))));
    assertEquals(
        List.of("ma"),
        ids(find(query(null, null, Set.of(Kind.ANSWER), null, null, null, spring, "x"))));
    assertEquals(
        List.of(), ids(find(query(null, null, Set.of(), null, "new/one", null, null, "a"))));
    assertNotNull(journal.catalogue().update(a, Change.NONE.archived(true)).block(LIMIT));
    assertEquals(List.of(), ids(find(all.tagged(Set.of("a")))));
    Query anywhere =
        new Query("needle", null, null, Set.of(), null, null, null, null, Set.of("a"), true, 0, 50);
    assertEquals(4, find(anywhere).hits().size());
  }

  private static Query query(
      @Nullable String cwd,
      @Nullable SessionId session,
      Set<Kind> kinds,
      @Nullable String tool,
      @Nullable String model,
      @Nullable Instant since,
      @Nullable Instant until,
      String tag) {
    return new Query("needle", cwd, session, kinds, tool, model, since, until, 0, 50)
        .tagged(Set.of(tag));
  }

  @Test
  void aPageLeadsToTheNext() {
    Telling told = session("s").prompt("x");
    for (int i = 0; i < 5; i++) {
      told.after(10).says("m" + i, "leaf");
    }
    told.ends();

    Found first = find(new Query("leaf", null, null, Set.of(), null, null, null, null, 0, 2));
    Found last = find(new Query("leaf", null, null, Set.of(), null, null, null, null, 4, 2));

    assertEquals(List.of("m4", "m3"), ids(first));
    assertEquals(2, first.next());
    assertEquals(List.of("m0"), ids(last));
    assertNull(last.next());
    assertFalse(first.limited());
    assertEquals(0, first.left());
  }

  @Test
  void whatWasClearedIsStillFoundAndWhatWasDeletedIsNot() {
    session("s").prompt("kept word").ends().tell(new Event.ContextCleared());
    session("t").prompt("lost word").ends();

    assertEquals(2, find("word").hits().size());
    done(journal.delete(new SessionId("t")));
    assertEquals(List.of("prompt-s-1"), ids("word"));
  }

  @Test
  void aBranchIsSearchedInWholeButAMessageIsToldOnce() {
    Telling told = session("s").prompt("origin words").says("m", "said before").ends();
    Telling branch = told.fork("f").prompt("branch words").ends();

    assertEquals(1, find("origin").hits().size());
    assertEquals(
        List.of("m"),
        ids(find(new Query("said", null, branch.id(), Set.of(), null, null, null, null, 0, 5))));
    assertEquals(
        List.of("f"), find("branch").hits().stream().map(h -> h.session().value()).toList());
    done(journal.delete(told.id()));
    assertEquals(new SessionId("f"), find("origin").hits().getFirst().session());
  }

  @Test
  void aBranchIsFoundInBeforeAnythingIsSaidThere() {
    Telling told = session("s").prompt("origin words").ends();
    assertEquals(1, find("origin").hits().size());

    Telling branch = told.fork("f");

    assertEquals(1, find(of(branch)).hits().size());
  }

  private static Query of(Telling told) {
    return new Query("origin", null, told.id(), Set.of(), null, null, null, null, 0, 5);
  }

  @Test
  void whatWasBroughtInFromElsewhereIsFound() {
    var prompt =
        new Event.PromptAccepted(
            new acp.event.TurnId("t"),
            new acp.event.MessageId("m"),
            List.of(new acp.event.Content.Text("from afar")));

    done(
        journal.adopt(
            summary("s", "/", 0, 1),
            reactor.core.publisher.Flux.just(List.of(new acp.event.Entry(1, T0, prompt)))));

    assertEquals(List.of("m"), ids("afar"));
  }

  @Test
  void aSessionIsSearchedWithoutWhatOthersSaidMeanwhile() {
    Telling one = session("one").prompt("origin a");
    Telling other = session("other").prompt("origin b");
    assertEquals(2, find("origin").hits().size());
    other.prompt("origin c");
    assertEquals(3, find("origin").hits().size());
    one.prompt("origin d");

    assertEquals(Set.of("prompt-one-1", "prompt-one-2"), Set.copyOf(ids(find(of(one)))));
  }

  @Test
  void toolsAndFoldersWhoseNamesLookAlikeAreToldApart() {
    assertEquals("/Aa".hashCode(), "/BB".hashCode());
    new Telling(journal, "s", "/Aa").prompt("x").calls("c", "Aa", "needle", Map.of()).ends();

    assertEquals(List.of("c"), ids(Set.of(), "/Aa", null, "Aa"));
    assertEquals(List.of(), ids(Set.of(), null, null, "BB"));
    assertEquals(List.of(), ids(Set.of(), "/BB", null, null));
  }

  @Test
  void whatWasSaidInTheMonthThatEndsThePeriodIsFound() {
    Instant lately = Instant.now().minus(java.time.Duration.ofDays(70));
    new Telling(journal, "s", "/", lately).prompt("needle").ends();
    Instant end = lately.plusSeconds(1);

    assertEquals(Set.of("s"), sessions(null, null, end.toString()));
    assertEquals(Set.of("s"), sessions(null, lately.minusSeconds(9).toString(), end.toString()));
    assertEquals(Set.of(), sessions(null, null, lately.minusSeconds(1).toString()));
  }

  @Test
  void aSnippetIsOneShortLineAroundWhatWasLookedFor() {
    String text =
        "before\r\n\u001b[31m ".repeat(60) + "the\tjewel\u202E is here " + "after ".repeat(60);
    session("s").prompt("x").says("m", text).ends();

    Hit hit = find("jewel").hits().getFirst();

    assertTrue(hit.snippet().length() < 200, hit.snippet());
    assertTrue(
        hit.snippet().chars().noneMatch(c -> c < 32 || c == 0x202E || c == 0x1b), hit.snippet());
    assertTrue(hit.snippet().startsWith("… ") && hit.snippet().endsWith(" …"), hit.snippet());
    assertEquals(List.of("jewel"), marked(hit));
  }

  @Test
  void aNewIndexFindsTheSame() {
    filtered();
    List<String> before = ids("needle");

    done(search().rebuild());

    assertEquals(before, ids("needle"));
    assertEquals(0, find("needle").left());
  }

  @Test
  void longTextIsFoundUpToItsEndWithinBounds() {
    String text = "filler words ".repeat(15_000) + "treasure";
    session("s").prompt(text).ends();

    assertEquals(List.of("prompt-s-1"), ids("treasure"));
    assertEquals(List.of("treasure"), marked(find("treasure").hits().getFirst()));
  }
}
