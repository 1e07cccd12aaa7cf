package acp.server;

import acp.cli.Commands;
import acp.cli.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program's commands as they are typed, with the server of this process and a real store; the
 * user has no settings, no keys and no model.
 */
final class Typed {
  private final Path home;
  private final Path data;
  private final Map<String, String> env = new HashMap<>();

  /** What came of a line. */
  record Ran(int exit, String out, String err) {}

  /**
   * @param folder holds the store and the user's home
   */
  Typed(Path folder) {
    this.home = folder.resolve("home");
    this.data = folder.resolve("data");
    env.put("ACP_SERVER_DATA_DIR", data.toString());
    env.put("XDG_STATE_HOME", home.resolve("state").toString());
  }

  /** The environment has this too. */
  Typed with(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** A file below the user's home, with its folders. */
  Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Where the store is. */
  Path data() {
    return data;
  }

  /** Runs a line; the store is named by the last words. */
  Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    var program =
        new Commands.Program(
            "1",
            data,
            home,
            new Nobody(),
            new InProcess(env, home.toString()),
            home,
            this::files,
            Flags.described());
    int exit =
        Commands.run(
            args,
            program,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Kept files(Map<String, String> flags) {
    return SessionFiles.open(flags, env, home.toString());
  }

  /** Nobody's keys. */
  private static final class Nobody implements Commands.Keys {
    @Override
    public @Nullable String ask(String question) {
      return null;
    }

    @Override
    public List<Commands.Owner> owners() {
      return List.of();
    }

    @Override
    public Commands.@Nullable Owner ownerOf(String key) {
      return null;
    }

    @Override
    public void store(Commands.Owner owner, String key) {}

    @Override
    public void remove(Commands.Owner owner) {}

    @Override
    public Path place() {
      return Path.of("/keys");
    }
  }
}
