package acp.session;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a session works in this process. Given anew by whoever opens it; what the journal says of
 * it is only the beginning.
 *
 * @param cwd absolute
 * @param roots the additional directories, absolute
 * @param servers where it has tools from besides our own; never stored
 */
public record Place(String cwd, List<String> roots, List<ToolServer> servers) {

  public Place {
    requireNonNull(cwd, "cwd");
    roots = List.copyOf(roots);
    servers = List.copyOf(servers);
  }

  /** A place without further tools. */
  public Place(String cwd, List<String> roots) {
    this(cwd, roots, List.of());
  }
}
