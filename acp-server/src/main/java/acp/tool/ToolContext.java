package acp.tool;

import acp.event.PlanEntry;
import acp.event.Shown;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a call may use. Lives as long as the call. */
public interface ToolContext {

  /** Where the session works. */
  Workspace workspace();

  /** Files, as the editor has them where it offers that. */
  FileSystem files();

  /** What the model was shown of files in this session. */
  Sightings sightings();

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

  /**
   * Keeps what a file was before it is changed, so that the change can be undone. Done when it is
   * on disk; the file must not be touched before. All writes of files pass here.
   *
   * @param path absolute
   * @param existed false if the call makes the file
   * @param before its text; null if there was none, or if it was no text
   * @param after {@link acp.event.Digest} of what is to be written
   */
  Mono<Void> changing(Path path, boolean existed, @Nullable String before, String after);

  /** Replaces the session's plan, whole. Done when it is on disk. */
  Mono<Void> plan(List<PlanEntry> entries);
}
