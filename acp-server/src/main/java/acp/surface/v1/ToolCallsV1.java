package acp.surface.v1;

import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Fence;
import acp.event.Shown;
import acp.protocol.v1.Content;
import acp.protocol.v1.Diff;
import acp.protocol.v1.Terminal;
import acp.protocol.v1.TerminalId;
import acp.protocol.v1.TextContent;
import acp.protocol.v1.ToolCall;
import acp.protocol.v1.ToolCallContent;
import acp.protocol.v1.ToolCallId;
import acp.protocol.v1.ToolCallLocation;
import acp.protocol.v1.ToolCallStatus;
import acp.protocol.v1.ToolCallUpdate;
import acp.protocol.v1.ToolKind;
import java.util.List;
import java.util.Locale;

/**
 * Tool calls as version 1 shows them.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/tool-calls">Tool calls</a>
 */
final class ToolCallsV1 {

  private ToolCallsV1() {}

  static ToolCall started(Event.ToolCallStarted event, boolean live) {
    return new ToolCall(
        new ToolCallId(event.call().value()),
        event.title(),
        event.name(),
        kind(event.kind()),
        ToolCallStatus.PENDING,
        event.shown().isEmpty() ? null : content(event.shown(), live),
        event.locations().isEmpty() ? null : locations(event),
        event.input(),
        null,
        null);
  }

  static ToolCallUpdate changed(Event.ToolCallChanged event, boolean live) {
    ToolCallUpdate update = ToolCallUpdate.of(new ToolCallId(event.call().value()));
    CallStatus status = event.status();
    List<Shown> shown = event.shown();
    if (status != null) {
      update = update.withStatus(status(status));
    }
    return shown == null ? update : update.withContent(content(shown, live));
  }

  static ToolCallUpdate ended(Event.ToolCallEnded event, boolean live) {
    return ToolCallUpdate.of(new ToolCallId(event.call().value()))
        .withStatus(status(event.status()))
        .withContent(content(event.shown(), live));
  }

  /** What a running command has printed lately. */
  static ToolCallUpdate output(Event.ToolOutput event, String tail) {
    return ToolCallUpdate.of(new ToolCallId(event.call().value()))
        .withContent(List.of(Content.of(TextContent.of(Fence.text(tail, "")))));
  }

  /**
   * What the user sees before deciding: the call itself, with its diff or command. Only what the
   * announcement said, so that a client which takes it as an update changes nothing.
   */
  static ToolCallUpdate asked(Event.ToolCallStarted event) {
    ToolCallUpdate update =
        ToolCallUpdate.of(new ToolCallId(event.call().value()))
            .withTitle(event.title())
            .withKind(kind(event.kind()))
            .withStatus(ToolCallStatus.PENDING);
    if (!event.shown().isEmpty()) {
      update = update.withContent(content(event.shown(), true));
    }
    if (!event.locations().isEmpty()) {
      update = update.withLocations(locations(event));
    }
    return event.input() == null ? update : update.withRawInput(event.input());
  }

  private static List<ToolCallLocation> locations(Event.ToolCallStarted event) {
    return event.locations().stream()
        .map(
            location ->
                new ToolCallLocation(
                    location.path(),
                    location.line() == null ? null : Long.valueOf(location.line()),
                    null))
        .toList();
  }

  private static List<ToolCallContent> content(List<Shown> shown, boolean live) {
    return shown.stream().map(item -> content(item, live)).toList();
  }

  private static ToolCallContent content(Shown shown, boolean live) {
    return switch (shown) {
      case Shown.Block block -> Content.of(ContentV1.block(block.content()));
      case Shown.Diff diff -> new Diff(diff.path(), diff.newText(), diff.oldText(), null);
      // A terminal's id is dead in every other process: clients drop an update that names an
      // unknown one.
      case Shown.Terminal terminal ->
          live
              ? Terminal.of(new TerminalId(terminal.terminalId()))
              : Content.of(TextContent.of(Fence.text(terminal.output(), "")));
    };
  }

  private static ToolKind kind(acp.event.ToolKind kind) {
    return ToolKind.valueOf(kind.name());
  }

  private static ToolCallStatus status(CallStatus status) {
    return ToolCallStatus.valueOf(status.name().toUpperCase(Locale.ROOT));
  }
}
