package acp.session;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.PlanEntry;
import acp.event.SessionId;
import acp.event.Shown;
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
 * @param grants what the user has allowed for the rest of the session
 * @param usage the last account of a model call; null before the first
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
    Set<Grant> grants,
    Event.@Nullable UsageReported usage) {

  /** Before the first event. */
  public static final SessionState EMPTY =
      new SessionState(
          0, "", List.of(), null, null, Map.of(), List.of(), null, Map.of(), Set.of(), null);

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
    SessionState next = with(entry.event());
    return new SessionState(
        entry.seq(),
        next.cwd,
        next.roots,
        next.parent,
        next.title,
        next.config,
        next.plan,
        next.turn,
        next.open,
        next.grants,
        next.usage);
  }

  private SessionState with(Event event) {
    return switch (event) {
      case Event.SessionOpened e ->
          new SessionState(
              lastSeq,
              e.cwd(),
              e.roots(),
              e.parent(),
              title,
              config,
              plan,
              turn,
              open,
              grants,
              usage);
      case Event.PromptAccepted e -> withTurn(e.turn());
      case Event.TurnEnded _ -> withTurn(null);
      case Event.ToolCallStarted e ->
          withOpen(e.call(), new OpenCall(e, CallStatus.PENDING, e.shown(), ""));
      case Event.ToolCallChanged e -> {
        OpenCall call = open.get(e.call());
        yield call == null ? this : withOpen(e.call(), call.with(e));
      }
      case Event.ToolOutput e -> {
        OpenCall call = open.get(e.call());
        yield call == null ? this : withOpen(e.call(), call.with(e));
      }
      case Event.ToolCallEnded e -> withOpen(e.call(), null);
      case Event.PlanChanged e -> withPlan(e.entries());
      case Event.PermissionAnswered e -> e.grant() == null ? this : withGrant(e.grant());
      case Event.ConfigChanged e -> withConfig(e.values());
      case Event.TitleChanged e ->
          new SessionState(
              lastSeq, cwd, roots, parent, e.title(), config, plan, turn, open, grants, usage);
      case Event.UsageReported e ->
          new SessionState(lastSeq, cwd, roots, parent, title, config, plan, turn, open, grants, e);
      case Event.MessageChunk _,
          Event.MessageEnded _,
          Event.PermissionAsked _,
          Event.NoticeRaised _,
          Event.Unknown _ ->
          this;
    };
  }

  private SessionState withTurn(@Nullable TurnId next) {
    return new SessionState(
        lastSeq, cwd, roots, parent, title, config, plan, next, open, grants, usage);
  }

  private SessionState withPlan(List<PlanEntry> next) {
    return new SessionState(
        lastSeq, cwd, roots, parent, title, config, next, turn, open, grants, usage);
  }

  private SessionState withConfig(Map<String, String> changed) {
    Map<String, String> next = new HashMap<>(config);
    next.putAll(changed);
    return new SessionState(
        lastSeq, cwd, roots, parent, title, Map.copyOf(next), plan, turn, open, grants, usage);
  }

  private SessionState withGrant(Grant grant) {
    Set<Grant> next = new HashSet<>(grants);
    next.add(grant);
    return new SessionState(
        lastSeq, cwd, roots, parent, title, config, plan, turn, open, Set.copyOf(next), usage);
  }

  private SessionState withOpen(CallId id, @Nullable OpenCall call) {
    Map<CallId, OpenCall> next = new LinkedHashMap<>(open);
    if (call == null) {
      next.remove(id);
    } else {
      next.put(id, call);
    }
    return new SessionState(
        lastSeq, cwd, roots, parent, title, config, plan, turn, next, grants, usage);
  }

  /** The value of a setting, or {@code fallback} if it was never set. */
  public String setting(String name, String fallback) {
    return config.getOrDefault(name, fallback);
  }
}
