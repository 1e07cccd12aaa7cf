package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts tags on a session, and takes them off. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts tags on a session, takes them off, and says which it has.")
final class TagSession extends SessionCommand {
  @Parameters(
      index = "0",
      paramLabel = "<session>",
      description = "An id or name, or how it begins.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "<tag>",
      description = "Words to put on.")
  private List<String> tags = List.of();

  @Option(names = "--remove", paramLabel = "<tag>", description = "One to take off; repeatable.")
  private List<String> removed = List.of();

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    ObjectNode params = Talk.object().put("sessionId", server.session(name, false));
    boolean changes = !tags.isEmpty() || !removed.isEmpty();
    if (changes) {
      tags.forEach(params.putArray("addTags")::add);
      removed.forEach(params.putArray("removeTags")::add);
    }
    JsonNode session = server.call("_acp-server/session/" + (changes ? "update" : "get"), params);
    if (isJson()) {
      print(session);
    } else {
      String list = words(session.path("tags"));
      say(EachSession.called(session) + ": " + (list.isEmpty() ? "no tags" : list));
    }
    return 0;
  }

  static String words(JsonNode tags) {
    return StreamSupport.stream(tags.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }
}
