package acp.protocol.v1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The sort of work that a tool call does. Fields of this type are lenient: a kind that is not known
 * is read as absent.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#creating">Tool calls §
 *     creating</a>
 */
public enum ToolKind {
  /** Reads files or data. */
  @JsonProperty("read")
  READ,
  /** Changes content. */
  @JsonProperty("edit")
  EDIT,
  /** Removes something. */
  @JsonProperty("delete")
  DELETE,
  /** Moves or renames something. */
  @JsonProperty("move")
  MOVE,
  /** Looks for something. */
  @JsonProperty("search")
  SEARCH,
  /** Runs a command or code. */
  @JsonProperty("execute")
  EXECUTE,
  /** Thinks or plans. */
  @JsonProperty("think")
  THINK,
  /** Gets something from outside. */
  @JsonProperty("fetch")
  FETCH,
  /** Puts the session into another mode. */
  @JsonProperty("switch_mode")
  SWITCH_MODE,
  /** Anything else; what an absent kind means. */
  @JsonProperty("other")
  OTHER
}
