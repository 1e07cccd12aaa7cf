package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Calls methods of a server in this process: what commands do is what editors can do. One thread.
 */
final class Caller implements AutoCloseable {
  private final Host.Link link;
  private final Talk talk;

  private Caller(Host.Link link) {
    this.link = link;
    this.talk = new Talk(link, _ -> {});
  }

  /**
   * Starts the server.
   *
   * @param flags its own, by name without dashes
   * @throws RuntimeException with a sentence for people if a setting cannot be used
   */
  static Caller start(Host host, Map<String, String> flags) throws InterruptedException, Refusal {
    Caller caller = new Caller(host.start(flags));
    try {
      caller.call("initialize", Talk.object().put("protocolVersion", 1));
      return caller;
    } catch (InterruptedException | Refusal | RuntimeException e) {
      caller.close();
      throw e;
    }
  }

  /**
   * Calls a method.
   *
   * @return its result
   * @throws Refusal if it answers with an error, or not at all
   */
  JsonNode call(String method, ObjectNode params) throws InterruptedException, Refusal {
    try {
      return talk.ask(method, params);
    } catch (Talk.Ended ended) {
      throw new Refusal(Talk.object().put("message", "the server has ended"));
    }
  }

  /** As the other, of a session that is not in the trash. */
  String session(String name) throws InterruptedException, Refusal {
    return session(name, false);
  }

  /**
   * The id of the session that the user means.
   *
   * @param name its id or alias, or how one of these begins
   * @param trashed whether it is in the trash
   * @throws Refusal if there is none, or there are several, with their names
   */
  String session(String name, boolean trashed) throws InterruptedException, Refusal {
    return call(
            "_acp-server/session/resolve", Talk.object().put("name", name).put("trashed", trashed))
        .path("sessionId")
        .asText();
  }

  @Override
  public void close() {
    link.close();
  }
}
