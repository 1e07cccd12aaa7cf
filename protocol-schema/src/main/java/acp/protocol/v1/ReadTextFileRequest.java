package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a text file as the editor sees it, unsaved changes included: the parameters of {@code
 * fs/read_text_file}.
 *
 * @param sessionId the session concerned
 * @param path the file, an absolute path
 * @param line the first line to read, counted from 1; {@code null} when absent
 * @param limit how many lines to read at most; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/file-system">File system</a>
 */
public record ReadTextFileRequest(
    SessionId sessionId,
    String path,
    @Unsigned(32) @Nullable Long line,
    @Unsigned(32) @Nullable Long limit,
    @Meta @Nullable ObjectNode meta) {
  public ReadTextFileRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(path, "path");
    Check.unsigned(32, line, "line");
    Check.unsigned(32, limit, "limit");
  }

  /** Holds what is required; the rest is absent. */
  public static ReadTextFileRequest of(SessionId sessionId, String path) {
    return new ReadTextFileRequest(sessionId, path, null, null, null);
  }
}
