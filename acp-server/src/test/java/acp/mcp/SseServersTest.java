package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.ToolServer;
import acp.tool.Bench;
import acp.tool.Tool;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Servers by HTTP in the older way. */
@Timeout(60)
class SseServersTest {
  /** A server that is hung up on may write while it ends. */
  @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
  Path folder;

  private Play play(String url, String token) {
    return new Play(folder, Play.QUICK)
        .settle(new ToolServer.Sse("old", url, Map.of("Authorization", token)));
  }

  @Test
  void itsToolsAreCalledWithTheHeadersOfTheEntry() throws Exception {
    try (SsePlay server = new SsePlay();
        Play play = play(server.url(), HttpPlay.TOKEN)) {
      assertEquals(List.of("old__echo", "old__drop"), play.names());
      assertEquals("heard", play.call("old__echo", "{}").told());

      assertEquals(
          List.of("initialize", "notifications/initialized", "tools/list", "tools/call"),
          server.asked);
    }
  }

  @Test
  void whyItIsNotConnectedIsSaidAtOnce() throws Exception {
    try (SsePlay server = new SsePlay();
        Play play = play(server.url(), "Bearer wrong-token")) {
      assertEquals(List.of(), play.names());
      assertEquals("It answered with HTTP status 403.", play.notices.getFirst().description());
    }
  }

  @Test
  void nobodyAtTheAddressIsSaid() throws Exception {
    String url;
    try (SsePlay server = new SsePlay()) {
      url = server.url();
    }
    try (Play play = play(url, HttpPlay.TOKEN)) {
      assertEquals(List.of(), play.names());
      assertEquals("Nobody answers at its address.", play.notices.getFirst().description());
    }
  }

  @Test
  void aStreamThatBreaksInACallFailsItAndIsOpenedAgain() throws Exception {
    try (SsePlay server = new SsePlay();
        Play play = play(server.url(), HttpPlay.TOKEN)) {
      Tool echo = play.tool("old__echo");
      ToolResult dropped = play.call("old__drop", "{}");

      ToolResult after = Bench.now(play.begin(echo, "{}"));

      assertTrue(dropped.failed(), dropped.told());
      assertTrue(dropped.told().contains("HTTP status 404"), dropped.told());
      assertEquals("heard", after.told());
    }
  }
}
