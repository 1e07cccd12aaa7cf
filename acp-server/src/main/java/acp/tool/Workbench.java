package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.CallId;
import java.util.function.Function;

/**
 * The tools of one turn and what they work with: the place, its files, its commands, and its user.
 *
 * @param questions the user, as a call may ask
 */
public record Workbench(
    Toolbox tools,
    Workspace workspace,
    FileSystem files,
    Terminals terminals,
    Function<CallId, Questions> questions) {

  public Workbench {
    requireNonNull(tools, "tools");
    requireNonNull(workspace, "workspace");
    requireNonNull(files, "files");
    requireNonNull(terminals, "terminals");
    requireNonNull(questions, "questions");
  }
}
