package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** Puts sessions aside. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Puts sessions aside: they stay, and lists leave them out.")
class ArchiveSessions extends EachSession {

  boolean aside() {
    return true;
  }

  @Override
  JsonNode each(Caller server, String session) throws InterruptedException, Refusal {
    return server.call(
        "_acp-server/session/update",
        Talk.object().put("sessionId", session).put("archived", aside()));
  }

  @Override
  String told(String session, JsonNode result) {
    return (aside() ? "archived " : "in use again: ") + called(result);
  }

  /** Takes them back. */
  @Command(
      name = "unarchive",
      mixinStandardHelpOptions = true,
      description = "Takes sessions back that were archived.")
  static final class Back extends ArchiveSessions {
    @Override
    boolean aside() {
      return false;
    }
  }
}
