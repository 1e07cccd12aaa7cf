package acp.surface.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a session's history came to.
 *
 * @param answer for people, in Markdown; also says which files were left as they are, and why
 * @param turns how many turns were taken back or brought back; absent where that is not the matter
 * @param messageId the first prompt that was taken back; absent likewise
 * @param files those that have again what they had; absolute
 */
public record Done(
    String sessionId,
    String answer,
    @Nullable Integer turns,
    @Nullable String messageId,
    List<String> files) {
  public Done {
    files = List.copyOf(files);
  }
}
