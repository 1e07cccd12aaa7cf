package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Sound; in a prompt only where the agent offers {@code promptCapabilities.audio}.
 *
 * @param data the sound, Base64
 * @param mimeType its media type
 * @param annotations hints on its use; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public record AudioContent(
    String data,
    String mimeType,
    @Lenient @Nullable Annotations annotations,
    @Meta @Nullable ObjectNode meta)
    implements ContentBlock {
  public AudioContent {
    requireNonNull(data, "data");
    requireNonNull(mimeType, "mimeType");
  }

  /** Holds what is required; the rest is absent. */
  public static AudioContent of(String data, String mimeType) {
    return new AudioContent(data, mimeType, null, null);
  }

  @Override
  public String type() {
    return "audio";
  }
}
