package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.NeverNull;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the session list.
 *
 * @param sessionId the session concerned
 * @param cwd the working directory, an absolute path
 * @param additionalDirectories further directories of the workspace, absolute paths; {@code null}
 *     when absent
 * @param title how it is shown to people; {@code null} when absent
 * @param updatedAt when something last happened in it, ISO 8601; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record SessionInfo(
    SessionId sessionId,
    String cwd,
    @Lenient @NeverNull @Nullable List<String> additionalDirectories,
    @Lenient @Nullable String title,
    @Lenient @Nullable String updatedAt,
    @Meta @Nullable ObjectNode meta) {
  public SessionInfo {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(cwd, "cwd");
    additionalDirectories = Copy.ofNullable(additionalDirectories);
  }

  /** Holds what is required; the rest is absent. */
  public static SessionInfo of(SessionId sessionId, String cwd) {
    return new SessionInfo(sessionId, cwd, null, null, null, null);
  }
}
