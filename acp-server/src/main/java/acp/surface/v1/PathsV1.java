package acp.surface.v1;

import acp.protocol.AcpException;
import acp.protocol.v1.McpServer;
import acp.session.Place;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths of requests. They are checked and kept as they came: clients compare them as strings, and a
 * folder that is not there, or not here, is no fault of the request.
 */
final class PathsV1 {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** No system takes longer ones; every list of sessions has to hold them. */
  private static final int LONGEST = 32_768;

  private PathsV1() {}

  /**
   * Where a request says that a session shall work, and with which servers.
   *
   * @throws AcpException (invalid params) naming the path that is not absolute, or what is wrong
   *     with a server
   */
  static Place place(
      String cwd, @Nullable List<String> additional, @Nullable List<McpServer> servers) {
    requireAbsolute(cwd, "cwd");
    List<String> roots = additional == null ? List.of() : additional;
    for (int i = 0; i < roots.size(); i++) {
      requireAbsolute(roots.get(i), "additionalDirectories[" + i + "]");
    }
    return new Place(cwd, roots, ServersV1.of(servers));
  }

  static void requireAbsolute(String path, String name) {
    if (!isAbsolute(path)) {
      throw AcpException.invalidParams(name, "The path must be absolute");
    }
    if (path.length() > LONGEST) {
      throw AcpException.invalidParams(name, "The path is longer than any system takes");
    }
  }

  private static boolean isAbsolute(String path) {
    if (path.startsWith("/")) {
      return true;
    }
    return WINDOWS && (path.startsWith("\\\\") || path.matches("[A-Za-z]:[\\\\/].*"));
  }
}
