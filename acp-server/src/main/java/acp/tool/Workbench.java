package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.CallId;
import java.util.function.Function;

/**
 * The tools of one turn and what they work with: the place, its files, its commands, and its user.
 *
 * @param sightings what the model was shown of files in this session
 * @param questions the user, as a call may ask
 */
public record Workbench(
    Toolbox tools,
    Workspace workspace,
    FileSystem files,
    Terminals terminals,
    Sightings sightings,
    Function<CallId, Questions> questions) {

  /** A bench whose model has been shown nothing yet. */
  public Workbench(
      Toolbox tools,
      Workspace workspace,
      FileSystem files,
      Terminals terminals,
      Function<CallId, Questions> questions) {
    this(tools, workspace, files, terminals, new Sightings(), questions);
  }

  public Workbench {
    requireNonNull(tools, "tools");
    requireNonNull(workspace, "workspace");
    requireNonNull(files, "files");
    requireNonNull(terminals, "terminals");
    requireNonNull(sightings, "sightings");
    requireNonNull(questions, "questions");
  }
}
