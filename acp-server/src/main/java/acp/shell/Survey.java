package acp.shell;

import java.nio.file.Path;
import java.util.List;

/**
 * What a command line would do.
 *
 * @param understood true if it is told for sure; else the deeds are some of those it would do
 * @param deeds the programs it would run, in order
 */
public record Survey(boolean understood, List<Deed> deeds) {

  public Survey {
    deeds = List.copyOf(deeds);
  }

  /**
   * Surveys a command line. Touches the disk, to follow the paths in it.
   *
   * @param folder where it would be run, absolute
   */
  public static Survey of(String line, Path folder, Boundary boundary) {
    Walk walk = new Walk(folder, boundary);
    boolean understood = walk.goThrough(line);
    return new Survey(understood, walk.deeds());
  }

  /** True if all of it surely only looks, inside the workspace. */
  public boolean isHarmless() {
    return understood && deeds.stream().allMatch(Deed::harmless);
  }
}
