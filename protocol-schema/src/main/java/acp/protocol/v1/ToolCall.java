package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.NeverNull;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Announces a tool call.
 *
 * @param toolCallId the tool call concerned
 * @param title what is being done, for people
 * @param name the tool's name for programs; {@code null} when absent
 * @param kind the sort of work, for an icon; {@code null} means {@link ToolKind#OTHER}
 * @param status how far it is; {@code null} means {@link ToolCallStatus#PENDING}
 * @param content what it has produced; {@code null} when absent
 * @param locations the places it works on; {@code null} when absent
 * @param rawInput what the tool was given, any JSON; {@code null} when absent
 * @param rawOutput what the tool returned, any JSON; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls#creating">Tool calls §
 *     creating</a>
 */
public record ToolCall(
    ToolCallId toolCallId,
    String title,
    @Lenient @Nullable String name,
    @Lenient @NeverNull @Nullable ToolKind kind,
    @Lenient @NeverNull @Nullable ToolCallStatus status,
    @Lenient @NeverNull @Nullable List<ToolCallContent> content,
    @Lenient @NeverNull @Nullable List<ToolCallLocation> locations,
    @Lenient @Nullable JsonNode rawInput,
    @Lenient @Nullable JsonNode rawOutput,
    @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public ToolCall {
    requireNonNull(toolCallId, "toolCallId");
    requireNonNull(title, "title");
    content = Copy.ofNullable(content);
    locations = Copy.ofNullable(locations);
  }

  /** Holds what is required; the rest is absent. */
  public static ToolCall of(ToolCallId toolCallId, String title) {
    return new ToolCall(toolCallId, title, null, null, null, null, null, null, null, null);
  }

  /** The same with {@code name}. */
  public ToolCall withName(String name) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code kind}. */
  public ToolCall withKind(ToolKind kind) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code status}. */
  public ToolCall withStatus(ToolCallStatus status) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code content}. */
  public ToolCall withContent(List<ToolCallContent> content) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code locations}. */
  public ToolCall withLocations(List<ToolCallLocation> locations) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code rawInput}. */
  public ToolCall withRawInput(JsonNode rawInput) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code rawOutput}. */
  public ToolCall withRawOutput(JsonNode rawOutput) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  /** The same with {@code meta}. */
  public ToolCall withMeta(ObjectNode meta) {
    return new ToolCall(
        toolCallId, title, name, kind, status, content, locations, rawInput, rawOutput, meta);
  }

  @Override
  public String sessionUpdate() {
    return "tool_call";
  }
}
