package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** Puts sessions into the trash. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Puts sessions into the trash; from there they go for good after a while.")
final class DeleteSessions extends EachSession {

  @Override
  JsonNode each(Caller server, String session) throws InterruptedException, Refusal {
    server.call("_acp-server/session/trash", Talk.object().put("sessionId", session));
    return named(session);
  }

  @Override
  String told(String session, JsonNode result) {
    return "in the trash: " + session + " (back with: sessions restore " + session + ")";
  }
}
