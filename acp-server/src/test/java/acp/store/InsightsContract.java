package acp.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.event.CallStatus;
import acp.event.CompactionId;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.Outcome.Reason;
import acp.event.SessionId;
import acp.event.Tokens;
import acp.session.Change;
import acp.session.Insights;
import acp.session.Insights.By;
import acp.session.Insights.Figures;
import acp.session.Insights.Group;
import acp.session.Insights.Query;
import acp.session.Insights.Report;
import acp.session.Insights.Spread;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises of figures: numbers that were worked out by hand. */
public abstract class InsightsContract extends JournalFixture {
  private static final Instant MONDAY = Instant.parse("2026-03-02T22:30:00Z");

  protected abstract Insights insights();

  private Report report(By by) {
    return report(by, null, null, null, ZoneOffset.UTC);
  }

  private Report report(
      By by, @Nullable Instant since, @Nullable Instant until, @Nullable String cwd, ZoneId zone) {
    return insights()
        .report(new Query(by, since, until, cwd, zone))
        .blockOptional(LIMIT)
        .orElseThrow();
  }

  private Map<String, Figures> groups(By by) {
    return groups(report(by));
  }

  private static Map<String, Figures> groups(Report report) {
    Map<String, Figures> groups = new LinkedHashMap<>();
    report.groups().forEach(group -> groups.put(group.name(), group.figures()));
    return groups;
  }

  private static Figures of(Map<String, Figures> groups, String name) {
    return requireNonNull(groups.get(name), name);
  }

  private static Event usage(String model, long input, long output, long cached, long cost) {
    return new Event.UsageReported(model, input, output, cached, 7, 200_000, cost);
  }

  /** Two sessions in two projects, before and after midnight of UTC. */
  private void history() {
    Telling a = new Telling(journal, "a", "/a", MONDAY);
    a.chooses("model", "one/m").chooses("mode", "ask");
    a.after(1_000).prompt("first");
    a.after(300).thought("t", "hm");
    a.after(200).chunk("m1", "so");
    a.after(500)
        .tell(usage("one/m", 1_000, 50, 600, 5_000))
        .calls("c1", "read_file", "Read", Map.of());
    a.after(2_000).runs("c1").after(40).callEnds("c1", CallStatus.COMPLETED);
    a.calls("c2", "run_command", "make", Map.of()).runs("c2");
    a.after(160).callEnds("c2", CallStatus.FAILED);
    a.calls("c3", "run_command", "rm", Map.of()).after(9_000).refused("c3");
    a.callEnds("c3", CallStatus.FAILED);
    a.tell(usage("two/m", 500, 10, 0, 1_000)).after(800).ends();

    a.after(3_600_000L * 3).prompt("second").after(900).says("m2", "no", "t ", "yet");
    a.tell(usage("one/m", 100, 5, 0, 0));
    a.ends(new Outcome.Failed(-32603, "It broke", Map.of("kind", "rate_limit")));

    Telling b = new Telling(journal, "b", "/b", MONDAY);
    b.prompt("/compact").tell(new Event.CommandRun(b.running(), "compact"));
    b.tell(
        new Event.CompactionEnded(
            new CompactionId("x"), Event.CompactionStatus.COMPLETED, "in short"));
    b.tell(usage("two/m", 10, 1, 0, 3)).after(100).ends();
    b.prompt("third").after(50).chunk("m3", "half");
    b.calls("c4", "run_command", "sleep", Map.of()).runs("c4").after(60_000);
    b.callEnds("c4", CallStatus.FAILED).ends(Outcome.stopped(Reason.CANCELLED));
  }

  @Test
  void theWholeIsWhatWasCountedByHand() {
    history();

    Figures total = report(By.DAY).total();

    assertEquals(2, total.sessions());
    assertEquals(3, total.turns());
    assertEquals(1, total.failed());
    assertEquals(1, total.cancelled());
    assertEquals(1, total.compactions());
    assertEquals(new Tokens(4, 1_610, 66, 600, 28, 6_003), total.tokens());
    assertEquals(600.0 / 1_610, total.cacheRatio(), 1e-9);
    assertEquals(new Spread(3, 300, 900, 900), total.first());
    assertEquals(new Spread(2, 900, 13_000, 13_000), total.turn());
    assertEquals(4, total.calls());
    assertEquals(1, total.failures());
    assertEquals(1, total.refusals());
    assertEquals(new Spread(2, 40, 160, 160), total.call());
  }

  @Test
  void daysAreThoseOfTheZoneAndInOrder() {
    history();

    Map<String, Figures> utc = groups(By.DAY);
    assertEquals(List.of("2026-03-02", "2026-03-03"), List.copyOf(utc.keySet()));
    assertEquals(2, of(utc, "2026-03-02").turns());
    assertEquals(1, of(utc, "2026-03-03").turns());
    assertEquals(1, of(utc, "2026-03-03").sessions());
    assertEquals(
        List.of("2026-03-03"),
        List.copyOf(groups(report(By.DAY, null, null, null, ZoneId.of("Asia/Tokyo"))).keySet()));
  }

  @Test
  void whatATurnTookCountsForWhereItWasAndWhatItUsed() {
    history();

    Map<String, Figures> projects = groups(By.PROJECT);
    assertEquals(List.of("/a", "/b"), List.copyOf(projects.keySet()));
    assertEquals(2, of(projects, "/a").turns());
    assertEquals(3, of(projects, "/a").calls());
    assertEquals(1, of(projects, "/b").compactions());

    Map<String, Figures> models = groups(By.MODEL);
    assertEquals(new Tokens(2, 1_100, 55, 600, 14, 5_000), of(models, "one/m").tokens());
    assertEquals(new Tokens(2, 510, 11, 0, 14, 1_003), of(models, "two/m").tokens());
    assertEquals(2, of(models, "one/m").turns());
    assertEquals(1, of(models, "").turns(), "the turn before anything was chosen");

    assertEquals(2, of(groups(By.MODE), "ask").turns());
    assertEquals(1, of(groups(By.MODE), "").turns());
  }

  @Test
  void toolsAndErrorsAreCountedByTheirNames() {
    history();

    Map<String, Figures> tools = groups(By.TOOL);
    assertEquals(List.of("run_command", "read_file"), List.copyOf(tools.keySet()));
    Figures run = of(tools, "run_command");
    assertEquals(3, run.calls());
    assertEquals(1, run.failures());
    assertEquals(1, run.refusals());
    assertEquals(2, run.sessions());
    assertEquals(new Spread(1, 160, 160, 160), run.call());

    Map<String, Figures> errors = groups(By.ERROR);
    assertEquals(java.util.Set.of("rate_limit", "cancelled"), errors.keySet());
    assertEquals(1, of(errors, "rate_limit").turns());
    assertEquals(100, of(errors, "rate_limit").tokens().input());
  }

  @Test
  void aPeriodAndAProjectLeaveOutTheRest() {
    history();
    Instant midnight = Instant.parse("2026-03-03T00:00:00Z");

    assertEquals(1, report(By.DAY, midnight, null, null, ZoneOffset.UTC).total().turns());
    assertEquals(2, report(By.DAY, null, midnight, null, ZoneOffset.UTC).total().turns());
    assertEquals(4, report(By.DAY, null, midnight, null, ZoneOffset.UTC).total().calls());
    assertEquals(0, report(By.TOOL, midnight, null, null, ZoneOffset.UTC).groups().size());
    assertEquals(
        new Spread(1, 900, 900, 900),
        report(By.DAY, midnight, null, null, ZoneOffset.UTC).total().turn());
    assertEquals(1, report(By.DAY, null, null, "/b", ZoneOffset.UTC).total().turns());
    assertEquals(0, report(By.DAY, null, null, "/c", ZoneOffset.UTC).total().sessions());
  }

  @Test
  void onlySessionsThatNowHaveAllTheTagsCount() {
    history();
    Report whole = report(By.TOOL);
    tag("a", "work", "mine");
    tag("b", "work");

    assertEquals(whole, report("work"));
    assertEquals(
        report(By.TOOL, null, null, "/a", ZoneOffset.UTC).total(), report("work", "mine").total());
    assertEquals(0, report("work", "nobody's").total().sessions());
  }

  private void tag(String session, String... tags) {
    requireNonNull(
        journal
            .catalogue()
            .update(new SessionId(session), Change.NONE.tags(List.of(tags), List.of()))
            .block(LIMIT));
  }

  private Report report(String... tags) {
    return insights()
        .report(new Query(By.TOOL, null, null, null, ZoneOffset.UTC, Set.of(tags)))
        .blockOptional(LIMIT)
        .orElseThrow();
  }

  @Test
  void percentilesAreValuesThatOccurred() {
    Telling told = new Telling(journal, "s", "/s", MONDAY);
    for (long i : LongStream.rangeClosed(1, 200).map(i -> i * 37 % 200 + 1).toArray()) {
      told.prompt("x").after(i).ends();
    }

    assertEquals(new Spread(200, 100, 190, 198), report(By.DAY).total().turn());
    assertEquals(new Spread(0, 0, 0, 0), report(By.DAY).total().first());
  }

  @Test
  void figuresGrowWithATurnThatRuns() {
    Telling told = new Telling(journal, "s", "/s", MONDAY).prompt("x").after(5).says("m", "a", "b");
    told.calls("c", "t", "T", Map.of()).runs("c");

    assertEquals(1, report(By.DAY).total().turns());
    assertEquals(0, report(By.DAY).total().turn().count());
    assertEquals(1, report(By.DAY).total().calls());

    told.after(10).callEnds("c", CallStatus.COMPLETED).tell(usage("m/m", 1, 1, 1, 1));
    told.after(10).ends();

    assertEquals(1, report(By.DAY).total().turns());
    assertEquals(new Spread(1, 25, 25, 25), report(By.DAY).total().turn());
    assertEquals(new Spread(1, 5, 5, 5), report(By.DAY).total().first());
    assertEquals(new Spread(1, 10, 10, 10), report(By.TOOL).groups().getFirst().figures().call());
    assertEquals(1, report(By.MODEL).total().tokens().requests());
  }

  @Test
  void whatABranchHasFromItsOriginCountsOnce() {
    Telling told = new Telling(journal, "s", "/s", MONDAY).chooses("model", "one/m");
    told.prompt("x").after(5).says("m", "a").tell(usage("one/m", 10, 1, 0, 0)).ends();
    told.fork("f").prompt("y").after(7).ends();

    Report report = report(By.MODEL);

    assertEquals(2, report.total().turns());
    assertEquals(10, report.total().tokens().input());
    assertEquals(2, report.groups().stream().map(Group::figures).toList().getFirst().turns());
  }

  @Test
  void whatADeadProcessLeftOpenTookNoTime() {
    Telling told = new Telling(journal, "s", "/s", MONDAY).prompt("x");
    told.calls("c", "t", "T", Map.of()).runs("c").after(86_400_000L * 3);
    told.callEnds("c", CallStatus.FAILED).ends(Outcome.stopped(Reason.CANCELLED)).prompt("y");

    Figures total = report(By.DAY).total();

    assertEquals(2, total.turns());
    assertEquals(Spread.NONE, total.turn());
    assertEquals(Spread.NONE, total.call());
    assertEquals(0, total.failures());
  }

  @Test
  void whatWasDeletedDoesNotCount() {
    Telling told = new Telling(journal, "s", "/s", MONDAY).prompt("x").ends();
    assertEquals(1, report(By.DAY).total().turns());

    done(journal.delete(told.id()));

    assertEquals(0, report(By.DAY).total().turns());
    assertEquals(0, report(By.TOOL).total().calls());
  }
}
