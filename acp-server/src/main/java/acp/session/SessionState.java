package acp.session;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.CompactionId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.Instructions;
import acp.event.PlanEntry;
import acp.event.SessionId;
import acp.event.Shown;
import acp.event.Tokens;
import acp.event.TurnId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session is at one moment: the fold of its events. Immutable.
 *
 * @param lastSeq the seq of the last event folded; 0 before the first
 * @param cwd as the client sent it; empty before the first event
 * @param roots the additional directories
 * @param config the settings that were ever set, such as {@code mode}
 * @param turn the turn that began and has not ended; null when idle
 * @param open the tool calls that began and have not ended, oldest first
 * @param compaction the compaction that began and has not ended; null when there is none
 * @param cuts how many clearings, trimmings and compactions of the context still stand
 * @param grants what the user has allowed for the rest of the session
 * @param instructions the files of instructions that the model was given last
 * @param usage the last account of a model call; null before the first
 * @param turnTokens what the running turn has taken, or the last one
 * @param lastTokens what the last turn before that took that asked a model
 * @param tokens what the whole session has taken
 */
public record SessionState(
    long lastSeq,
    String cwd,
    List<String> roots,
    @Nullable SessionId parent,
    @Nullable String title,
    Map<String, String> config,
    List<PlanEntry> plan,
    @Nullable TurnId turn,
    Map<CallId, OpenCall> open,
    @Nullable CompactionId compaction,
    int cuts,
    Set<Grant> grants,
    List<Instructions> instructions,
    Event.@Nullable UsageReported usage,
    Tokens turnTokens,
    Tokens lastTokens,
    Tokens tokens) {

  /** Before the first event. */
  public static final SessionState EMPTY =
      new SessionState(
          0,
          "",
          List.of(),
          null,
          null,
          Map.of(),
          List.of(),
          null,
          Map.of(),
          null,
          0,
          Set.of(),
          List.of(),
          null,
          Tokens.NONE,
          Tokens.NONE,
          Tokens.NONE);

  /**
   * A tool call that has not ended.
   *
   * @param status how far it is
   * @param shown what the user sees of it
   * @param output the end of what it has printed
   */
  public record OpenCall(
      Event.ToolCallStarted started, CallStatus status, List<Shown> shown, String output) {
    /** Characters of output kept; the rest is in the journal until the call ends. */
    static final int OUTPUT = 64 * 1024;

    OpenCall with(Event.ToolCallChanged change) {
      return new OpenCall(
          started,
          change.status() == null ? status : change.status(),
          change.shown() == null ? shown : change.shown(),
          output);
    }

    OpenCall with(Event.ToolOutput more) {
      String all = output + more.text();
      int cut = Math.max(0, all.length() - OUTPUT);
      if (cut > 0 && Character.isLowSurrogate(all.charAt(cut))) {
        cut++;
      }
      return new OpenCall(started, status, shown, all.substring(cut));
    }
  }

  /** The state after {@code entry}. */
  public SessionState with(Entry entry) {
    Draft draft = new Draft(this);
    draft.lastSeq = entry.seq();
    draft.fold(entry.event());
    return draft.state();
  }

  /**
   * The state after {@code entry} that a rewind has taken back. Settings, title and cost are not of
   * the conversation and stay; what the user allowed is taken back, and what was revoked stays so.
   */
  SessionState passing(Entry entry) {
    Draft draft = new Draft(this);
    draft.lastSeq = entry.seq();
    switch (entry.event()) {
      case Event.SessionOpened _,
          Event.ConfigChanged _,
          Event.TitleChanged _,
          Event.GrantsRevoked _ ->
          draft.fold(entry.event());
      case Event.UsageReported e -> draft.tokens = tokens.plus(e);
      default -> {}
    }
    return draft.state();
  }

  /**
   * The state after {@code entry} that came from a file: what was allowed there, and the mode, do
   * not hold here.
   */
  SessionState importing(Entry entry) {
    Draft draft = new Draft(this);
    draft.lastSeq = entry.seq();
    if (entry.event() instanceof Event.ConfigChanged e) {
      draft.configure(e.values(), ConfigOption.MODE);
    } else if (!(entry.event() instanceof Event.PermissionAnswered)) {
      draft.fold(entry.event());
    }
    return draft.state();
  }

  /**
   * Whether that event makes no difference to the fold, wherever it stands.
   *
   * @param settled true if no turn and no tool call that it may be of is under way at the end
   */
  public static boolean isNothing(Event event, boolean settled) {
    return switch (event) {
      case Event.MessageChunk _,
          Event.MessageEnded _,
          Event.PermissionAsked _,
          Event.PermissionDecided _,
          Event.FileChanged _,
          Event.FilesRestored _,
          Event.NoticeRaised _,
          Event.CommandRun _,
          Event.PromptExpanded _,
          Event.CompactionChunk _ ->
          true;
      case Event.ToolCallStarted _,
          Event.ToolCallChanged _,
          Event.ToolOutput _,
          Event.ToolCallEnded _,
          Event.TurnEnded _ ->
          settled;
      default -> false;
    };
  }

  /** The value of a setting, or {@code fallback} if it was never set. */
  public String setting(String name, String fallback) {
    return config.getOrDefault(name, fallback);
  }

  /** The next state in the making. */
  private static final class Draft {
    private long lastSeq;
    private String cwd;
    private List<String> roots;
    private @Nullable SessionId parent;
    private @Nullable String title;
    private Map<String, String> config;
    private List<PlanEntry> plan;
    private @Nullable TurnId turn;
    private Map<CallId, OpenCall> open;
    private @Nullable CompactionId compaction;
    private int cuts;
    private Set<Grant> grants;
    private List<Instructions> instructions;
    private Event.@Nullable UsageReported usage;
    private Tokens turnTokens;
    private Tokens lastTokens;
    private Tokens tokens;

    Draft(SessionState from) {
      lastSeq = from.lastSeq;
      cwd = from.cwd;
      roots = from.roots;
      parent = from.parent;
      title = from.title;
      config = from.config;
      plan = from.plan;
      turn = from.turn;
      open = from.open;
      compaction = from.compaction;
      cuts = from.cuts;
      grants = from.grants;
      instructions = from.instructions;
      usage = from.usage;
      turnTokens = from.turnTokens;
      lastTokens = from.lastTokens;
      tokens = from.tokens;
    }

    void fold(Event event) {
      switch (event) {
        case Event.SessionOpened e -> {
          cwd = e.cwd();
          roots = e.roots();
          parent = e.parent();
        }
        case Event.PromptAccepted e -> {
          turn = e.turn();
          lastTokens = turnTokens.requests() > 0 ? turnTokens : lastTokens;
          turnTokens = Tokens.NONE;
        }
        case Event.TurnEnded _ -> turn = null;
        case Event.ToolCallStarted e ->
            put(e.call(), new OpenCall(e, CallStatus.PENDING, e.shown(), ""));
        case Event.ToolCallChanged e -> {
          OpenCall call = open.get(e.call());
          if (call != null) {
            put(e.call(), call.with(e));
          }
        }
        case Event.ToolOutput e -> {
          OpenCall call = open.get(e.call());
          if (call != null) {
            put(e.call(), call.with(e));
          }
        }
        case Event.ToolCallEnded e -> put(e.call(), null);
        case Event.PlanChanged e -> plan = e.entries();
        case Event.PermissionAnswered e -> grant(e.grant());
        case Event.GrantsRevoked e -> {
          Set<Grant> next = new HashSet<>(grants);
          next.removeAll(Set.copyOf(e.grants()));
          grants = Set.copyOf(next);
        }
        case Event.ConfigChanged e -> configure(e.values(), null);
        case Event.TitleChanged e -> title = e.title();
        case Event.UsageReported e -> {
          usage = e;
          turnTokens = turnTokens.plus(e);
          tokens = tokens.plus(e);
        }
        case Event.ContextCleared _, Event.ContextTrimmed _ -> cuts++;
        case Event.ContextRestored _ -> cuts = Math.max(0, cuts - 1);
        case Event.CompactionStarted e -> compaction = e.compaction();
        case Event.CompactionEnded e -> {
          compaction = null;
          cuts += e.status() == Event.CompactionStatus.COMPLETED ? 1 : 0;
        }
        case Event.InstructionsLoaded e -> instructions = e.files();
        case Event.MessageChunk _,
            Event.MessageEnded _,
            Event.PermissionAsked _,
            Event.PermissionDecided _,
            Event.FileChanged _,
            Event.FilesRestored _,
            Event.NoticeRaised _,
            Event.CommandRun _,
            Event.PromptExpanded _,
            Event.CompactionChunk _,
            Event.Rewound _,
            Event.RewindUndone _,
            Event.Unknown _ -> {}
      }
    }

    void configure(Map<String, String> values, @Nullable String without) {
      Map<String, String> next = new HashMap<>(config);
      next.putAll(values);
      if (without != null) {
        next.remove(without);
      }
      config = Map.copyOf(next);
    }

    private void put(CallId id, @Nullable OpenCall call) {
      Map<CallId, OpenCall> next = new LinkedHashMap<>(open);
      if (call == null) {
        next.remove(id);
      } else {
        next.put(id, call);
      }
      open = next;
    }

    private void grant(@Nullable Grant grant) {
      if (grant != null) {
        Set<Grant> next = new HashSet<>(grants);
        next.add(grant);
        grants = Set.copyOf(next);
      }
    }

    SessionState state() {
      return new SessionState(
          lastSeq,
          cwd,
          roots,
          parent,
          title,
          config,
          plan,
          turn,
          open,
          compaction,
          cuts,
          grants,
          instructions,
          usage,
          turnTokens,
          lastTokens,
          tokens);
    }
  }
}
