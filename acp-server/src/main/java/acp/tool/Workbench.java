package acp.tool;

import static java.util.Objects.requireNonNull;

/** The tools of one turn and what they work with: the place, its files, its commands. */
public record Workbench(Toolbox tools, Workspace workspace, FileSystem files, Terminals terminals) {

  public Workbench {
    requireNonNull(tools, "tools");
    requireNonNull(workspace, "workspace");
    requireNonNull(files, "files");
    requireNonNull(terminals, "terminals");
  }
}
