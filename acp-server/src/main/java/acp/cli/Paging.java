package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How much of a list is shown. A mixin of the commands that list. */
final class Paging {
  private static final int PAGE = 25;
  private static final int LARGEST = 1000;

  @Option(
      names = "--limit",
      paramLabel = "<n>",
      defaultValue = "" + PAGE,
      description = "How many on a page, 1 to 1000; else 25.")
  private int limit;

  @Option(
      names = "--page",
      paramLabel = "<n>",
      defaultValue = "1",
      description = "Which page; else the first.")
  private int page;

  @Option(names = "--all", description = "All pages.")
  private boolean all;

  /** What cannot be meant, in a sentence; empty if nothing. */
  String problem() {
    return limit < 1 || limit > LARGEST || page < 1 || (all && page > 1)
        ? "--limit is from 1 to " + LARGEST + ", --page from 1, and --all has no pages"
        : "";
  }

  /**
   * Calls a method that answers in pages, and goes to the one that is wanted.
   *
   * @param params what is asked for; {@code limit} and {@code cursor} are set here
   * @param field of the result, which holds the list
   * @param each is told what is to be shown
   * @return true if more follows
   */
  boolean walk(
      Caller server, String method, ObjectNode params, String field, Consumer<JsonNode> each)
      throws InterruptedException, Refusal {
    return walk(server::call, method, params, field, each);
  }

  /** How a method is called. */
  interface Call {
    JsonNode call(String method, ObjectNode params) throws InterruptedException, Refusal;
  }

  /** As the other. */
  boolean walk(Call server, String method, ObjectNode params, String field, Consumer<JsonNode> each)
      throws InterruptedException, Refusal {
    params.put("limit", all ? LARGEST : limit);
    for (int at = 1; ; at++) {
      JsonNode result = server.call(method, params);
      if (all || at == page) {
        result.path(field).forEach(each);
      }
      String next = result.path("nextCursor").asText("");
      if (next.isEmpty() || (!all && at >= page)) {
        return !next.isEmpty();
      }
      params.put("cursor", next);
    }
  }

  /** Walks through all sessions that fit, whatever the options say. */
  static void everything(Caller server, ObjectNode query, Consumer<JsonNode> each)
      throws InterruptedException, Refusal {
    Paging all = new Paging();
    all.all = true;
    all.walk(server, "_acp-server/session/query", query, "sessions", each);
  }

  /** How to see more. */
  String more() {
    return "There are more: --page " + (page + 1) + ", or --all";
  }
}
