package acp.surface.v1;

import acp.event.CallId;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Outcome;
import acp.protocol.Patch;
import acp.protocol.v1.ConfigOptionUpdate;
import acp.protocol.v1.Cost;
import acp.protocol.v1.CurrentModeUpdate;
import acp.protocol.v1.MessageId;
import acp.protocol.v1.Notice;
import acp.protocol.v1.NoticeSeverity;
import acp.protocol.v1.Plan;
import acp.protocol.v1.PlanEntry;
import acp.protocol.v1.PlanEntryPriority;
import acp.protocol.v1.PlanEntryStatus;
import acp.protocol.v1.SessionConfigOption;
import acp.protocol.v1.SessionInfoUpdate;
import acp.protocol.v1.SessionModeId;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.TextContent;
import acp.protocol.v1.UsageUpdate;
import acp.session.ConfigOption;
import acp.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What version 1 puts on the wire for each event: the one road for what happens now and for what
 * happened before. One for each connection and session, used on that session's mailbox.
 *
 * <p>The two differ only where the protocol says so: the user's own words are not echoed while
 * live, and of what only its last value counts (title, usage, mode) a replay tells the last value,
 * which {@link #standing} gives.
 *
 * <p>A new kind of event does not compile until it has been thought of here.
 */
final class ProjectionV1 {
  /**
   * Characters of a running command's output that are shown while it runs: an update carries all of
   * it each time.
   */
  static final int TAIL = 16 * 1024;

  private static final double BILLION = 1e9;

  private final boolean offersNotices;
  private final CompactionsV1 compactions;
  private final Supplier<List<SessionConfigOption>> options;
  private final LongSupplier spent;
  private final Map<CallId, StringBuilder> tails = new HashMap<>();

  /**
   * A projection for one client.
   *
   * @param offers what the client takes; what it does not take, and should know, it gets as a
   *     message
   * @param options the session's options as they stand, as this client sees them
   * @param spent what is known of the session's price so far, in billionths of a US dollar
   */
  ProjectionV1(Offers offers, Supplier<List<SessionConfigOption>> options, LongSupplier spent) {
    this.offersNotices = offers.notices();
    this.compactions = new CompactionsV1(offers.compaction());
    this.options = options;
    this.spent = spent;
  }

  /** What is told of something that has just happened. */
  List<SessionUpdate> live(Entry entry) {
    return switch (entry.event()) {
      case Event.PromptAccepted _ -> List.of();
      case Event.ConfigChanged e -> config(e);
      case Event.TitleChanged e -> List.of(title(e.title(), entry));
      case Event.UsageReported e -> usage(e, spent.getAsLong());
      case Event.NoticeRaised e -> List.of(notice(e));
      case Event.TurnEnded _ -> List.of();
      case Event.CompactionStarted e -> compactions.started(e);
      case Event.CompactionChunk e -> compactions.chunk(e);
      case Event.SessionOpened _,
          Event.MessageChunk _,
          Event.MessageEnded _,
          Event.ToolCallStarted _,
          Event.ToolCallChanged _,
          Event.ToolOutput _,
          Event.ToolCallEnded _,
          Event.PlanChanged _,
          Event.PermissionAsked _,
          Event.PermissionAnswered _,
          Event.PermissionDecided _,
          Event.GrantsRevoked _,
          Event.FileChanged _,
          Event.FilesRestored _,
          Event.InstructionsLoaded _,
          Event.CommandRun _,
          Event.PromptExpanded _,
          Event.ContextCleared _,
          Event.ContextTrimmed _,
          Event.ContextRestored _,
          Event.Rewound _,
          Event.RewindUndone _,
          Event.CompactionEnded _,
          Event.Unknown _ ->
          told(entry.event(), true);
    };
  }

  /** What is told of the past: neighbouring chunks of one message as one. */
  List<SessionUpdate> replay(List<Entry> page) {
    List<SessionUpdate> updates = new ArrayList<>(page.size());
    for (int i = 0; i < page.size(); i++) {
      Event event = page.get(i).event();
      if (event instanceof Event.MessageChunk chunk) {
        StringBuilder text = new StringBuilder(chunk.text());
        while (i + 1 < page.size()
            && page.get(i + 1).event() instanceof Event.MessageChunk next
            && next.message().equals(chunk.message())
            && next.role() == chunk.role()) {
          text.append(next.text());
          i++;
        }
        event = new Event.MessageChunk(chunk.message(), chunk.role(), text.toString());
      }
      updates.addAll(past(event));
    }
    return updates;
  }

  private List<SessionUpdate> past(Event event) {
    return switch (event) {
      case Event.PromptAccepted e -> prompt(e);
      case Event.TurnEnded e -> failure(e);
      // Others are of their moment; what is wrong with what is shown is said where it is.
      case Event.NoticeRaised e ->
          e.severity() == Event.Severity.ERROR ? List.of(notice(e)) : List.of();
      case Event.ConfigChanged _,
          Event.TitleChanged _,
          Event.UsageReported _,
          Event.CompactionStarted _,
          Event.CompactionChunk _ ->
          List.of();
      case Event.SessionOpened _,
          Event.MessageChunk _,
          Event.MessageEnded _,
          Event.ToolCallStarted _,
          Event.ToolCallChanged _,
          Event.ToolOutput _,
          Event.ToolCallEnded _,
          Event.PlanChanged _,
          Event.PermissionAsked _,
          Event.PermissionAnswered _,
          Event.PermissionDecided _,
          Event.GrantsRevoked _,
          Event.FileChanged _,
          Event.FilesRestored _,
          Event.InstructionsLoaded _,
          Event.CommandRun _,
          Event.PromptExpanded _,
          Event.ContextCleared _,
          Event.ContextTrimmed _,
          Event.ContextRestored _,
          Event.Rewound _,
          Event.RewindUndone _,
          Event.CompactionEnded _,
          Event.Unknown _ ->
          told(event, false);
    };
  }

  /** What a replay tells at its end: the title and the usage that stand. */
  List<SessionUpdate> standing(SessionState state) {
    List<SessionUpdate> updates = new ArrayList<>();
    if (state.title() != null) {
      updates.add(new SessionInfoUpdate(Patch.set(state.title()), Patch.keep(), null));
    }
    if (state.usage() != null) {
      updates.addAll(usage(state.usage(), state.tokens().cost()));
    }
    return updates;
  }

  /** The plan, if there is one: what set it may not be among what was shown. */
  List<SessionUpdate> plan(SessionState state) {
    return state.plan().isEmpty() ? List.of() : List.of(plan(new Event.PlanChanged(state.plan())));
  }

  private List<SessionUpdate> told(Event event, boolean live) {
    return switch (event) {
      case Event.MessageChunk e -> List.of(chunk(e));
      case Event.ToolCallStarted e -> List.of(ToolCallsV1.started(e, live));
      case Event.ToolCallChanged e -> List.of(ToolCallsV1.changed(e, live));
      case Event.ToolOutput e -> List.of(ToolCallsV1.output(e, tail(e)));
      case Event.ToolCallEnded e -> {
        tails.remove(e.call());
        yield List.of(ToolCallsV1.ended(e, live));
      }
      case Event.PlanChanged e -> List.of(plan(e));
      case Event.CompactionEnded e -> compactions.ended(e);
      case Event.SessionOpened _,
          Event.MessageEnded _,
          Event.PermissionAsked _,
          Event.PermissionAnswered _,
          Event.PermissionDecided _,
          Event.GrantsRevoked _,
          Event.FileChanged _,
          Event.FilesRestored _,
          Event.InstructionsLoaded _,
          Event.PromptAccepted _,
          Event.ConfigChanged _,
          Event.TitleChanged _,
          Event.UsageReported _,
          Event.NoticeRaised _,
          Event.CommandRun _,
          Event.PromptExpanded _,
          Event.ContextCleared _,
          Event.ContextTrimmed _,
          Event.ContextRestored _,
          Event.Rewound _,
          Event.RewindUndone _,
          Event.CompactionStarted _,
          Event.CompactionChunk _,
          Event.TurnEnded _,
          Event.Unknown _ ->
          List.of();
    };
  }

  /** A mode is told twice: clients that know options may know no modes, and the other way about. */
  private List<SessionUpdate> config(Event.ConfigChanged e) {
    List<SessionUpdate> updates = new ArrayList<>(2);
    String mode = e.values().get(ConfigOption.MODE);
    if (mode != null) {
      updates.add(CurrentModeUpdate.of(new SessionModeId(mode)));
    }
    updates.add(ConfigOptionUpdate.of(options.get()));
    return updates;
  }

  private static SessionUpdate chunk(Event.MessageChunk e) {
    MessageId id = new MessageId(e.message().value());
    TextContent text = TextContent.of(e.text());
    return switch (e.role()) {
      case AGENT -> new SessionUpdate.AgentMessageChunk(text, id, null);
      case THOUGHT -> new SessionUpdate.AgentThoughtChunk(text, id, null);
    };
  }

  private static List<SessionUpdate> prompt(Event.PromptAccepted e) {
    MessageId id = new MessageId(e.message().value());
    List<SessionUpdate> updates = new ArrayList<>(e.content().size());
    for (Content content : e.content()) {
      updates.add(new SessionUpdate.UserMessageChunk(ContentV1.block(content), id, null));
    }
    return updates;
  }

  /**
   * A turn that failed was answered with an error; in a replay there is no answer, so it is told as
   * a message.
   */
  private static List<SessionUpdate> failure(Event.TurnEnded e) {
    return switch (e.outcome()) {
      case Outcome.Failed failed ->
          List.of(
              new SessionUpdate.AgentMessageChunk(
                  TextContent.of("This turn failed: " + failed.message()),
                  new MessageId(e.turn().value()),
                  null));
      case Outcome.Stopped _ -> List.of();
    };
  }

  /** What is told of a notice. */
  SessionUpdate notice(Event.NoticeRaised e) {
    if (offersNotices) {
      NoticeSeverity severity = new NoticeSeverity(e.severity().name().toLowerCase(Locale.ROOT));
      return new Notice(severity, e.title(), e.description(), null);
    }
    String text = e.description() == null ? e.title() : e.title() + ": " + e.description();
    return SessionUpdate.AgentMessageChunk.of(TextContent.of(text + "\n\n"));
  }

  private static List<SessionUpdate> usage(Event.UsageReported e, long spent) {
    Cost cost = spent > 0 ? Cost.of(spent / BILLION, "USD") : null;
    return e.window() <= 0
        ? List.of()
        : List.of(new UsageUpdate(e.input() + e.output(), e.window(), cost, null));
  }

  private static SessionUpdate title(String title, Entry entry) {
    return new SessionInfoUpdate(Patch.set(title), Patch.set(entry.at().toString()), null);
  }

  private static SessionUpdate plan(Event.PlanChanged e) {
    return Plan.of(
        e.entries().stream()
            .map(
                entry ->
                    PlanEntry.of(
                        entry.content(),
                        PlanEntryPriority.valueOf(entry.priority().name()),
                        PlanEntryStatus.valueOf(entry.status().name())))
            .toList());
  }

  private String tail(Event.ToolOutput e) {
    StringBuilder tail = tails.computeIfAbsent(e.call(), _ -> new StringBuilder());
    tail.append(e.text());
    if (tail.length() > TAIL) {
      int cut = tail.length() - TAIL;
      if (Character.isLowSurrogate(tail.charAt(cut))) {
        cut++;
      }
      tail.delete(0, cut);
    }
    return tail.toString();
  }
}
