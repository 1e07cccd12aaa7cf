package acp.session;

import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Fence;
import acp.event.Outcome;
import acp.event.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that bring a turn to its end, whatever it left open: no call stays open, and every
 * turn ends once.
 */
final class Endings {
  private static final String CANCELLED = "Cancelled before it ran.";
  private static final String CUT_SHORT =
      "Cancelled while it ran; it may have done part of its work.";
  private static final String NOT_RUN = "Not run: the server ended before it began.";
  private static final String INTERRUPTED =
      "Interrupted: the server ended while it ran. It may have run in part or in whole, and is not run again by itself.";

  private Endings() {}

  /** What ends the running turn of {@code state} with {@code outcome}. */
  static List<Event> of(SessionState state, Outcome outcome) {
    return closing(state, outcome, CANCELLED, CUT_SHORT);
  }

  /** What ends a turn that a process left unended when it died; empty if none was. */
  static List<Event> ofInterrupted(SessionState state) {
    return closing(state, Outcome.stopped(Outcome.Reason.CANCELLED), NOT_RUN, INTERRUPTED);
  }

  private static List<Event> closing(
      SessionState state, Outcome outcome, String ifPending, String ifRunning) {
    List<Event> events = new ArrayList<>();
    for (SessionState.OpenCall call : state.open().values()) {
      String why = call.status() == CallStatus.PENDING ? ifPending : ifRunning;
      events.add(
          new Event.ToolCallEnded(call.started().call(), CallStatus.FAILED, kept(call, why), why));
    }
    if (state.compaction() != null) {
      events.add(
          new Event.CompactionEnded(state.compaction(), Event.CompactionStatus.CANCELLED, null));
    }
    if (state.turn() != null) {
      events.add(new Event.TurnEnded(state.turn(), outcome));
    }
    return events;
  }

  /** The user keeps seeing what was seen of the call. */
  private static List<Shown> kept(SessionState.OpenCall call, String why) {
    List<Shown> all = new ArrayList<>(call.shown());
    if (!call.output().isEmpty()) {
      all.add(Fence.around(call.output()));
    }
    all.add(Shown.Block.text(why));
    return all;
  }
}
