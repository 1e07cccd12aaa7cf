package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** What goes to stdout. */
sealed interface Shown {

  /** An update has come; the params of its notification. */
  void update(JsonNode params);

  /**
   * All is over.
   *
   * @param result with {@code sessionId}, {@code stopReason}, {@code answer}, {@code usage}, and
   *     {@code error} where it failed
   */
  void end(ObjectNode result);

  /** The answer, and nothing else. */
  record Text(PrintWriter out) implements Shown {

    @Override
    public void update(JsonNode params) {
      // an answer is what is said last, so it is only known at the end
    }

    @Override
    public void end(ObjectNode result) {
      String answer = result.path("answer").asText().strip();
      if (!answer.isEmpty() && !result.has("error")) {
        out.println(answer);
        out.flush();
      }
    }
  }

  /** One JSON object. */
  record Json(PrintWriter out) implements Shown {

    @Override
    public void update(JsonNode params) {
      // the object says what came of it
    }

    @Override
    public void end(ObjectNode result) {
      out.println(result);
      out.flush();
    }
  }

  /** A line of JSON for each update, and one for the result. */
  record Stream(PrintWriter out) implements Shown {

    @Override
    public void update(JsonNode params) {
      out.println(params);
      out.flush();
    }

    @Override
    public void end(ObjectNode result) {
      ObjectNode line = result.objectNode();
      line.set("result", result);
      out.println(line);
      out.flush();
    }
  }
}
