package acp.store;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.CompactionId;
import acp.event.Content;
import acp.event.Event;
import acp.event.Grant;
import acp.event.Instructions;
import acp.event.Location;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.PlanEntry;
import acp.event.SessionId;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.event.TurnId;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One event of each type, and more where a type has several shapes, by the name of its file. */
public final class Samples {
  private static final TurnId TURN = new TurnId("turn-1");
  private static final MessageId MESSAGE = new MessageId("message-1");
  private static final CompactionId COMPACTION = new CompactionId("compaction-1");
  private static final CallId CALL = new CallId("call-1");

  public static Map<String, Event> all() {
    Map<String, Event> all = new LinkedHashMap<>();
    talk(all);
    tools(all);
    rest(all);
    return all;
  }

  private static void talk(Map<String, Event> all) {
    all.put(
        "session_opened",
        new Event.SessionOpened(
            "/home/ada/engine", List.of("/home/ada/notes", "C:\\data"), new SessionId("parent-1")));
    all.put("session_opened.alone", new Event.SessionOpened("/", List.of(), null));
    all.put(
        "prompt_accepted",
        new Event.PromptAccepted(
            TURN,
            MESSAGE,
            List.of(
                new Content.Text("Größer \"than\" \\ \n\t\u0000 \u2028 𝄞?"),
                new Content.Image("aGk=", "image/png", "file:///a.png"),
                new Content.Image("aGk=", "image/png", null),
                new Content.Link("file:///a b", "a b", "A", "a file", "text/plain", 5_000_000_000L),
                new Content.Link("file:///c", "c", null, null, null, null),
                new Content.Resource("file:///d", "text/plain", "d", null),
                new Content.Resource("file:///e", null, null, "ZQ=="))));
    all.put("message_chunk", new Event.MessageChunk(MESSAGE, Event.Role.AGENT, "Hello, "));
    all.put("message_chunk.thought", new Event.MessageChunk(MESSAGE, Event.Role.THOUGHT, "Hm"));
    ObjectNode provider = JsonNodeFactory.instance.objectNode();
    provider.put("signature", "c2ln").put("score", 0.25).put("big", 1L << 40).putNull("none");
    provider.putArray("parts").add(1).add(true).addObject();
    all.put("message_ended", new Event.MessageEnded(MESSAGE, provider));
    all.put("message_ended.plain", new Event.MessageEnded(MESSAGE, null));
  }

  private static void tools(Map<String, Event> all) {
    List<Shown> shown =
        List.of(
            Shown.Block.text("*done*"),
            new Shown.Diff("/a.txt", "old", "new"),
            new Shown.Diff("/b.txt", null, ""),
            new Shown.Terminal("term-1", "$ ls"));
    all.put(
        "tool_call_started",
        new Event.ToolCallStarted(
            CALL,
            MESSAGE,
            "read",
            "Read a.txt",
            ToolKind.READ,
            List.of(new Location("/a.txt", 7), new Location("/b.txt", null)),
            JsonNodeFactory.instance.objectNode().put("path", "a.txt"),
            shown));
    all.put(
        "tool_call_started.bare",
        new Event.ToolCallStarted(
            CALL, MESSAGE, "x", "X", ToolKind.SWITCH_MODE, List.of(), null, List.of()));
    all.put(
        "tool_call_started.signed",
        new Event.ToolCallStarted(
            CALL,
            MESSAGE,
            "x",
            "X",
            ToolKind.OTHER,
            List.of(),
            null,
            List.of(),
            JsonNodeFactory.instance.objectNode().put("dialect", "lab").put("signature", "c2ln")));
    all.put("tool_call_changed", new Event.ToolCallChanged(CALL, CallStatus.IN_PROGRESS, shown));
    all.put("tool_call_changed.nothing", new Event.ToolCallChanged(CALL, null, null));
    all.put("tool_call_changed.cleared", new Event.ToolCallChanged(CALL, null, List.of()));
    all.put("tool_output", new Event.ToolOutput(CALL, "\u001b[1mok\u001b[0m\r\n"));
    all.put(
        "tool_call_ended", new Event.ToolCallEnded(CALL, CallStatus.COMPLETED, shown, "It says a"));
    all.put(
        "tool_call_ended.pictures",
        new Event.ToolCallEnded(
            CALL,
            CallStatus.COMPLETED,
            List.of(),
            "A picture",
            List.of(new Content.Image("aGk=", "image/png", "file:///a.png"))));
    all.put("file_changed", new Event.FileChanged(CALL, "/home/ada/a.txt", true, "old\n", "0f1e"));
    all.put("file_changed.made", new Event.FileChanged(CALL, "/b.txt", false, null, "0f1e"));
    all.put(
        "file_changed.redone",
        new Event.FileChanged(CALL, "/b.txt", true, "new", "0f1e", TURN, true));
    all.put("files_restored", new Event.FilesRestored(TURN, List.of("/home/ada/a.txt"), false));
    all.put("files_restored.redone", new Event.FilesRestored(TURN, List.of(), true));
    all.put(
        "permission_decided",
        new Event.PermissionDecided(CALL, "execute", "make test", true, Basis.RULE, "make *"));
    all.put(
        "permission_decided.denied",
        new Event.PermissionDecided(CALL, "execute", "make", false, Basis.NOBODY, null));
    all.put("grants_revoked", new Event.GrantsRevoked(List.of(new Grant("execute", "make test"))));
    all.put(
        "permission_asked",
        new Event.PermissionAsked(
            CALL,
            List.of(
                new PermissionOption("yes", "Yes", PermissionOption.Kind.ALLOW_ONCE),
                new PermissionOption("no", "Never", PermissionOption.Kind.REJECT_ALWAYS))));
    all.put(
        "permission_answered",
        new Event.PermissionAnswered(CALL, "yes", new Grant("execute", "make test")));
    all.put("permission_answered.cancelled", new Event.PermissionAnswered(CALL, null, null));
  }

  private static void rest(Map<String, Event> all) {
    all.put(
        "plan_changed",
        new Event.PlanChanged(
            List.of(
                new PlanEntry("look", PlanEntry.Priority.HIGH, PlanEntry.Status.COMPLETED),
                new PlanEntry("leap", PlanEntry.Priority.LOW, PlanEntry.Status.IN_PROGRESS))));
    all.put("config_changed", new Event.ConfigChanged(Map.of("mode", "ask", "model", "best")));
    all.put("title_changed", new Event.TitleChanged("A leap"));
    all.put("title_changed.named", new Event.TitleChanged("A leap", Event.TitleSource.USER));
    all.put("usage_reported", new Event.UsageReported("lab/best", 1000, 200, 900, 200_000));
    all.put(
        "usage_reported.priced",
        new Event.UsageReported("lab/best", 1000, 200, 900, 50, 200_000, 1_234_500));
    all.put(
        "instructions_loaded",
        new Event.InstructionsLoaded(
            List.of(
                new Instructions("/home/ada/AGENTS.md", 120, "0f1e", true),
                new Instructions("/home/ada/engine/AGENTS.md", 9000, "2d3c", false))));
    all.put("notice_raised", new Event.NoticeRaised(Event.Severity.WARNING, "Slow", "Very"));
    all.put("notice_raised.short", new Event.NoticeRaised(Event.Severity.INFO, "Slow", null));
    all.put("command_run", new Event.CommandRun(TURN, "help"));
    all.put(
        "prompt_expanded",
        new Event.PromptExpanded(
            TURN,
            List.of(
                new Content.Text("Review this"), new Content.Image("aGk=", "image/png", null))));
    all.put("context_cleared", new Event.ContextCleared());
    all.put("context_trimmed", new Event.ContextTrimmed(3));
    all.put("context_restored", new Event.ContextRestored());
    all.put("rewound", new Event.Rewound(7, 5_000_000_000L, MESSAGE, 2));
    all.put("rewind_undone", new Event.RewindUndone(5_000_000_001L));
    all.put("compaction_started", new Event.CompactionStarted(COMPACTION));
    all.put("compaction_chunk", new Event.CompactionChunk(COMPACTION, "They "));
    all.put(
        "compaction_ended",
        new Event.CompactionEnded(COMPACTION, Event.CompactionStatus.COMPLETED, "They met."));
    all.put(
        "compaction_ended.cancelled",
        new Event.CompactionEnded(COMPACTION, Event.CompactionStatus.CANCELLED, null));
    all.put("turn_ended", new Event.TurnEnded(TURN, Outcome.stopped(Outcome.Reason.END_TURN)));
    all.put(
        "turn_ended.failed",
        new Event.TurnEnded(
            TURN,
            new Outcome.Failed(
                -32603,
                "The model is gone",
                Map.of("retry", true, "status", 503, "wait", 1.5, "since", 1L << 40, "at", "x"))));
    ObjectNode weather = JsonNodeFactory.instance.objectNode().put("sky", "blue");
    weather.putObject("wind").put("from", "NW").put("speed", 3.5);
    all.put("unknown", new Event.Unknown("weather_changed", weather));
  }

  private Samples() {}
}
