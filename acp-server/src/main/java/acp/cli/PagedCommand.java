package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A command about sessions that shows a list, a page at a time. */
abstract class PagedCommand extends SessionCommand {
  @Mixin private Paging paging = new Paging();

  @Override
  void check() {
    if (!paging.problem().isEmpty()) {
      throw wrong(paging.problem());
    }
  }

  Paging paging() {
    return paging;
  }

  /** How people read a page; empty if there is nothing. */
  void show(List<JsonNode> page) {}

  /** Prints the page that is wanted, as {@link Paging#walk} finds it; the exit code. */
  int list(Caller server, String method, ObjectNode query, String field)
      throws InterruptedException, Refusal {
    List<JsonNode> found = new ArrayList<>();
    boolean more = paging.walk(server, method, query, field, isJson() ? this::print : found::add);
    if (!isJson()) {
      show(found);
      if (more) {
        remark(paging.more());
      }
    }
    return 0;
  }
}
