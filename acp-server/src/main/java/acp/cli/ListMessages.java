package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what was said in a session. */
@Command(
    name = "messages",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists what was said in a session, with the ids that rewind and fork take.")
final class ListMessages extends PagedCommand {
  @Parameters(paramLabel = "<session>", description = "Its id, or how that begins.")
  private String session;

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    ObjectNode query = Talk.object().put("sessionId", server.session(session));
    return list(server, "_acp-server/session/messages", query, "messages");
  }

  @Override
  void show(List<JsonNode> messages) {
    if (messages.isEmpty()) {
      remark("Nothing was said");
      return;
    }
    Table table =
        new Table(
            Table.Column.of("MESSAGE").in("33"),
            Table.Column.of("WHEN"),
            Table.Column.of("WHO"),
            Table.Column.yielding("TEXT"));
    for (JsonNode message : messages) {
      boolean gone = message.path("takenBack").asBoolean();
      table.row(
          message.path("messageId").asText(),
          ago(message.path("at")),
          message.path("role").asText() + (gone ? " (taken back)" : ""),
          message.path("text").asText());
    }
    table.print(out(), screen());
  }
}
