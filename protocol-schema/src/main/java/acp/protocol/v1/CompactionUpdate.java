package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.Patch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a compaction of the context: the first one with an id creates it, later ones patch it.
 * Only for clients that offer {@code session.compaction}.
 *
 * @param compactionId the compaction concerned
 * @param status how far it is
 * @param summary the whole summary for people; cleared by an explicit null
 * @param error what went wrong; cleared by an explicit null
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record CompactionUpdate(
    CompactionId compactionId,
    CompactionStatus status,
    @Lenient Patch<List<ContentBlock>> summary,
    @Lenient Patch<String> error,
    @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public CompactionUpdate {
    requireNonNull(compactionId, "compactionId");
    requireNonNull(status, "status");
    requireNonNull(summary, "summary");
    requireNonNull(error, "error");
  }

  /** Holds what is required; the rest is absent. */
  public static CompactionUpdate of(CompactionId compactionId, CompactionStatus status) {
    return new CompactionUpdate(compactionId, status, Patch.keep(), Patch.keep(), null);
  }

  @Override
  public String sessionUpdate() {
    return "compaction_update";
  }
}
