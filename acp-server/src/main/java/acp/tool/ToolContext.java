package acp.tool;

import acp.event.PlanEntry;
import acp.event.Shown;
import java.util.List;
import reactor.core.publisher.Mono;

/** What a call may use. Lives as long as the call. */
public interface ToolContext {

  /** Where the session works. */
  Workspace workspace();

  /** Files, as the editor has them where it offers that. */
  FileSystem files();

  /** Commands, in the editor's terminals where it offers them. */
  Terminals terminals();

  /** The user, as far as the editor lets us ask. */
  Questions questions();

  /** Shows some more of what a running command prints. Done when there is room for more. */
  Mono<Void> output(String text);

  /**
   * Replaces what the user sees of this call while it runs, such as a terminal. Done when it is on
   * disk.
   */
  Mono<Void> show(List<Shown> shown);

  /** Replaces the session's plan, whole. Done when it is on disk. */
  Mono<Void> plan(List<PlanEntry> entries);
}
