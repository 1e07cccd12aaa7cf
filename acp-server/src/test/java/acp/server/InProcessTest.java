package acp.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import acp.cli.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server in the commands' own process. */
@Timeout(60)
class InProcessTest {
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1}}""";

  @TempDir Path folder;

  @Test
  void whatIsClosedAtOnceOpensNothingBehindIt() throws Exception {
    List<Path> homes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Path home = folder.resolve("home-" + i);
      homes.add(home);
      Map<String, String> env =
          Map.of(
              "ACP_SERVER_DATA_DIR", home.resolve("data").toString(),
              "XDG_STATE_HOME", home.resolve("state").toString());
      Host.Link link = new InProcess(env, home.toString()).start(Map.of());
      if (i % 3 > 0) {
        link.send(INITIALIZE);
      }
      if (i % 3 > 1) {
        link.receive();
      }
      link.close();
      delete(home);
    }
    for (Path home : homes) {
      assertFalse(Files.exists(home), home.toString());
    }
  }

  /** Fails if something is put there meanwhile. */
  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
