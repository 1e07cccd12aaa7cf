package acp.command;

import acp.event.Event;
import acp.event.PlanEntry;
import java.util.List;
import reactor.core.publisher.Mono;

/** {@code /plan}: the plan as it stands; the editor is shown it again. */
final class ShowPlan implements Command {

  @Override
  public Mono<String> run(Call call) {
    return switch (call.rest()) {
      case "" -> {
        List<PlanEntry> plan = call.turn().state().plan();
        yield plan.isEmpty()
            ? Mono.just("There is no plan. The model makes one for work of several steps.")
            : call.turn().tell(new Event.PlanChanged(plan)).thenReturn(list(plan));
      }
      case "clear" ->
          call.turn()
              .tell(new Event.PlanChanged(List.of()))
              .thenReturn(
                  "The plan is empty. The model still knows the old one, and may go on with it.");
      default -> Mono.just("Nothing was changed: `/plan` takes nothing behind it, or `clear`.");
    };
  }

  private static String list(List<PlanEntry> plan) {
    StringBuilder list = new StringBuilder();
    for (PlanEntry entry : plan) {
      list.append(
          switch (entry.status()) {
            case COMPLETED -> "- [x] " + Markdown.text(entry.content());
            case IN_PROGRESS -> "- [ ] **" + Markdown.text(entry.content()) + "** (in progress)";
            case PENDING -> "- [ ] " + Markdown.text(entry.content());
          });
      list.append('\n');
    }
    return list.toString();
  }
}
