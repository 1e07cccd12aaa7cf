package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a session a title. */
@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description = "Gives a session a title, which editors see too.")
final class RenameSession extends SessionCommand {
  @Parameters(
      index = "0",
      paramLabel = "<session>",
      description = "An id or name, or how it begins.")
  private String name = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "<title>", description = "The title.")
  private List<String> title = List.of();

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    JsonNode session =
        server.call(
            "_acp-server/session/rename",
            Talk.object()
                .put("sessionId", server.session(name, false))
                .put("title", String.join(" ", title)));
    if (isJson()) {
      print(session);
    } else {
      say("renamed " + EachSession.called(session));
    }
    return 0;
  }
}
