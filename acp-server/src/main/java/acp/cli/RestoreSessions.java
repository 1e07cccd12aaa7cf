package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** Takes sessions out of the trash. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Takes sessions out of the trash.")
final class RestoreSessions extends EachSession {

  @Override
  boolean inTrash() {
    return true;
  }

  @Override
  JsonNode each(Caller server, String session) throws InterruptedException, Refusal {
    return server.call("_acp-server/session/restore", Talk.object().put("sessionId", session));
  }

  @Override
  String told(String session, JsonNode result) {
    return "restored " + called(result);
  }
}
