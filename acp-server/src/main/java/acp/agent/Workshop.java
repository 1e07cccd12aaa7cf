package acp.agent;

import static java.util.Objects.requireNonNull;

import acp.session.Turn;
import acp.tool.Toolbox;
import acp.tool.Workbench;
import java.util.function.Function;

/**
 * Where the agent works.
 *
 * @param tools what the model may call
 * @param benches gives what the tools of a turn work with: the editor's files and terminals where
 *     it offers them
 */
public record Workshop(Toolbox tools, Function<Turn, Workbench> benches) {

  public Workshop {
    requireNonNull(tools, "tools");
    requireNonNull(benches, "benches");
  }
}
