package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Parameters;

/**
 * A command that does the same to one session or to several. One that fails does not keep the
 * others from it.
 */
abstract class EachSession extends SessionCommand {
  @Parameters(
      paramLabel = "<session>",
      arity = "0..*",
      description = "Ids or names, or how these begin.")
  private List<String> names = List.of();

  /** Whether the sessions are in the trash. */
  boolean inTrash() {
    return false;
  }

  List<String> names() {
    return names;
  }

  @Override
  void check() {
    if (names.isEmpty()) {
      throw wrong("Name the sessions: ids or names, or how these begin");
    }
  }

  /**
   * Does it to one.
   *
   * @return what to tell programs
   */
  abstract JsonNode each(Caller server, String session) throws InterruptedException, Refusal;

  /** What to tell people. */
  abstract String told(String session, JsonNode result);

  @Override
  int run(Caller server) throws InterruptedException, Refusal {
    int exit = 0;
    for (String name : names) {
      try {
        tell(server, server.session(name, inTrash()));
      } catch (Refusal refusal) {
        complain(name + ": " + refusal.sentence());
        exit = Math.max(exit, refusal.isMisunderstanding() && names.size() == 1 ? 2 : 1);
      }
    }
    return exit;
  }

  /** Does it to one, and tells of it. */
  final void tell(Caller server, String session) throws InterruptedException, Refusal {
    JsonNode result = each(server, session);
    if (isJson()) {
      print(result);
    } else {
      say(told(session, result));
    }
  }

  /** A result for programs where the method gives none. */
  static JsonNode named(String session) {
    return Talk.object().put("sessionId", session);
  }

  /** How people know it. */
  static String called(JsonNode session) {
    String alias = session.path("alias").asText("");
    String title = session.path("title").asText("");
    return (alias.isEmpty() ? session.path("sessionId").asText() : alias)
        + (title.isEmpty() ? "" : " \"" + Plain.cut(Plain.line(title), 60) + "\"");
  }
}
