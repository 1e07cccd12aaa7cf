package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Asks the user for a choice or to open a page, by the modes that the client offers. */
final class Form {
  private final Turn turn;
  private final Fault fault;

  Form(Turn turn) {
    this.turn = turn;
    this.fault = turn.fault;
  }

  private boolean offers(String mode) {
    return fault == Fault.ASKS_BY_ANY_MODE || turn.session.agent.client.offers("elicitation", mode);
  }

  String choose(String words) {
    List<String> choices = List.of(words.split("\\s*\\|\\s*"));
    if (!offers("form")) {
      if (fault == Fault.DOES_NOT_FALL_BACK) {
        throw new Refusal(-32603, "The client cannot ask");
      }
      return "Choose one of: " + words;
    }
    ObjectNode params = Wire.object().put("message", "Which one?");
    if (fault != Fault.OMITS_THE_MODE) {
      params.put("mode", "form");
    }
    ObjectNode schema = params.putObject("requestedSchema");
    if (fault != Fault.FORMS_HAVE_NO_TYPE) {
      schema.put("type", "object");
    }
    ObjectNode choice = schema.putObject("properties").putObject("answer");
    ArrayNode values = choice.put("type", "string").putArray("enum");
    choices.forEach(values::add);
    String call = turn.begin("ask_user", "Ask: Which one?", "other", null);
    turn.progress(call);
    JsonNode result = ask(params).path("result");
    boolean isAccepted =
        switch (result.path("action").asText()) {
          case "accept" -> fault != Fault.IGNORES_ANSWERS;
          case "decline" -> fault == Fault.TAKES_DECLINE_FOR_ACCEPT;
          default -> fault == Fault.TAKES_ANY_ACTION_FOR_ACCEPT;
        };
    String chosen = isAccepted ? chosen(result.path("content"), choices) : "";
    boolean isChosen = !chosen.isEmpty();
    turn.end(call, isChosen ? "completed" : "failed", isChosen ? chosen : "Nothing was chosen.");
    return isChosen ? "You have chosen " + chosen + "." : "Nothing was chosen.";
  }

  private JsonNode ask(ObjectNode params) {
    CompletableFuture<JsonNode> asked = turn.askOnly("elicitation/create", params);
    return fault == Fault.QUESTIONS_OUTLIVE_A_CANCEL ? asked.join() : turn.await(asked);
  }

  private String chosen(JsonNode content, List<String> choices) {
    if (fault == Fault.CHOKES_ON_NO_CONTENT && !content.isObject()) {
      throw new Refusal(-32603, "There is no content");
    }
    boolean isFree = fault == Fault.TAKES_DECLINE_FOR_ACCEPT && !content.has("answer");
    String choice = isFree ? choices.getFirst() : content.path("answer").asText();
    boolean isOffered = choices.contains(choice) || fault == Fault.TAKES_WHAT_WAS_NOT_OFFERED;
    return isOffered ? choice : "";
  }

  String open(String url) {
    if (!offers("url")) {
      return "Please open " + url;
    }
    ObjectNode params = Wire.object().put("message", "Please open this page.").put("mode", "url");
    if (fault != Fault.URLS_HAVE_NO_ID) {
      params.put("elicitationId", UUID.randomUUID().toString());
    }
    boolean isAccepted =
        ask(params.put("url", url)).path("result").path("action").asText().equals("accept");
    return isAccepted ? "The page is being opened." : "The page stays closed.";
  }
}
