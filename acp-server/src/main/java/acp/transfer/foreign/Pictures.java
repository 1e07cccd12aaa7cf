package acp.transfer.foreign;

import acp.event.Content;
import org.jspecify.annotations.Nullable;

/** Pictures as other programs keep them. */
public final class Pictures {
  private Pictures() {}

  /** The picture of a {@code data:} address; null if it is another. */
  public static Content.@Nullable Image ofData(String url) {
    int comma = url.indexOf(',');
    if (!url.startsWith("data:") || comma < 0 || !url.substring(0, comma).endsWith(";base64")) {
      return null;
    }
    String type = url.substring("data:".length(), comma - ";base64".length());
    return new Content.Image(url.substring(comma + 1), type.isEmpty() ? "image/png" : type, null);
  }
}
