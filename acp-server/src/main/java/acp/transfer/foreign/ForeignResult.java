package acp.transfer.foreign;

import acp.event.Content;
import acp.event.Fence;
import acp.event.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a tool call.
 *
 * @param told what the model was told
 * @param shown what the user sees
 * @param pictures what the model was shown besides
 */
public record ForeignResult(
    boolean failed, String told, List<Shown> shown, List<Content.Image> pictures) {
  public ForeignResult {
    shown = List.copyOf(shown);
    pictures = List.copyOf(pictures);
  }

  /**
   * A result that shows what it tells.
   *
   * @param first what is shown before that, such as the change of a file
   */
  public static ForeignResult of(
      boolean failed, List<Shown> first, String text, List<Content.Image> pictures) {
    List<Shown> shown = new ArrayList<>(first);
    if (!text.isBlank()) {
      shown.add(Fence.around(text));
    }
    pictures.forEach(picture -> shown.add(new Shown.Block(picture)));
    return new ForeignResult(failed, text, shown, pictures);
  }
}
