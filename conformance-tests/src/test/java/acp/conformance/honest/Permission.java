package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A question to the user, whether something may be done. */
final class Permission {
  private final Turn turn;
  private final Fault fault;
  private final String subject;
  private final Runnable deed;

  /**
   * @param subject what "always" is remembered for
   * @param deed what is asked for; done here only by an agent with a fault
   */
  Permission(Turn turn, String subject, Runnable deed) {
    this.turn = turn;
    this.fault = turn.fault;
    this.subject = subject;
    this.deed = deed;
  }

  static ObjectNode option(String id, String name, String kind) {
    return Wire.object().put("optionId", id).put("name", name).put("kind", kind);
  }

  /** Asks, unless the user has said "always" before. */
  boolean isGiven(String call, @Nullable ObjectNode content) {
    if (turn.session.settings.isGranted(subject)) {
      return true;
    }
    if (fault == Fault.DOES_IT_BEFORE_THE_ANSWER) {
      deed.run();
    }
    CompletableFuture<JsonNode> asked =
        turn.askOnly("session/request_permission", question(call, content));
    if (fault == Fault.RUNS_ON_LATE_PERMISSION) {
      asked.thenAccept(late -> deed.run());
    }
    JsonNode answer = await(asked);
    if (answer.has("error")) {
      return fault == Fault.TAKES_ERRORS_FOR_APPROVAL;
    }
    return isApproval(answer.path("result").path("outcome"));
  }

  private JsonNode await(CompletableFuture<JsonNode> asked) {
    if (fault == Fault.WAITS_FOR_PERMISSION_AFTER_CANCEL) {
      return asked.join();
    }
    try {
      return turn.await(asked);
    } catch (CancellationException e) {
      if (fault != Fault.RUNS_ON_LATE_PERMISSION) {
        turn.session.agent.wire.withdraw(asked);
      }
      throw e;
    }
  }

  private ObjectNode question(String call, @Nullable ObjectNode content) {
    ObjectNode params = Wire.object();
    ObjectNode shown = params.putObject("toolCall").put("toolCallId", call);
    if (fault == Fault.SHOWS_BARE_BLOCKS) {
      shown.putArray("content").addObject().put("type", "text").put("text", "An edit");
    } else if (content != null && fault != Fault.HIDES_THE_DIFF) {
      shown.putArray("content").add(content);
    }
    ArrayNode options = params.putArray("options");
    options.add(option("yes", "Allow", "allow_once"));
    options.add(option("always", "Always allow", "allow_always"));
    if (fault != Fault.OFFERS_ONLY_TO_ALLOW) {
      boolean isTwice = fault == Fault.USES_AN_OPTION_ID_TWICE;
      options.add(option(isTwice ? "yes" : "no", "Reject", "reject_once"));
    }
    return params;
  }

  private boolean isApproval(JsonNode outcome) {
    if (outcome.path("outcome").asText().equals("cancelled")) {
      return fault == Fault.TAKES_CANCELLED_FOR_APPROVAL;
    }
    return switch (outcome.path("optionId").asText()) {
      case "yes" -> true;
      case "always" -> {
        if (fault != Fault.FORGETS_ALWAYS) {
          turn.session.settings.grant(subject);
        }
        yield true;
      }
      case "no" -> {
        if (fault == Fault.REJECTION_FAILS_THE_TURN) {
          throw new Refusal(-32603, "The user said no");
        }
        yield fault == Fault.TAKES_REJECTION_FOR_APPROVAL;
      }
      default -> fault == Fault.TAKES_UNKNOWN_OPTIONS_FOR_APPROVAL;
    };
  }
}
