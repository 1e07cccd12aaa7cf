package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallStatus;
import acp.event.Event;
import acp.server.Typed.Ran;
import acp.store.Telling;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed to find something, and to know what it took, upon a real store. */
@Timeout(60)
class SearchCommandsTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;
  private Typed typed;

  @BeforeEach
  void keepSessions() {
    typed = new Typed(folder);
    try (SqliteJournal journal = new SqliteJournal(typed.data())) {
      Telling one = new Telling(journal, "aaaa-session", "/a", now.minusSeconds(3 * 86_400));
      one.title("Oiling\u001b[31m").prompt("oil the gearbox").after(400);
      one.says("answer-one", "The gearbox is ", "oiled.").after(600);
      one.calls("call-one", "run_command", "make gearbox", Map.of("command", "make gearbox"));
      one.runs("call-one").after(250).callEnds("call-one", CallStatus.FAILED);
      one.tell(new Event.UsageReported("one/m", 1_000, 20, 500, 0, 0, 2_500_000_000L)).ends();
      new Telling(journal, "bbbb-session", "/b", now.minusSeconds(50 * 86_400L))
          .prompt("an old gearbox")
          .ends();
    }
  }

  private Ran run(String... words) {
    return typed.run(words);
  }

  private JsonNode json(String... words) throws Exception {
    Ran ran = run(words);
    assertEquals(0, ran.exit(), ran.err());
    return new JsonMapper().readTree(ran.out());
  }

  @Test
  void hitsAreShownWithTheirWordsMarked() {
    Ran ran = run("sessions", "search", "gearbox", "--since", "7d");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("", ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals("aaaa-session  3 days ago  prompt  Oiling [31m", lines.getFirst());
    assertEquals("  oil the *gearbox*", lines.get(1));
    assertEquals("  prompt-aaaa-session-1", lines.get(2));
    assertTrue(lines.contains("  The *gearbox* is oiled."), ran.out());
    assertTrue(lines.contains("  make *gearbox* make *gearbox*"), ran.out());
    assertFalse(ran.out().contains("bbbb") || ran.out().contains("\u001b"), ran.out());
  }

  @Test
  void programsGetAHitOnEachLine() throws Exception {
    Ran ran = run("sessions", "search", "gearbox", "--kind", "answer,tool", "--json");

    assertEquals(2, ran.out().lines().count(), ran.out() + ran.err());
    JsonNode hit = new JsonMapper().readTree(ran.out().lines().findFirst().orElseThrow());
    assertEquals("answer-one", hit.path("messageId").asText());
    assertEquals("answer", hit.path("kind").asText());
    assertEquals(4, hit.at("/marks/0/from").asInt());
    JsonNode call = json("sessions", "search", "gearbox", "--tool", "run_command", "--json");
    assertEquals("call-one", call.path("toolCallId").asText());
    assertFalse(call.has("messageId"));
  }

  @Test
  void filtersAndPagesAreThoseOfTheMethod() {
    assertTrue(run("sessions", "search", "gearbox", "--cwd", "/b").out().startsWith("bbbb"));
    assertTrue(run("sessions", "search", "gearbox", "--session", "bbbb").out().startsWith("bbbb"));
    assertTrue(run("sessions", "search", "gearbox", "--until", "10d").out().startsWith("bbbb"));
    Ran first = run("sessions", "search", "gearbox", "--limit", "1");
    assertEquals("There are more: --page 2, or --all\n", first.err());
    assertEquals("Nothing was found\n", run("sessions", "search", "gearwheel").err());
  }

  @Test
  void sessionsWithTagsAreSearchedAlone() throws Exception {
    assertEquals(0, run("sessions", "tag", "aaaa", "work", "oil").exit());
    assertEquals(0, run("sessions", "tag", "bbbb", "work").exit());

    String both = run("sessions", "search", "gearbox", "--tag", "work").out();
    String one = run("sessions", "search", "gearbox", "--tag", "work", "--tag", "oil").out();

    assertTrue(both.contains("aaaa-session") && both.contains("bbbb-session"), both);
    assertTrue(one.contains("aaaa-session") && !one.contains("bbbb-session"), one);
    assertEquals("Nothing was found\n", run("sessions", "search", "oil", "--tag", "no").err());
    JsonNode report = json("sessions", "stats", "--since", "90d", "--tag", "oil", "--json");
    assertEquals(1, report.at("/total/sessions").asInt());
    String[] many = new String[3 + 2 * 33];
    Arrays.setAll(many, i -> i % 2 == 1 ? "--tag" : "t" + i);
    many[0] = "sessions";
    many[1] = "search";
    many[2] = "gearbox";
    assertTrue(run(many).err().contains("No session has more than 32 tags"), run(many).err());
  }

  @Test
  void theIndexIsMadeAnewWhenAsked() throws Exception {
    assertEquals("The search index was made anew.\n", run("sessions", "search", "--rebuild").out());
    assertEquals("{\"done\":true}\n", run("sessions", "search", "--rebuild", "--json").out());
    assertEquals(
        3, run("sessions", "search", "gearbox", "--cwd", "/a", "--json").out().lines().count());
  }

  @Test
  void figuresAreShownWithBars() {
    Ran ran = run("sessions", "stats");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("", ran.err());
    String out = ran.out();
    assertTrue(out.contains("1 sessions, 1 turns (0 failed, 0 cancelled), 0 compactions"), out);
    assertTrue(out.contains("1,000 tokens in (50% from caches), 20 out, $2.50"), out);
    assertTrue(out.contains("1 tool calls, 1 failed, 0 refused"), out);
    assertTrue(out.contains("first sign of the model  p50 400 ms, p95 400 ms, p99 400 ms"), out);
    assertTrue(out.contains("a turn                   p50 1.3 s"), out);
    assertTrue(out.contains("a tool call              p50 250 ms"), out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
  }

  @Test
  void figuresForProgramsAreTheMethods() throws Exception {
    JsonNode report = json("sessions", "stats", "--by", "tool", "--since", "90d", "--json");

    assertEquals(2, report.at("/total/sessions").asInt());
    assertEquals(2.5, report.at("/total/cost").asDouble());
    assertEquals("run_command", report.at("/groups/0/name").asText());
    assertEquals(250, report.at("/groups/0/figures/toolCall/p99").asInt());
    assertEquals(0, report.path("left").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search",
        "search x --kind thought",
        "search x --since whenever",
        "search x --limit 0",
        "search x --session zzzz",
        "search -- -x",
        "stats --by moon",
        "stats --since soon"
      })
  void whatCannotBeMeantIsSaid(String line) {
    Ran ran = run(("sessions " + line).split(" ", -1));

    assertEquals(line.contains("zzzz") ? ran.exit() : 2, ran.exit(), ran.err());
    assertTrue(ran.exit() != 0, line);
    assertEquals("", ran.out());
    assertFalse(ran.err().isBlank());
    assertFalse(ran.err().contains("Exception"), ran.err());
  }
}
