package acp.store;

import acp.event.Basis;
import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.PlanEntry;
import acp.event.ToolKind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words for constants in the journal: never renamed, whatever the constants are called. */
final class Words {

  static String of(CallStatus status) {
    return switch (status) {
      case PENDING -> "pending";
      case IN_PROGRESS -> "in_progress";
      case COMPLETED -> "completed";
      case FAILED -> "failed";
    };
  }

  static String of(ToolKind kind) {
    return switch (kind) {
      case READ -> "read";
      case EDIT -> "edit";
      case DELETE -> "delete";
      case MOVE -> "move";
      case SEARCH -> "search";
      case EXECUTE -> "execute";
      case THINK -> "think";
      case FETCH -> "fetch";
      case SWITCH_MODE -> "switch_mode";
      case OTHER -> "other";
    };
  }

  static String of(PermissionOption.Kind kind) {
    return switch (kind) {
      case ALLOW_ONCE -> "allow_once";
      case ALLOW_ALWAYS -> "allow_always";
      case REJECT_ONCE -> "reject_once";
      case REJECT_ALWAYS -> "reject_always";
    };
  }

  static String of(PlanEntry.Priority priority) {
    return switch (priority) {
      case HIGH -> "high";
      case MEDIUM -> "medium";
      case LOW -> "low";
    };
  }

  static String of(PlanEntry.Status status) {
    return switch (status) {
      case PENDING -> "pending";
      case IN_PROGRESS -> "in_progress";
      case COMPLETED -> "completed";
    };
  }

  static String of(Event.Role role) {
    return switch (role) {
      case AGENT -> "agent";
      case THOUGHT -> "thought";
    };
  }

  static String of(Event.TitleSource source) {
    return switch (source) {
      case PROMPT -> "prompt";
      case USER -> "user";
      case IMPORT -> "import";
    };
  }

  static String of(Event.CompactionStatus status) {
    return switch (status) {
      case COMPLETED -> "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  static String of(Event.Severity severity) {
    return switch (severity) {
      case INFO -> "info";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  static String of(Outcome.Reason reason) {
    return switch (reason) {
      case END_TURN -> "end_turn";
      case MAX_TOKENS -> "max_tokens";
      case MAX_TURN_REQUESTS -> "max_turn_requests";
      case REFUSAL -> "refusal";
      case CANCELLED -> "cancelled";
    };
  }

  static String of(Basis basis) {
    return switch (basis) {
      case MODE -> "mode";
      case HARMLESS -> "harmless";
      case GRANT -> "grant";
      case RULE -> "rule";
      case USER -> "user";
      case NOBODY -> "nobody";
    };
  }

  /** The constant among {@code all} whose word this is; null when it is none's. */
  static <E> @Nullable E find(E[] all, Function<E, String> word, String text) {
    for (E each : all) {
      if (word.apply(each).equals(text)) {
        return each;
      }
    }
    return null;
  }

  private Words() {}
}
