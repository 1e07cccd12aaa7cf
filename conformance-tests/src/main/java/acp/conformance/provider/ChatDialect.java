package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's Chat Completions; thoughts as those servers have them that show any. */
final class ChatDialect implements Dialect {

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String base() {
    return "/v1";
  }

  @Override
  public Conversation read(Request request) {
    request.want("/v1/chat/completions");
    request.wantKey("authorization", "Bearer ");
    JsonNode body = request.body();
    Read.text(body, "model");
    Read.is(body, "stream", "true");
    for (JsonNode tool : body.path("tools")) {
      Read.is(tool, "type", "function");
      JsonNode function = Read.object(tool, "function");
      Read.text(function, "name");
      Read.schema(function, "parameters");
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : Read.array(body, "messages")) {
      switch (message.path("role").asText()) {
        case "system", "developer" -> Read.text(message, "content");
        case "user" -> turns.add(new Turn.User(content(message)));
        case "assistant" -> turns.add(assistant(message));
        case "tool" ->
            turns.add(
                new Turn.Result(
                    Read.text(message, "tool_call_id"), message.path("content").asText()));
        default -> throw new Unfit("'role' is not known in " + Read.brief(message));
      }
    }
    return new Conversation(turns);
  }

  private static String content(JsonNode message) {
    if (message.path("content").isTextual()) {
      return message.path("content").textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : Read.array(message, "content")) {
      switch (part.path("type").asText()) {
        case "text" -> text.append(Read.text(part, "text"));
        case "image_url" -> Read.text(Read.object(part, "image_url"), "url");
        default -> throw new Unfit("'type' is not known in " + Read.brief(part));
      }
    }
    return text.toString();
  }

  private static Turn assistant(JsonNode message) {
    List<Turn.Part> parts = new ArrayList<>();
    if (message.hasNonNull("content")) {
      parts.add(new Turn.Words(Read.text(message, "content"), ""));
    }
    if (message.has("tool_calls")) {
      for (JsonNode call : Read.array(message, "tool_calls")) {
        Read.is(call, "type", "function");
        JsonNode function = Read.object(call, "function");
        parts.add(
            new Turn.Called(
                Read.text(call, "id"),
                Read.text(function, "name"),
                Read.objectInText(function, "arguments"),
                ""));
      }
    }
    Unfit.unless(
        !parts.isEmpty(), "an assistant's message needs content or tool_calls: " + message);
    return new Turn.Model(parts);
  }

  @Override
  public String refusal(int status, String message) {
    String type =
        status == 429
            ? "rate_limit_error"
            : status < 500 ? "invalid_request_error" : "server_error";
    return Form.fill("{'error':{'message':?,'type':?,'param':null,'code':null}}", message, type);
  }

  @Override
  public Speaker answer(Request request, Wire wire, int number) {
    return new ChatSpeaker(request, wire, number);
  }
}
