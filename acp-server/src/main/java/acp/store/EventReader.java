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
import org.jspecify.annotations.Nullable;

/**
 * The reading half of {@link EventCodec}. Throws {@link IllegalArgumentException} where a field
 * that was there from the beginning is missing or of another kind.
 */
final class EventReader {

  static Event read(String type, Fields in) {
    return switch (type) {
      case Types.SESSION_OPENED ->
          new Event.SessionOpened(in.text("cwd"), in.texts("roots"), session(in, "parent"));
      case Types.PROMPT_ACCEPTED ->
          new Event.PromptAccepted(turn(in), message(in), in.list("content", EventReader::content));
      case Types.MESSAGE_CHUNK ->
          new Event.MessageChunk(
              message(in), in.word("role", Event.Role.values(), Words::of), in.text("text"));
      case Types.MESSAGE_ENDED -> new Event.MessageEnded(message(in), in.tree("provider"));
      case Types.TOOL_CALL_STARTED -> toolCallStarted(in);
      case Types.TOOL_CALL_CHANGED ->
          new Event.ToolCallChanged(
              call(in),
              in.wordOrNull("status", CallStatus.values(), Words::of),
              in.listOrNull("shown", EventReader::shown));
      case Types.TOOL_OUTPUT -> new Event.ToolOutput(call(in), in.text("text"));
      case Types.TOOL_CALL_ENDED ->
          new Event.ToolCallEnded(
              call(in),
              in.word("status", CallStatus.values(), Words::of),
              in.list("shown", EventReader::shown),
              in.text("told"),
              in.list("pictures", EventReader::picture));
      case Types.FILE_CHANGED ->
          new Event.FileChanged(
              call(in),
              in.text("path"),
              in.flag("existed"),
              in.textOrNull("before"),
              in.text("after"),
              restores(in),
              in.flag("redone"));
      case Types.FILES_RESTORED ->
          new Event.FilesRestored(turn(in), in.texts("paths"), in.flag("redone"));
      case Types.INSTRUCTIONS_LOADED ->
          new Event.InstructionsLoaded(in.list("files", EventReader::instructions));
      case Types.PERMISSION_DECIDED ->
          new Event.PermissionDecided(
              call(in),
              in.text("tool"),
              in.text("subject"),
              in.flag("allowed"),
              in.word("basis", Basis.values(), Words::of),
              in.textOrNull("rule"));
      case Types.PLAN_CHANGED -> new Event.PlanChanged(in.list("entries", EventReader::planEntry));
      case Types.PERMISSION_ASKED ->
          new Event.PermissionAsked(call(in), in.list("options", EventReader::option));
      case Types.PERMISSION_ANSWERED ->
          new Event.PermissionAnswered(call(in), in.textOrNull("option"), grant(in));
      case Types.GRANTS_REVOKED ->
          new Event.GrantsRevoked(in.list("grants", EventReader::oneGrant));
      case Types.CONFIG_CHANGED -> new Event.ConfigChanged(in.textMap("values"));
      case Types.TITLE_CHANGED -> new Event.TitleChanged(in.text("title"), titleSource(in));
      case Types.USAGE_REPORTED -> usageReported(in);
      case Types.NOTICE_RAISED ->
          new Event.NoticeRaised(
              in.word("severity", Event.Severity.values(), Words::of),
              in.text("title"),
              in.textOrNull("description"));
      case Types.PROMPT_EXPANDED ->
          new Event.PromptExpanded(turn(in), in.list("content", EventReader::content));
      case Types.COMMAND_RUN -> new Event.CommandRun(turn(in), in.text("command"));
      case Types.CONTEXT_CLEARED -> new Event.ContextCleared();
      case Types.CONTEXT_TRIMMED -> new Event.ContextTrimmed(in.integer("turns", 0));
      case Types.CONTEXT_RESTORED -> new Event.ContextRestored();
      case Types.REWOUND ->
          new Event.Rewound(
              in.number("from", 0), in.number("to", 0), message(in), in.integer("turns", 0));
      case Types.REWIND_UNDONE -> new Event.RewindUndone(in.number("rewind", 0));
      case Types.COMPACTION_STARTED -> new Event.CompactionStarted(compaction(in));
      case Types.COMPACTION_CHUNK -> new Event.CompactionChunk(compaction(in), in.text("text"));
      case Types.COMPACTION_ENDED ->
          new Event.CompactionEnded(
              compaction(in),
              in.word("status", Event.CompactionStatus.values(), Words::of),
              in.textOrNull("text"));
      case Types.TURN_ENDED -> new Event.TurnEnded(turn(in), outcome(in));
      default -> new Event.Unknown(type, in.node());
    };
  }

  private static Event toolCallStarted(Fields in) {
    return new Event.ToolCallStarted(
        call(in),
        message(in),
        in.text("name"),
        in.text("title"),
        kind(in),
        in.list("locations", EventReader::location),
        in.tree("input"),
        in.list("shown", EventReader::shown),
        in.tree("provider"));
  }

  /** A kind that came later is better taken for "other" than for the loss of the whole call. */
  private static ToolKind kind(Fields in) {
    ToolKind kind = Words.find(ToolKind.values(), Words::of, in.text("kind"));
    return kind == null ? ToolKind.OTHER : kind;
  }

  /** A source that came later is better not known than the title. */
  private static Event.@Nullable TitleSource titleSource(Fields in) {
    String word = in.textOrNull("source");
    return word == null ? null : Words.find(Event.TitleSource.values(), Words::of, word);
  }

  private static Event usageReported(Fields in) {
    return new Event.UsageReported(
        in.text("model"),
        in.number("input", 0),
        in.number("output", 0),
        in.number("cached", 0),
        in.number("written", 0),
        in.number("window", 0),
        in.number("cost", 0));
  }

  private static Content.Image picture(Fields in) {
    if (content(in) instanceof Content.Image picture) {
      return picture;
    }
    throw new IllegalArgumentException("a picture of another type");
  }

  private static Instructions instructions(Fields in) {
    return new Instructions(
        in.text("path"), in.number("bytes", 0), in.text("digest"), in.flag("whole"));
  }

  private static Outcome outcome(Fields in) {
    Outcome.Reason reason = in.wordOrNull("stopped", Outcome.Reason.values(), Words::of);
    if (reason != null) {
      return new Outcome.Stopped(reason);
    }
    Fields failed = in.object("failed");
    return new Outcome.Failed(
        failed.integer("code", 0), failed.text("message"), failed.scalarMap("data"));
  }

  private static Content content(Fields in) {
    return switch (in.text("type")) {
      case Types.TEXT -> new Content.Text(in.text("text"));
      case Types.IMAGE -> new Content.Image(in.text("data"), in.text("mime"), in.textOrNull("uri"));
      case Types.LINK ->
          new Content.Link(
              in.text("uri"),
              in.text("name"),
              in.textOrNull("title"),
              in.textOrNull("description"),
              in.textOrNull("mime"),
              in.numberOrNull("size"));
      case Types.RESOURCE ->
          new Content.Resource(
              in.text("uri"), in.textOrNull("mime"), in.textOrNull("text"), in.textOrNull("blob"));
      default -> throw new IllegalArgumentException("content of another type");
    };
  }

  private static Shown shown(Fields in) {
    return switch (in.text("type")) {
      case Types.BLOCK -> new Shown.Block(content(in.object("content")));
      case Types.DIFF -> new Shown.Diff(in.text("path"), in.textOrNull("old"), in.text("new"));
      case Types.TERMINAL -> new Shown.Terminal(in.text("id"), in.text("output"));
      default -> throw new IllegalArgumentException("shown of another type");
    };
  }

  private static Location location(Fields in) {
    return new Location(in.text("path"), in.integerOrNull("line"));
  }

  private static PlanEntry planEntry(Fields in) {
    return new PlanEntry(
        in.text("content"),
        in.word("priority", PlanEntry.Priority.values(), Words::of),
        in.word("status", PlanEntry.Status.values(), Words::of));
  }

  private static PermissionOption option(Fields in) {
    return new PermissionOption(
        in.text("id"), in.text("name"), in.word("kind", PermissionOption.Kind.values(), Words::of));
  }

  private static @Nullable Grant grant(Fields in) {
    Fields grant = in.objectOrNull("grant");
    return grant == null ? null : oneGrant(grant);
  }

  private static Grant oneGrant(Fields in) {
    return new Grant(in.text("tool"), in.text("subject"));
  }

  private static @Nullable SessionId session(Fields in, String name) {
    String id = in.textOrNull(name);
    return id == null ? null : new SessionId(id);
  }

  private static TurnId turn(Fields in) {
    return new TurnId(in.text("turn"));
  }

  private static @Nullable TurnId restores(Fields in) {
    String turn = in.textOrNull("restores");
    return turn == null ? null : new TurnId(turn);
  }

  private static MessageId message(Fields in) {
    return new MessageId(in.text("message"));
  }

  private static CompactionId compaction(Fields in) {
    return new CompactionId(in.text("compaction"));
  }

  private static CallId call(Fields in) {
    return new CallId(in.text("call"));
  }

  private EventReader() {}
}
