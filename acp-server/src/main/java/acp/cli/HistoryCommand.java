package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Parameters;

/** A command that changes the past of one session, and says what came of it. */
abstract class HistoryCommand extends SessionCommand {
  @Parameters(paramLabel = "<session>", description = "Its id, or how that begins.")
  private String session;

  /** The method to be called. */
  abstract String method();

  /** Adds what it wants besides the session. */
  abstract void fill(ObjectNode params);

  /** Tells people of the result. */
  void tell(JsonNode result) {
    // The server speaks Markdown; here its marks are in the way.
    result.path("answer").asText().replace("`", "").lines().forEach(this::say);
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    ObjectNode params = Talk.object().put("sessionId", server.session(session));
    fill(params);
    JsonNode result = server.call("_acp-server/session/" + method(), params);
    if (isJson()) {
      print(result);
    } else {
      tell(result);
    }
    return 0;
  }
}
