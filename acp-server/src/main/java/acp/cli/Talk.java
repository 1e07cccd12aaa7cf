package acp.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A client's side of a conversation with the server. One thread; another may {@link #note}. */
final class Talk {
  /** A text of a session may be as long as a line. */
  private final ObjectMapper json =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private final Host.Link link;
  private final Consumer<JsonNode> heard;
  private int lastId;

  /** The server has ended the conversation. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param heard is told what the server says or asks of itself, while an answer is awaited
   */
  Talk(Host.Link link, Consumer<JsonNode> heard) {
    this.link = link;
    this.heard = heard;
  }

  /** An object to be filled. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Asks, and waits for the answer. */
  JsonNode ask(String method, ObjectNode params) throws InterruptedException, Refusal, Ended {
    return await(send(method, params));
  }

  /** Asks; the id of the question. */
  int send(String method, ObjectNode params) {
    int id = ++lastId;
    link.send(message(method, params).put("id", id).toString());
    return id;
  }

  /** Says something that is not answered; any thread. */
  void note(String method, ObjectNode params) {
    link.send(message(method, params).toString());
  }

  /** Answers a question of the server's with {@code answer}, a result or an error. */
  void reply(JsonNode question, ObjectNode answer) {
    ObjectNode reply = object().put("jsonrpc", "2.0");
    reply.set("id", question.path("id"));
    reply.setAll(answer);
    link.send(reply.toString());
  }

  private static ObjectNode message(String method, ObjectNode params) {
    ObjectNode message = object().put("jsonrpc", "2.0").put("method", method);
    message.set("params", params);
    return message;
  }

  /** Takes what comes until that question is answered. */
  JsonNode await(int id) throws InterruptedException, Refusal, Ended {
    while (true) {
      String text = link.receive();
      if (text == null) {
        throw new Ended();
      }
      JsonNode message = read(text);
      if (message.has("method")) {
        heard.accept(message);
      } else if (message.path("id").asInt() == id) {
        if (message.has("error")) {
          throw new Refusal(message.path("error"));
        }
        return message.path("result");
      }
    }
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible); // the server writes JSON
    }
  }
}
