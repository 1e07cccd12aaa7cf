package acp.server;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where this program keeps its files, by the XDG rules: an absolute value of the variable, else the
 * usual place below the home folder.
 *
 * @param config {@code config.toml} and {@code credentials.toml}
 * @param data the sessions
 * @param state the log
 */
public record Folders(Path config, Path data, Path state) {

  /**
   * The folders of a user.
   *
   * @param env the environment; its {@code HOME} counts more than what the system says
   * @param userHome the user's home folder as the system knows it
   */
  static Folders of(Map<String, String> env, String userHome) {
    String set = env.get("HOME");
    String home = set != null && set.startsWith("/") ? set : userHome;
    return new Folders(
        folder(env.get("XDG_CONFIG_HOME"), home, ".config"),
        folder(env.get("XDG_DATA_HOME"), home, ".local/share"),
        folder(env.get("XDG_STATE_HOME"), home, ".local/state"));
  }

  private static Path folder(@Nullable String set, String home, String usual) {
    Path base = set != null && set.startsWith("/") ? Path.of(set) : Path.of(home, usual);
    return base.resolve(Version.NAME);
  }

  /** The newest log; see {@link Logs}. */
  public Path log() {
    return state.resolve(Version.NAME + ".0.log");
  }

  Path logPattern() {
    return state.resolve(Version.NAME + ".%g.log");
  }

  public Path configFile() {
    return config.resolve("config.toml");
  }

  public Path credentialsFile() {
    return config.resolve("credentials.toml");
  }
}
