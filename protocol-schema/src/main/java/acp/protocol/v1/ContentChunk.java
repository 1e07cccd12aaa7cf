package acp.protocol.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a message as it streams. Pieces with the same {@code messageId} are one message.
 *
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/prompt-turn#3-agent-reports-output">Prompt
 *     turn § 3 agent reports output</a>
 */
public sealed interface ContentChunk extends SessionUpdate
    permits SessionUpdate.UserMessageChunk,
        SessionUpdate.AgentMessageChunk,
        SessionUpdate.AgentThoughtChunk {
  /** The piece. */
  ContentBlock content();

  /** The message it belongs to; {@code null} when absent. */
  @Nullable MessageId messageId();

  /** Metadata of either end, passed through unread; {@code null} when absent. */
  @Nullable ObjectNode meta();
}
