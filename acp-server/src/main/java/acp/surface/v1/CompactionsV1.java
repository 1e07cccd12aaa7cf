package acp.surface.v1;

import acp.event.CompactionId;
import acp.event.Event;
import acp.protocol.Patch;
import acp.protocol.v1.CompactionStatus;
import acp.protocol.v1.CompactionSummaryChunk;
import acp.protocol.v1.CompactionUpdate;
import acp.protocol.v1.MessageId;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.TextContent;
import java.util.List;
import java.util.Locale;

/**
 * How a client is told that the context was compacted: by updates of that kind if it takes them,
 * else, where a summary has taken the place of what was said, by a message that holds it.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-compaction">Session
 *     compaction</a>
 */
final class CompactionsV1 {
  private final boolean offered;

  CompactionsV1(boolean offered) {
    this.offered = offered;
  }

  List<SessionUpdate> started(Event.CompactionStarted e) {
    return offered
        ? List.of(CompactionUpdate.of(id(e.compaction()), new CompactionStatus("in_progress")))
        : List.of();
  }

  List<SessionUpdate> chunk(Event.CompactionChunk e) {
    return offered
        ? List.of(CompactionSummaryChunk.of(id(e.compaction()), TextContent.of(e.text())))
        : List.of();
  }

  /** The whole of it, so that a replay needs nothing else. */
  List<SessionUpdate> ended(Event.CompactionEnded e) {
    String text = e.text() == null ? "" : e.text();
    if (offered) {
      return List.of(
          new CompactionUpdate(
              id(e.compaction()),
              new CompactionStatus(e.status().name().toLowerCase(Locale.ROOT)),
              e.status() == Event.CompactionStatus.COMPLETED
                  ? Patch.set(List.of(TextContent.of(text)))
                  : Patch.keep(),
              e.status() == Event.CompactionStatus.FAILED ? Patch.set(text) : Patch.keep(),
              null));
    }
    return switch (e.status()) {
      case COMPLETED -> List.of(message(e, "The conversation was summarised:\n\n" + text));
      case FAILED -> List.of(message(e, "The conversation could not be summarised: " + text));
      case CANCELLED -> List.of();
    };
  }

  private static SessionUpdate message(Event.CompactionEnded e, String text) {
    return new SessionUpdate.AgentMessageChunk(
        TextContent.of(text + "\n\n"), new MessageId(e.compaction().value()), null);
  }

  private static acp.protocol.v1.CompactionId id(CompactionId id) {
    return new acp.protocol.v1.CompactionId(id.value());
  }
}
