package acp.conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start the agent that is judged.
 *
 * @param words the program and its arguments, at least the program
 * @param environment what it gets besides the small clean environment that the kit makes
 */
public record AgentCommand(List<String> words, Map<String, String> environment) {

  /**
   * Copies both.
   *
   * @throws IllegalArgumentException if there is no program
   */
  public AgentCommand {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the command of the agent is missing");
    }
  }

  /** Whether there is a program of that name: at that path, or in a folder of {@code PATH}. */
  public boolean isThere() {
    String program = words.getFirst();
    if (program.contains("/")) {
      return Files.isExecutable(Path.of(program));
    }
    return Arrays.stream(
            cleanEnvironment(Path.of("/")).getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /**
   * The process builder for one start of the agent, in the directory the kit was started in.
   *
   * @param home the throw-away home, in which the XDG and temporary folders lie as well
   */
  public ProcessBuilder builder(Path home) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
    builder.environment().clear();
    builder.environment().putAll(cleanEnvironment(home));
    builder.environment().putAll(environment);
    return builder;
  }

  private static Map<String, String> cleanEnvironment(Path home) {
    Map<String, String> clean = new LinkedHashMap<>();
    String path = System.getenv("PATH");
    clean.put("PATH", path == null ? "/usr/local/bin:/usr/bin:/bin" : path);
    clean.put("HOME", home.toString());
    clean.put("LANG", "C.UTF-8");
    clean.put("TMPDIR", home.resolve("tmp").toString());
    clean.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    clean.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
    clean.put("XDG_STATE_HOME", home.resolve(".local/state").toString());
    clean.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
    return clean;
  }
}
