package acp.tool.plan;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.PlanEntry;
import acp.event.Risk;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Bench;
import acp.tool.Intent;
import acp.tool.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The plan as the model passes it and as the user sees it. */
@Timeout(5)
class UpdatePlanTest {
  private final UpdatePlan tool = new UpdatePlan();
  private final Bench bench =
      new Bench(new Workspace(Path.of("/"), List.of()), Bench.noFiles(), Bench.noTerminals());

  @Test
  void thePlanIsReplacedWhole() {
    String input =
        "{'entries':[{'content':'look','priority':'high','status':'completed'},"
            + "{'content':' mend '}]}";

    Intent intent = now(tool.intend(json(input), bench));
    String told = now(tool.run(json(input), intent, bench)).told();

    assertEquals("Update the plan", intent.title());
    assertEquals(ToolKind.THINK, intent.kind());
    assertEquals(Risk.NONE, intent.risk());
    assertEquals("The plan is shown: 1 of 2 steps are completed.", told);
    assertEquals(
        List.of(
            List.of(
                new PlanEntry("look", PlanEntry.Priority.HIGH, PlanEntry.Status.COMPLETED),
                new PlanEntry("mend", PlanEntry.Priority.MEDIUM, PlanEntry.Status.PENDING))),
        bench.plans);
  }

  @Test
  void anUnknownStatusIsRefusedWithTheKnownOnes() {
    AcpException refusal =
        assertThrows(
            AcpException.class,
            () -> now(tool.intend(json("{'entries':[{'content':'a','status':'done'}]}"), bench)));

    assertEquals(
        "`entries[0].status` must be one of pending, in_progress, completed.",
        refusal.getMessage());
    assertEquals(List.of(), bench.plans);
  }
}
