package acp.tool;

import static java.util.Objects.requireNonNull;

/** What the tools of one turn work with: the place, its files, its commands. */
public record Workbench(Workspace workspace, FileSystem files, Terminals terminals) {

  public Workbench {
    requireNonNull(workspace, "workspace");
    requireNonNull(files, "files");
    requireNonNull(terminals, "terminals");
  }
}
