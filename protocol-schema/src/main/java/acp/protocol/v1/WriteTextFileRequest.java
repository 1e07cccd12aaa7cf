package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks the editor to write a text file: the parameters of {@code fs/write_text_file}.
 *
 * @param sessionId the session concerned
 * @param path the file, an absolute path
 * @param content the whole text of the file
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/file-system">File system</a>
 */
public record WriteTextFileRequest(
    SessionId sessionId, String path, String content, @Meta @Nullable ObjectNode meta) {
  public WriteTextFileRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(path, "path");
    requireNonNull(content, "content");
  }

  /** Holds what is required; the rest is absent. */
  public static WriteTextFileRequest of(SessionId sessionId, String path, String content) {
    return new WriteTextFileRequest(sessionId, path, content, null);
  }
}
