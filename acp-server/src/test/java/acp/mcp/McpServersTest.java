package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Event;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.session.Place;
import acp.session.ToolServer;
import acp.tool.Bench;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Servers as processes of their own: what they offer, what they break, and that none is left. */
@Timeout(60)
class McpServersTest {
  /** A server that is hung up on may write while it ends. */
  @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
  Path folder;

  private Play play(ToolServer... servers) {
    return new Play(folder, Play.QUICK).settle(servers);
  }

  /** Waits until a file is there, which another process makes. */
  private String written(String file) {
    return Bench.now(
        Flux.interval(Duration.ofMillis(20))
            .map(_ -> read(file))
            .filter(text -> !text.isEmpty())
            .next());
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException notYet) {
      return "";
    }
  }

  private ProcessHandle process() {
    return ProcessHandle.of(Long.parseLong(read("pid"))).orElseThrow();
  }

  private static void awaitEnd(ProcessHandle process) throws Exception {
    process.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aServersToolsAreThereUnderItsName() {
    try (Play play = play(Play.played("fs"))) {
      List<String> names = play.names();

      assertEquals("fs__echo", names.getFirst());
      assertEquals(18, names.size());
      assertEquals("Does echo", play.tool("fs__echo").spec().description());
      assertEquals(
          "{\"type\":\"object\",\"properties\":{}}",
          play.tool("fs__echo").spec().parameters().toString());
      assertEquals("heard hi", play.call("fs__echo", "{'text':'hi'}").told());
      assertEquals(List.of(), play.notices);
    }
  }

  @Test
  void namesFitEveryProviderAndNoTwoAreAlike() {
    try (Play play = play(Play.played("a server"), Play.played("a_server"))) {
      List<String> names = play.names();

      assertEquals(36, names.stream().distinct().count());
      assertTrue(names.stream().allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}")), "" + names);
      assertTrue(names.contains("a_server__echo"));
      assertEquals("heard 1", play.call("a_server__echo", "{'text':1}").told());
    }
  }

  @Test
  void whatIsNoMessageIsSkipped() {
    try (Play play = play(Play.played("loud", "banner"))) {
      assertEquals("heard hi", play.call("loud__echo", "{'text':'hi'}").told());
    }
  }

  @Test
  void aServerSeesItsOwnVariablesAndNoKeyOfOurs() {
    try (Play play = play(Play.played("fs", Map.of("TOKEN", "theirs")))) {
      String seen = play.call("fs__env", "{}").told();

      assertTrue(seen.contains("TOKEN=theirs"), seen);
      assertTrue(seen.contains("PATH="), seen);
      assertFalse(seen.contains("OPENAI_API_KEY"), seen);
      assertFalse(seen.contains("sk-ours"), seen);
    }
  }

  @Test
  void aDeadServerIsToldOnceAndTheOthersWork() {
    try (Play play = play(Play.played("dead", "die"), Play.played("fs"))) {
      assertEquals("heard hi", play.call("fs__echo", "{'text':'hi'}").told());
      play.tools();

      assertEquals(
          List.of(
              new Event.NoticeRaised(
                  Event.Severity.WARNING,
                  "MCP server dead is not connected",
                  "It ended with exit code 3.")),
          play.notices);
    }
  }

  @Test
  void whatIsTooManyIsLeftOutAndTold() {
    try (Play play = play(Play.played("fs", "many=100"))) {
      assertEquals(Group.MOST_TOOLS, play.names().size());
      play.tools();

      assertEquals(
          List.of("Too many MCP tools"),
          play.notices.stream().map(Event.NoticeRaised::title).toList());
    }
  }

  @Test
  void aCommandThatIsNotThereIsSaidToBeMissing() {
    try (Play play = play(new ToolServer.Stdio("gone", "no-such-program", List.of(), Map.of()))) {
      assertEquals(List.of(), play.names());
      assertEquals("Its command was not found.", play.notices.getFirst().description());
    }
  }

  @Test
  void aServerThatHangsDelaysOneTurnAndIsEnded() throws Exception {
    var patience =
        new Patience(
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
    try (Play play = new Play(folder, patience).settle(Play.played("stuck", "hang"))) {
      assertEquals(List.of(), play.names());
      ProcessHandle process = ProcessHandle.of(Long.parseLong(written("pid"))).orElseThrow();
      long start = System.nanoTime();
      assertEquals(List.of(), play.names());
      long second = System.nanoTime() - start;

      assertTrue(second < Duration.ofSeconds(2).toNanos(), "waited again");
      assertEquals(1, play.notices.size());
      assertTrue(String.valueOf(play.notices.getFirst().description()).contains("not answered"));
      awaitEnd(process);
      assertEquals(List.of(), play.names());
    }
  }

  @Test
  void aSlowServerIsThereForALaterTurn() {
    var patience =
        new Patience(
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
    try (Play play = new Play(folder, patience).settle(Play.played("late", "slow=500"))) {
      assertEquals(List.of(), play.names());

      List<Tool> tools =
          Bench.now(
              Flux.interval(Duration.ofMillis(50))
                  .onBackpressureDrop()
                  .concatMap(_ -> play.turn())
                  .filter(found -> !found.isEmpty())
                  .next());

      assertEquals(18, tools.size());
      assertEquals(1, play.notices.size());
    }
  }

  @Test
  void aServerThatDiesInACallEndsItAndIsStartedAgain() {
    try (Play play = play(Play.played("fs"))) {
      ToolResult died = play.call("fs__die", "{}");
      String after = play.call("fs__echo", "{'text':'again'}").told();

      assertTrue(died.failed());
      assertTrue(died.told().contains("It ended with exit code 5."), died.told());
      assertEquals("heard again", after);
      assertEquals(List.of(), play.notices);
    }
  }

  @Test
  void aCallWaitsForAServerThatIsStartedAgainAndAgain() {
    try (Play play = play(Play.played("fs", "ills=2"))) {
      Tool echo = play.tool("fs__echo");
      play.call("fs__die", "{}");

      ToolResult after = Bench.now(play.begin(echo, "{'text':'again'}"));

      assertEquals("heard again", after.told());
      assertEquals(4, read("starts").length());
      assertEquals(List.of(), play.notices);
    }
  }

  @Test
  void aCallDoesNotWaitForEver() {
    var patience =
        new Patience(
            Duration.ofMillis(300),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
    try (Play play = new Play(folder, patience).settle(Play.played("fs"))) {
      Tool echo = awaited(play, "fs__echo");
      play.call("fs__die", "{}");

      ToolResult early = Bench.now(play.begin(echo, "{}"));

      assertTrue(early.failed());
      assertTrue(early.told().contains("is being started again"), early.told());
      assertTrue(play.names().contains("fs__echo"), "what is about to be back stays on offer");
    }
  }

  /** The tool, as soon as a turn has it. */
  private static Tool awaited(Play play, String name) {
    return Bench.now(
        Flux.interval(Duration.ofMillis(50))
            .onBackpressureDrop()
            .concatMap(_ -> play.turn())
            .concatMapIterable(tools -> tools)
            .filter(tool -> tool.spec().name().equals(name))
            .next());
  }

  @Test
  void aServerThatCannotBeStartedAgainIsGivenUpAndTold() {
    try (Play play = play(Play.played("fs", "once=" + folder.resolve("once")))) {
      Tool echo = play.tool("fs__echo");
      play.call("fs__die", "{}");
      ToolResult late = Bench.now(play.begin(echo, "{}"));

      assertEquals(List.of(), play.names());
      assertEquals(1 + Link.MOST_RESTARTS, read("starts").length());
      assertEquals("MCP server fs was given up", play.notices.getFirst().title());
      assertEquals(
          "It ended with exit code 4. It was started again 5 times.",
          play.notices.getFirst().description());
      assertTrue(late.told().contains("It ended with exit code 4."), late.told());
    }
  }

  @Test
  void openingTheSessionAnewGivesAServerAnotherChance() {
    try (Play play = play(Play.played("fs", "ills=6"))) {
      Tool echo = play.tool("fs__echo");
      play.call("fs__die", "{}");
      Bench.now(play.begin(echo, "{}"));

      play.settle(Play.played("fs", "ills=6"));

      assertEquals("heard hi", awaitedCall(play));
    }
  }

  private static String awaitedCall(Play play) {
    return Bench.now(play.begin(awaited(play, "fs__echo"), "{'text':'hi'}")).told();
  }

  @Test
  void toolsThatChangedAreThereInTheNextTurn() {
    try (Play play = play(Play.played("fs"))) {
      play.call("fs__grow", "{}");

      Tool grown = awaited(play, "fs__more0");

      assertEquals("fs__more0", grown.spec().name());
      assertEquals(19, play.names().size());
    }
  }

  @Test
  void aFailureIsAResult() {
    try (Play play = play(Play.played("fs", Map.of("TOKEN", "theirs-and-secret")))) {
      ToolResult failed = play.call("fs__fail", "{}");
      ToolResult refused = play.call("fs__refuse", "{}");

      assertEquals("no such thing", failed.told());
      assertTrue(failed.failed());
      assertTrue(refused.failed());
      assertTrue(refused.told().contains("It answered with an error: bad ***"), refused.told());
    }
  }

  @Test
  void aHugeResultIsCut() {
    try (Play play = play(Play.played("fs"))) {
      ToolResult huge = play.call("fs__huge", "{}");

      assertFalse(huge.failed());
      assertTrue(huge.told().length() <= ToolResult.MAX_TOLD);
      assertEquals(List.of(Shown.Block.text(huge.told())), huge.shown());
    }
  }

  @Test
  void aLineWithoutEndFailsTheCallAndNotTheServer() {
    try (Play play = play(Play.played("fs"))) {
      Tool flood = play.tool("fs__flood");
      ToolResult flooded = play.begin(flood, "{}").block(Duration.ofSeconds(20));
      ProcessHandle before = process();

      assertTrue(
          String.valueOf(flooded).contains("It sent more than 8 MiB at once."), "" + flooded);
      assertEquals("heard hi", play.call("fs__echo", "{'text':'hi'}").told());
      assertEquals(before, process());
    }
  }

  @Test
  void picturesAreShownAndDataIsNotSaidTwice() {
    try (Play play = play(Play.played("fs"))) {
      ToolResult picture = play.call("fs__picture", "{}");
      ToolResult data = play.call("fs__data", "{}");
      ToolResult wrapped = play.call("fs__wrapped", "{}");

      assertEquals("see\n[A picture, image/png]", picture.told());
      var image = new Content.Image("aGk=", "image/png", null);
      assertEquals(new Shown.Block(image), picture.shown().get(1));
      assertEquals(List.of(image), picture.pictures());
      assertEquals("{\"n\": 1}", data.told());
      assertEquals("hello", wrapped.told());
    }
  }

  @Test
  void aServersWordIsTakenOnlyWhereItIsTrusted() {
    var trusted = new Configured(Play.played("ours"), null, null, true);
    try (Play play = new Play(folder, Play.QUICK).set(trusted).settle(Play.played("fs"))) {
      Intent look = play.intend("ours__look", "{'at':1}");
      Intent fail = play.intend("ours__fail", "{'at':1}");
      Intent alien = play.intend("fs__look", "{'at':1}");

      assertEquals("ours: Look↵around", look.title());
      assertEquals(ToolKind.READ, look.kind());
      assertEquals(Risk.NONE, look.risk());
      assertEquals(Risk.NONE, play.tool("ours__look").spec().worst());
      assertEquals(Risk.EXECUTE, fail.risk(), "it says itself that it destroys");
      assertTrue(fail.shown().toString().contains("may destroy"), "" + fail.shown());
      assertEquals(Risk.EXECUTE, play.tool("ours__fail").spec().worst());
      assertEquals(Risk.EXECUTE, play.intend("ours__echo", "{}").risk());
      assertEquals(ToolKind.OTHER, alien.kind());
      assertEquals(Risk.EXECUTE, alien.risk());
      assertTrue(alien.shown().toString().contains("at"), "" + alien.shown());
      assertEquals(Risk.EXECUTE, play.tool("fs__look").spec().worst());
      assertFalse(play.tool("fs__look").spec().readOnly());
    }
  }

  @Test
  void aCancelledCallIsWithdrawnFromTheServer() {
    try (Play play = play(Play.played("fs"))) {
      Disposable call = play.begin(play.tool("fs__hang"), "{}").subscribe();
      awaitFile("hanging");

      call.dispose();

      assertTrue(written("cancelled").contains("requestId"));
      assertEquals("heard hi", play.call("fs__echo", "{'text':'hi'}").told());
    }
  }

  private void awaitFile(String file) {
    Flux.interval(Duration.ofMillis(20))
        .filter(_ -> Files.exists(folder.resolve(file)))
        .blockFirst(Duration.ofSeconds(20));
  }

  @Test
  void aCallThatTakesTooLongIsWithdrawn() {
    var patience =
        new Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
    try (Play play = new Play(folder, patience).settle(Play.played("fs"))) {
      ToolResult late = play.call("fs__hang", "{}");

      assertTrue(late.told().contains("It did not answer within 1 s."), late.told());
      assertTrue(written("cancelled").contains("requestId"));
    }
  }

  @Test
  void aServerEndsWithItsSession() throws Exception {
    try (Play play = play(Play.played("fs"))) {
      Tool echo = play.tool("fs__echo");
      ProcessHandle process = process();

      play.servers.leave(Play.SESSION);

      awaitEnd(process);
      assertEquals(List.of(), play.names());
      ToolResult late = play.begin(echo, "{}").block(Duration.ofSeconds(10));
      assertTrue(String.valueOf(late).contains("is not connected any more"), "" + late);
    }
  }

  @Test
  void aServerThatWillNotEndIsMadeTo() throws Exception {
    try (Play play = play(Play.played("fs", "deaf"))) {
      play.tools();
      ProcessHandle process = process();

      play.servers.close();

      awaitEnd(process);
    }
  }

  @Test
  void whatAServerStartsWhileItIsEndedEndsWithIt() throws Exception {
    try (Play play = play(Play.played("fs", "breeds"))) {
      play.tools();
      ProcessHandle process = process();

      play.servers.close();

      awaitEnd(process);
      List<String> bred = read("bred").lines().toList();
      assertFalse(bred.isEmpty());
      for (String child : bred) {
        var handle = ProcessHandle.of(Long.parseLong(child));
        if (handle.isPresent()) {
          awaitEnd(handle.get());
        }
      }
    }
  }

  @Test
  void anAttemptThatIsUnderWayEndsWithItsSession() throws Exception {
    try (Play play = play(Play.played("stuck", "hang"))) {
      ProcessHandle process = ProcessHandle.of(Long.parseLong(written("pid"))).orElseThrow();

      play.servers.close();

      awaitEnd(process);
    }
  }

  @Test
  void theSameServersInTheSamePlaceAreKeptAndOthersReplaceThem() throws Exception {
    try (Play play = play(Play.played("fs"))) {
      play.tools();
      ProcessHandle first = process();

      play.settle(Play.played("fs")).tools();
      ProcessHandle second = process();
      play.settle(Play.played("other")).tools();
      ProcessHandle third = process();

      assertEquals(first, second);
      assertNotEquals(second, third);
      awaitEnd(first);
      assertEquals("other__echo", play.names().getFirst());
    }
  }

  @Test
  void serversOfTheSettingsAreThereAndTheClientsWin() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    var own = new Configured(Play.played("own"), elsewhere.toString(), null, false);
    var same = new Configured(Play.played("fs", "die"), null, null, true);
    try (Play play = new Play(folder, Play.QUICK).set(own, same).settle(Play.played("fs"))) {
      List<String> names = play.names();

      assertEquals("fs__echo", names.getFirst());
      assertTrue(names.contains("own__echo"), "" + names);
      assertEquals(Risk.EXECUTE, play.intend("fs__look", "{}").risk());
      assertTrue(Files.exists(elsewhere.resolve("pid")), "it is started in its own folder");
      assertEquals(List.of(), play.notices);
    }
  }

  @Test
  void aBrokenEntryOfTheSettingsIsToldAndTheSessionWorks() {
    try (Play play = new Play(folder, Play.QUICK)) {
      play.settings =
          new Configuration(
              List.of(),
              List.of(
                  new Configuration.Fault("bad", "mcp.servers.bad.command is missing."),
                  new Configuration.Fault("fs", "mcp.servers.fs.command is missing.")));
      play.settle(Play.played("fs"));

      assertEquals("heard hi", play.call("fs__echo", "{'text':'hi'}").told());
      play.tools();

      assertEquals(
          List.of(
              new Event.NoticeRaised(
                  Event.Severity.WARNING,
                  "MCP server bad cannot be used",
                  "mcp.servers.bad.command is missing.")),
          play.notices);
    }
  }

  @Test
  void aServerOfTheSettingsHasItsOwnTimeForCalls() {
    var slow = new Configured(Play.played("fs"), null, Duration.ofSeconds(1), false);
    try (Play play = new Play(folder, Play.QUICK).set(slow).settle()) {
      ToolResult late = play.call("fs__hang", "{}");

      assertTrue(late.told().contains("It did not answer within 1 s."), late.told());
    }
  }

  @Test
  void aSessionWithoutServersHasNoneAndWaitsForNothing() {
    try (Play play = play()) {
      assertFalse(play.servers.serves(Play.SESSION));
      assertEquals(List.of(), play.names());
    }
  }

  @Test
  void settlingReturnsAtOnce() {
    try (Play play = new Play(folder, Play.QUICK)) {
      var settled =
          CompletableFuture.runAsync(
              () ->
                  play.servers.settle(
                      Play.SESSION,
                      new Place(
                          folder.toString(), List.of(), List.of(Play.played("stuck", "hang")))));

      settled.orTimeout(1, TimeUnit.SECONDS).join();
    }
  }
}
