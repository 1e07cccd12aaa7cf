package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.SessionId;
import acp.session.CatalogueEntry;
import acp.session.Change;
import acp.session.JournalException;
import acp.session.Session;
import acp.session.SessionSummary;
import acp.session.Tally;
import acp.session.Traits;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What {@code /sessions} and {@code /resume} find, and what they say. */
@Timeout(30)
class SessionCommandsTest {
  private final Counter counter = new Counter();

  private Session titled(String cwd, String title) {
    Session session = counter.open(cwd);
    counter.prompt(session, title);
    return session;
  }

  private static CatalogueEntry summary(int number) {
    var when = LocalDateTime.of(2026, 3, 4, 5, number).atZone(ZoneId.systemDefault()).toInstant();
    return new CatalogueEntry(
        new SessionSummary(
            new SessionId("s" + number),
            Counter.HERE,
            number == 1 ? null : "t" + number,
            when,
            when,
            2),
        null,
        null,
        Traits.USUAL,
        Tally.NONE,
        null,
        1);
  }

  @Test
  void sessionsOfThisFolderAreListedWithTitleTimeAndId() {
    counter.catalogue =
        (cwd, _) ->
            Mono.just(Counter.HERE.equals(cwd) ? List.of(summary(2), summary(1)) : List.of());

    String answer = counter.say("/sessions");

    assertEquals(
        """
        - **t2** · 2026-03-04 05:02 \s
          `s2`
        - **Untitled** · 2026-03-04 05:01 \s
          `s1`

        To open one: `/resume`.""",
        answer);
  }

  @Test
  void aTextNarrowsThemDownByTitle() {
    Session build = titled(Counter.HERE, "Fix the Build");
    Session tests = titled(Counter.HERE, "Run the tests");
    Session elsewhere = titled("/other", "Another build");

    String here = counter.say("/sessions build");
    String all = counter.say("/sessions all build");

    assertTrue(here.contains(build.id().value()), here);
    assertFalse(here.contains(tests.id().value()), here);
    assertFalse(here.contains(elsewhere.id().value()), here);
    assertTrue(all.contains(build.id().value()), all);
    assertTrue(all.contains("`" + elsewhere.id() + "` in `/other`\n"), all);
  }

  @Test
  void tagsAreShownAndHowAnIdBeginsIsFound() {
    Session build = titled(Counter.HERE, "Fix the Build");
    tag(build, "work", "later");
    String id = build.id().value();

    for (String text : List.of(id, id.substring(0, id.length() - 1))) {
      String line = "`" + id + "` · #later #work\n";
      assertTrue(counter.say("/sessions " + text).contains(line), text);
      assertTrue(counter.say("/resume " + text).contains(line), text);
    }
    assertTrue(counter.say("/sessions " + id + "x").startsWith("There is no session"));
  }

  @Test
  void theStatusSaysTagsAndCounts() {
    counter.say("hello");
    tag(counter.session, "work");

    String answer = counter.say("/status");

    assertTrue(answer.contains("- Tags: #work\n"), answer);
    assertTrue(answer.contains("- Messages: 3\n- Tool calls: 0\n"), answer);
  }

  private void tag(Session session, String... tags) {
    Change change = Change.NONE.tags(List.of(tags), List.of());
    counter.journal.catalogue().update(session.id(), change).block(Counter.LIMIT);
  }

  @Test
  void thisSessionIsMarked() {
    String answer = counter.say("/sessions");

    assertTrue(answer.contains(" · this one  \n  `" + counter.session.id() + "`\n"), answer);
  }

  @Test
  void atMostTwentyAreShown() {
    counter.catalogue =
        (_, limit) -> Mono.just(IntStream.range(0, limit).mapToObj(i -> summary(i % 60)).toList());

    String answer = counter.say("/sessions");
    String filtered = counter.say("/sessions t");

    assertEquals(20, answer.lines().filter(line -> line.startsWith("- **")).count());
    assertTrue(answer.contains("- … and older ones"), answer);
    assertEquals(20, filtered.lines().filter(line -> line.startsWith("- **")).count());
  }

  @Test
  void whatIsNotFoundIsSaid() {
    assertTrue(
        counter
            .say("/sessions no*such")
            .startsWith(
                "There is no session of this folder with `no*such` in its title or name, and none in"
                    + " which that was said."));
    assertTrue(counter.say("/sessions all nothing").startsWith("There is no session with"));
    assertTrue(counter.say("/resume nothing").startsWith("There is no other session with"));
    assertTrue(counter.say("/resume").startsWith("There is no other session."));
  }

  @Test
  void wordsThatNoTitleHasAreFoundInWhatWasSaid() {
    Session build = titled(Counter.HERE, "Fix the Build");
    counter.prompt(build, "then oil the * gear_box `now`");
    tag(build, "work");
    counter.prompt(build, "/sessions gear"); // a question is no answer

    String answer = counter.say("/sessions gear");

    String head =
        "No session has `gear` in its title or name. It was said here:\n\n- **Fix the Build** · ";
    assertTrue(answer.startsWith(head), answer);
    assertTrue(
        answer.endsWith(
            " · #work  \n  prompt: then oil the \\* **gear**\\_box \\`now\\`\n\nTo open one: `/resume`."),
        answer);
    assertEquals(1, answer.lines().filter(line -> line.startsWith("- **")).count());
    assertTrue(counter.say("/resume oil gear").contains("`" + build.id() + "`"));
    assertTrue(counter.say("/resume \"oil gear\"").startsWith("There is no other session with"));
  }

  @Test
  void wordsAreLookedForWhereTitlesAre() {
    Session elsewhere = titled("/other", "Another build");
    counter.prompt(elsewhere, "mind the brake");

    assertTrue(counter.say("/sessions brake").startsWith("There is no session of this folder"));
    assertTrue(
        counter.say("/sessions all brake").contains("`" + elsewhere.id() + "` in `/other`  \n"));
    String answer = counter.say("/resume brake");
    assertTrue(answer.contains("`" + elsewhere.id() + "` in `/other`  \n"), answer);
    assertTrue(answer.endsWith(Resume.HOW), answer);
  }

  @Test
  void theBestOfAFewSessionsIsToldOnceForEach() {
    for (int i = 0; i < 7; i++) {
      Session session = titled(Counter.HERE, "Title " + i);
      counter.prompt(session, "the wagon");
      counter.prompt(session, "another wagon");
    }

    String answer = counter.say("/sessions wagon");

    assertEquals(5, answer.lines().filter(line -> line.startsWith("- **")).count(), answer);
    assertEquals(5, answer.lines().filter(line -> line.contains("**wagon**")).count(), answer);
  }

  @Test
  void whatIsNoWordIsNowhere() {
    for (String text : List.of("***", "-not", "\"", "x".repeat(1_200), "all ***")) {
      assertTrue(counter.say("/sessions " + text).startsWith("There is no session"), text);
      assertTrue(counter.say("/resume " + text).startsWith("There is no other session"), text);
    }
  }

  @Test
  void resumeFindsOtherSessionsAndSaysHowToOpenThem() {
    Session build = titled(Counter.HERE, "Fix the build");

    String answer = counter.say("/resume build");

    assertTrue(answer.contains("`" + build.id() + "`"), answer);
    assertTrue(answer.contains("An agent cannot switch the session of your editor."), answer);
    assertTrue(counter.say("/resume").contains(build.id().value()));
    assertFalse(counter.say("/resume").contains(counter.session.id().value()));
  }

  @Test
  void resumeLooksInOtherFoldersWhereThisOneHasNone() {
    Session elsewhere = titled("/other", "Another build");

    String answer = counter.say("/resume another");

    assertTrue(answer.contains("`" + elsewhere.id() + "` in `/other`\n"), answer);
    assertTrue(counter.say("/resume " + elsewhere.id()).contains("**Another build**"));
  }

  @Test
  void aStoreThatCannotBeReadIsASentenceAndTheConversationGoesOn() {
    counter.catalogue = (_, _) -> Mono.error(new JournalException("The disk is full", null));

    assertEquals(
        "The disk is full. Nothing more was done; try `/sessions` again.",
        counter.say("/sessions"));
    assertEquals("answer 1", counter.say("hello"));
  }

  @Test
  void aCommandThatBreaksIsAnIncident() {
    counter.catalogue =
        (_, _) -> {
          throw new IllegalStateException("secret detail");
        };

    String answer = counter.say("/resume");

    assertTrue(answer.startsWith("`/resume` failed (incident "), answer);
    assertFalse(answer.contains("secret"), answer);
  }
}
