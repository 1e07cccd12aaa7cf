package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes an announced tool call; what is {@code null} stays as it was. Within a permission request
 * it stands by itself, without {@code sessionUpdate}.
 *
 * @param toolCallId the tool call concerned
 * @param kind the sort of work, for an icon; {@code null} when absent
 * @param status how far it is; {@code null} when absent
 * @param title what is being done, for people; {@code null} when absent
 * @param name the tool's name for programs; {@code null} when absent
 * @param content what it has produced; replaces what was; {@code null} when absent
 * @param locations the places it works on; replaces what was; {@code null} when absent
 * @param rawInput what the tool was given, any JSON; {@code null} when absent
 * @param rawOutput what the tool returned, any JSON; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#updating">Tool calls §
 *     updating</a>
 */
public record ToolCallUpdate(
    ToolCallId toolCallId,
    @Lenient @Nullable ToolKind kind,
    @Lenient @Nullable ToolCallStatus status,
    @Lenient @Nullable String title,
    @Lenient @Nullable String name,
    @Lenient @Nullable List<ToolCallContent> content,
    @Lenient @Nullable List<ToolCallLocation> locations,
    @Lenient @Nullable JsonNode rawInput,
    @Lenient @Nullable JsonNode rawOutput,
    @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public ToolCallUpdate {
    requireNonNull(toolCallId, "toolCallId");
    content = Copy.ofNullable(content);
    locations = Copy.ofNullable(locations);
  }

  /** Holds what is required; the rest is absent. */
  public static ToolCallUpdate of(ToolCallId toolCallId) {
    return new ToolCallUpdate(toolCallId, null, null, null, null, null, null, null, null, null);
  }

  /** The same with {@code kind}. */
  public ToolCallUpdate withKind(ToolKind kind) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code status}. */
  public ToolCallUpdate withStatus(ToolCallStatus status) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code title}. */
  public ToolCallUpdate withTitle(String title) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code name}. */
  public ToolCallUpdate withName(String name) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code content}. */
  public ToolCallUpdate withContent(List<ToolCallContent> content) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code locations}. */
  public ToolCallUpdate withLocations(List<ToolCallLocation> locations) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code rawInput}. */
  public ToolCallUpdate withRawInput(JsonNode rawInput) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code rawOutput}. */
  public ToolCallUpdate withRawOutput(JsonNode rawOutput) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code meta}. */
  public ToolCallUpdate withMeta(ObjectNode meta) {
    return new ToolCallUpdate(
        toolCallId, kind, status, title, name, content, locations, rawInput, rawOutput, meta);
  }

  @Override
  public String sessionUpdate() {
    return "tool_call_update";
  }
}
