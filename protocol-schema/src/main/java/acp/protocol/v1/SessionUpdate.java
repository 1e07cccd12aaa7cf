package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a session. Clients drop kinds that they do not know, so that none is
 * sent that is not theirs.
 *
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/prompt-turn#3-agent-reports-output">Prompt
 *     turn § 3 agent reports output</a>
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "sessionUpdate",
    visible = true,
    defaultImpl = SessionUpdate.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "user_message_chunk", value = SessionUpdate.UserMessageChunk.class),
  @JsonSubTypes.Type(name = "agent_message_chunk", value = SessionUpdate.AgentMessageChunk.class),
  @JsonSubTypes.Type(name = "agent_thought_chunk", value = SessionUpdate.AgentThoughtChunk.class),
  @JsonSubTypes.Type(name = "tool_call", value = ToolCall.class),
  @JsonSubTypes.Type(name = "tool_call_update", value = ToolCallUpdate.class),
  @JsonSubTypes.Type(name = "plan", value = Plan.class),
  @JsonSubTypes.Type(name = "available_commands_update", value = AvailableCommandsUpdate.class),
  @JsonSubTypes.Type(name = "current_mode_update", value = CurrentModeUpdate.class),
  @JsonSubTypes.Type(name = "config_option_update", value = ConfigOptionUpdate.class),
  @JsonSubTypes.Type(name = "session_info_update", value = SessionInfoUpdate.class),
  @JsonSubTypes.Type(name = "usage_update", value = UsageUpdate.class),
  @JsonSubTypes.Type(name = "notice", value = Notice.class),
  @JsonSubTypes.Type(name = "compaction_update", value = CompactionUpdate.class),
  @JsonSubTypes.Type(name = "compaction_summary_chunk", value = CompactionSummaryChunk.class)
})
@JsonPropertyOrder("sessionUpdate")
public sealed interface SessionUpdate
    permits ContentChunk,
        ToolCall,
        ToolCallUpdate,
        Plan,
        AvailableCommandsUpdate,
        CurrentModeUpdate,
        ConfigOptionUpdate,
        SessionInfoUpdate,
        UsageUpdate,
        Notice,
        CompactionUpdate,
        CompactionSummaryChunk,
        SessionUpdate.Unknown {
  /** The discriminator on the wire; constant for each known variant. */
  @JsonProperty
  String sessionUpdate();

  /**
   * A piece of the user's message; told when a session is loaded.
   *
   * @param content the piece
   * @param messageId the message it belongs to; {@code null} when absent
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  record UserMessageChunk(
      ContentBlock content, @Lenient @Nullable MessageId messageId, @Meta @Nullable ObjectNode meta)
      implements ContentChunk {
    public UserMessageChunk {
      requireNonNull(content, "content");
    }

    /** Holds what is required; the rest is absent. */
    public static UserMessageChunk of(ContentBlock content) {
      return new UserMessageChunk(content, null, null);
    }

    @Override
    public String sessionUpdate() {
      return "user_message_chunk";
    }
  }

  /**
   * A piece of the model's answer.
   *
   * @param content the piece
   * @param messageId the message it belongs to; {@code null} when absent
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  record AgentMessageChunk(
      ContentBlock content, @Lenient @Nullable MessageId messageId, @Meta @Nullable ObjectNode meta)
      implements ContentChunk {
    public AgentMessageChunk {
      requireNonNull(content, "content");
    }

    /** Holds what is required; the rest is absent. */
    public static AgentMessageChunk of(ContentBlock content) {
      return new AgentMessageChunk(content, null, null);
    }

    @Override
    public String sessionUpdate() {
      return "agent_message_chunk";
    }
  }

  /**
   * A piece of the model's thinking.
   *
   * @param content the piece
   * @param messageId the message it belongs to; {@code null} when absent
   * @param meta metadata of either end, passed through unread; {@code null} when absent
   */
  record AgentThoughtChunk(
      ContentBlock content, @Lenient @Nullable MessageId messageId, @Meta @Nullable ObjectNode meta)
      implements ContentChunk {
    public AgentThoughtChunk {
      requireNonNull(content, "content");
    }

    /** Holds what is required; the rest is absent. */
    public static AgentThoughtChunk of(ContentBlock content) {
      return new AgentThoughtChunk(content, null, null);
    }

    @Override
    public String sessionUpdate() {
      return "agent_thought_chunk";
    }
  }

  /**
   * A kind of update that this version does not know, kept whole so that it can be passed on
   * unchanged.
   *
   * @param sessionUpdate its discriminator
   * @param rest all other fields
   */
  record Unknown(String sessionUpdate, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> rest)
      implements SessionUpdate {
    public Unknown {
      requireNonNull(sessionUpdate, "sessionUpdate");
      rest = Copy.of(rest);
    }
  }
}
