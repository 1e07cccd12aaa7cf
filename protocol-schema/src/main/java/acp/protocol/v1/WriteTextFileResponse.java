package acp.protocol.v1;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The file is written: the empty result of {@code fs/write_text_file}.
 *
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/file-system">File system</a>
 */
public record WriteTextFileResponse(@Meta @Nullable ObjectNode meta) {
  /** The empty one. */
  public static WriteTextFileResponse of() {
    return new WriteTextFileResponse(null);
  }
}
