package acp.session;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a session works in this process. Given anew by whoever opens it; what the journal says of
 * it is only the beginning.
 *
 * @param cwd absolute
 * @param roots the additional directories, absolute
 */
public record Place(String cwd, List<String> roots) {

  public Place {
    requireNonNull(cwd, "cwd");
    roots = List.copyOf(roots);
  }
}
