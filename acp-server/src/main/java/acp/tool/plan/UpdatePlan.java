package acp.tool.plan;

import acp.event.PlanEntry;
import acp.event.Risk;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Replaces the plan that the user sees, whole. */
public final class UpdatePlan implements Tool {
  private static final int MOST_ENTRIES = 100;
  private static final int LONGEST_ENTRY = 1_000;

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
            "update_plan",
            "Shows the user the plan for a task of several steps and how far it is. Each call passes"
                + " the whole plan, steps done included. At most one step is in progress.",
            """
        {"type": "object", "required": ["entries"], "properties": {
          "entries": {"type": "array", "items": {
            "type": "object", "required": ["content"], "properties": {
              "content": {"type": "string", "description": "the step, in a few words"},
              "priority": {"type": "string", "enum": ["high", "medium", "low"]},
              "status": {"type": "string", "enum": ["pending", "in_progress", "completed"]}}}}}}
        """,
            false)
        .atWorst(Risk.NONE);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Mono.fromCallable(
        () -> {
          List<PlanEntry> entries = entries(input);
          return new Intent(
              entries.isEmpty() ? "Clear the plan" : "Update the plan",
              ToolKind.THINK,
              Risk.NONE,
              List.of(),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Mono.fromCallable(() -> entries(input))
        .flatMap(entries -> context.plan(entries).thenReturn(told(entries)))
        .onErrorResume(
            AcpException.class,
            refusal -> Mono.just(ToolResult.failure(String.valueOf(refusal.getMessage()))));
  }

  private static ToolResult told(List<PlanEntry> entries) {
    long done = entries.stream().filter(e -> e.status() == PlanEntry.Status.COMPLETED).count();
    return ToolResult.text(
        entries.isEmpty()
            ? "The plan is cleared."
            : "The plan is shown: " + done + " of " + entries.size() + " steps are completed.");
  }

  private static List<PlanEntry> entries(JsonNode json) {
    Input input = new Input(json);
    List<Input> entries = input.list("entries");
    if (entries.size() > MOST_ENTRIES) {
      throw input.wrong("entries", "`entries` must have at most 100 steps.");
    }
    return entries.stream().map(UpdatePlan::entry).toList();
  }

  private static PlanEntry entry(Input entry) {
    String content = entry.filledText("content").strip();
    if (content.length() > LONGEST_ENTRY) {
      throw entry.wrong(
          "content", "`" + entry.place("content") + "` must have at most 1000 characters.");
    }
    return new PlanEntry(
        content,
        one(PlanEntry.Priority.class, entry, "priority", PlanEntry.Priority.MEDIUM),
        one(PlanEntry.Status.class, entry, "status", PlanEntry.Status.PENDING));
  }

  private static <E extends Enum<E>> E one(Class<E> kind, Input entry, String field, E standard) {
    @Nullable String value = entry.optionalText(field);
    if (value == null) {
      return standard;
    }
    for (E constant : kind.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    StringBuilder known = new StringBuilder();
    for (E constant : kind.getEnumConstants()) {
      known.append(known.isEmpty() ? "" : ", ").append(constant.name().toLowerCase(Locale.ROOT));
    }
    throw entry.wrong(field, "`" + entry.place(field) + "` must be one of " + known + ".");
  }
}
