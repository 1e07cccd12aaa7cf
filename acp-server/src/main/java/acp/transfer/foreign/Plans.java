package acp.transfer.foreign;

import acp.event.PlanEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Lists of things to do as other programs keep them. */
public final class Plans {
  private Plans() {}

  /**
   * The plan that a list is.
   *
   * @param text the field with what is to be done
   */
  public static List<PlanEntry> of(JsonNode list, String text) {
    List<PlanEntry> entries = new ArrayList<>();
    for (JsonNode each : list) {
      PlanEntry.Status status =
          switch (each.path("status").asText()) {
            case "completed" -> PlanEntry.Status.COMPLETED;
            case "in_progress" -> PlanEntry.Status.IN_PROGRESS;
            default -> PlanEntry.Status.PENDING;
          };
      PlanEntry.Priority priority =
          switch (each.path("priority").asText()) {
            case "high" -> PlanEntry.Priority.HIGH;
            case "low" -> PlanEntry.Priority.LOW;
            default -> PlanEntry.Priority.MEDIUM;
          };
      entries.add(new PlanEntry(each.path(text).asText(""), priority, status));
    }
    return entries;
  }
}
