package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of sessions: the result of {@code session/list}.
 *
 * @param sessions the page
 * @param nextCursor where the next page begins; opaque; no further page when {@code null}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record ListSessionsResponse(
    @Lenient List<SessionInfo> sessions,
    @Lenient @Nullable String nextCursor,
    @Meta @Nullable ObjectNode meta) {
  public ListSessionsResponse {
    sessions = List.copyOf(requireNonNull(sessions, "sessions"));
  }

  /** Holds what is required; the rest is absent. */
  public static ListSessionsResponse of(List<SessionInfo> sessions) {
    return new ListSessionsResponse(sessions, null, null);
  }
}
