package acp.interop;

import acp.conformance.AgentCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A fresh home and workspace, shared by the agents that one test starts one after the other. */
final class Home {
  /** Kept, because loggers are weakly held and forget their levels. */
  private static final Logger SDKS = Logger.getLogger("com.agentclientprotocol");

  private final Path home;
  private final Path workspace;

  Home(Path folder) throws IOException {
    Path real = folder.toRealPath();
    this.home = Files.createDirectory(real.resolve("home"));
    this.workspace = Files.createDirectory(real.resolve("workspace"));
    Files.createDirectory(home.resolve("tmp"));
    // They log each start and each message they cannot read; the tests look at the latter.
    SDKS.setLevel(Level.OFF);
  }

  /** The absolute path of the folder that sessions work in. */
  Path workspace() {
    return workspace;
  }

  /** A start of the agent named by {@code -Dagent}, with this home and nothing of the caller's. */
  ProcessBuilder agent() {
    List<String> words = List.of(System.getProperty("agent", "").strip().split("\\s+"));
    return new AgentCommand(words, Map.of()).builder(home);
  }
}
