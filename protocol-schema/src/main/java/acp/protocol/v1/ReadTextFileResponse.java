package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The text that was read: the result of {@code fs/read_text_file}.
 *
 * @param content the text
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/file-system">File system</a>
 */
public record ReadTextFileResponse(String content, @Meta @Nullable ObjectNode meta) {
  public ReadTextFileResponse {
    requireNonNull(content, "content");
  }

  /** Holds what is required; the rest is absent. */
  public static ReadTextFileResponse of(String content) {
    return new ReadTextFileResponse(content, null);
  }
}
