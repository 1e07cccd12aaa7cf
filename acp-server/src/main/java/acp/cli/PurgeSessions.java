package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes sessions away for good. */
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Takes sessions that are in the trash away for good: nothing brings them back.")
final class PurgeSessions extends EachSession {
  @Option(names = "--trash", description = "All that is in the trash.")
  private boolean trash;

  @Option(
      names = "--older-than",
      paramLabel = "<time>",
      description = "With --trash: what was used last before that, such as 30d.")
  private @Nullable String olderThan;

  @Override
  boolean inTrash() {
    return true;
  }

  @Override
  void check() {
    if (trash == !names().isEmpty()) {
      throw wrong("Name the sessions in the trash that shall go for good, or say --trash");
    }
    if (olderThan != null && !trash) {
      throw wrong("--older-than is for --trash");
    }
  }

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    if (!trash) {
      return super.run(server);
    }
    ObjectNode query = Talk.object().put("state", "trashed");
    query.putArray("types").add("any");
    if (olderThan != null) {
      query.put("updatedBefore", moment("--older-than", olderThan));
    }
    List<String> ids = new ArrayList<>();
    Paging.everything(server, query, session -> ids.add(session.path("sessionId").asText()));
    for (String id : ids) {
      tell(server, id);
    }
    if (ids.isEmpty()) {
      remark("There is nothing of that in the trash");
    }
    return 0;
  }

  @Override
  JsonNode each(Caller server, String session) throws InterruptedException, Refusal {
    server.call("_acp-server/session/purge", Talk.object().put("sessionId", session));
    return named(session);
  }

  @Override
  String told(String session, JsonNode result) {
    return "gone for good: " + session;
  }
}
