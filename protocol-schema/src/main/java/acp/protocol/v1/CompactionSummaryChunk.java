package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Adds a block to the summary of a compaction; an id not seen before begins one. Only for clients
 * that offer {@code session.compaction}.
 *
 * @param compactionId the compaction concerned
 * @param content the block to add
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record CompactionSummaryChunk(
    CompactionId compactionId, ContentBlock content, @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public CompactionSummaryChunk {
    requireNonNull(compactionId, "compactionId");
    requireNonNull(content, "content");
  }

  /** Holds what is required; the rest is absent. */
  public static CompactionSummaryChunk of(CompactionId compactionId, ContentBlock content) {
    return new CompactionSummaryChunk(compactionId, content, null);
  }

  @Override
  public String sessionUpdate() {
    return "compaction_summary_chunk";
  }
}
