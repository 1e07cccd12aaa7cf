package acp.tool;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import acp.event.Shown;
import java.util.List;

/**
 * What a call came to.
 *
 * @param failed true if it did not do what was asked
 * @param told what the model is told; bounded to {@link #MAX_TOLD} bytes here, whoever made it,
 *     with a note in the middle of what was left out
 * @param shown what the user sees when it is over, whole
 * @param pictures what the model is shown besides; a model that sees none is told so
 */
public record ToolResult(
    boolean failed, String told, List<Shown> shown, List<Content.Image> pictures) {

  /** A result in words. */
  public ToolResult(boolean failed, String told, List<Shown> shown) {
    this(failed, told, shown, List.of());
  }

  /** Bytes of UTF-8: what a model can well take in at once, and far from any limit of a client. */
  public static final int MAX_TOLD = 64 * 1024;

  public ToolResult {
    told = Clip.middle(requireNonNull(told, "told"), MAX_TOLD);
    shown = List.copyOf(shown);
    pictures = List.copyOf(pictures);
  }

  /** It worked; the user sees what the model is told. */
  public static ToolResult text(String told) {
    return new ToolResult(false, told, List.of(Shown.Block.text(told)));
  }

  /** It failed, in a sentence that the model can act upon; the user sees the same. */
  public static ToolResult failure(String told) {
    return new ToolResult(true, told, List.of(Shown.Block.text(told)));
  }
}
