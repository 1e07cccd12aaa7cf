package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.ToolServer;
import acp.tool.Bench;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/** Servers by streamable HTTP. */
@Timeout(60)
class HttpServersTest {
  /** A server that is hung up on may write while it ends. */
  @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
  Path folder;

  private Play play(String url, String token) {
    return new Play(folder, Play.QUICK)
        .settle(new ToolServer.Http("web", url, Map.of("Authorization", token)));
  }

  @Test
  void everyRequestHasTheHeadersOfTheEntry() throws Exception {
    try (HttpPlay server = new HttpPlay();
        Play play = play(server.url("/tools/mcp"), HttpPlay.TOKEN)) {
      assertEquals(List.of("web__echo", "web__drop"), play.names());
      assertEquals("heard", play.call("web__echo", "{}").told());

      List<String> posts = server.asked.stream().filter(asked -> !asked.startsWith("GET")).toList();
      assertEquals(
          List.of(
              "initialize null", "notifications/initialized s1", "tools/list s1", "tools/call s1"),
          posts);
    }
  }

  @Test
  void theSessionIsEndedWithOurs() throws Exception {
    try (HttpPlay server = new HttpPlay();
        Play play = play(server.url("/tools/mcp"), HttpPlay.TOKEN)) {
      play.tools();

      play.servers.close();

      assertEquals(
          "DELETE s1",
          Bench.now(
              Flux.interval(Duration.ofMillis(20))
                  .map(_ -> server.asked.getLast())
                  .filter(asked -> asked.startsWith("DELETE"))
                  .next()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tools/mcp | It refused access.",
        "/moved | It answered with HTTP status 307.",
        "/broken | It answered with HTTP status 500.",
        "/nowhere | It answered with HTTP status 404."
      })
  void whyItIsNotConnectedIsSaidWithoutSecrets(String path, String why) throws Exception {
    try (HttpPlay server = new HttpPlay();
        Play play = play(server.url(path), "Bearer wrong-token")) {
      assertEquals(List.of(), play.names());
      assertEquals(why, play.notices.getFirst().description());
    }
  }

  @Test
  void nobodyAtTheAddressIsSaid() throws Exception {
    String url;
    try (HttpPlay server = new HttpPlay()) {
      url = server.url("/tools/mcp");
    }
    try (Play play = play(url, HttpPlay.TOKEN)) {
      assertEquals(List.of(), play.names());
      assertEquals("Nobody answers at its address.", play.notices.getFirst().description());
    }
  }

  @Test
  void aHeaderThatCannotBeSentIsSaid() {
    try (Play play =
        new Play(folder, Play.QUICK)
            .settle(new ToolServer.Http("web", "http://127.0.0.1:1/", Map.of("Host", "x")))) {
      assertEquals(List.of(), play.names());
      assertEquals("One of its headers cannot be sent.", play.notices.getFirst().description());
    }
  }

  @Test
  void aServerThatGoesAwayInACallFailsIt() throws Exception {
    try (HttpPlay server = new HttpPlay();
        Play play = play(server.url("/tools/mcp"), HttpPlay.TOKEN)) {
      ToolResult dropped = play.call("web__drop", "{}");

      assertTrue(dropped.failed(), dropped.told());
    }
  }
}
