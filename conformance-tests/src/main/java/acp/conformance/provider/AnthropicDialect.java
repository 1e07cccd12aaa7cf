package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's Messages. */
final class AnthropicDialect implements Dialect {

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public String base() {
    return "";
  }

  @Override
  public Conversation read(Request request) {
    request.want("/v1/messages");
    request.wantKey("x-api-key", "");
    Unfit.unless(
        !request.header("anthropic-version").isEmpty(), "anthropic-version: header is required");
    JsonNode body = request.body();
    Read.text(body, "model");
    Read.is(body, "stream", "true");
    Unfit.unless(body.path("max_tokens").asInt() > 0, "max_tokens: field required");
    JsonNode thinking = body.path("thinking");
    if (thinking.path("type").asText().equals("enabled")) {
      int budget = thinking.path("budget_tokens").asInt();
      Unfit.unless(
          budget >= 1024 && budget < body.path("max_tokens").asInt(),
          "max_tokens must be greater than thinking.budget_tokens, and that at least 1024");
    }
    for (JsonNode tool : body.path("tools")) {
      Unfit.unless(
          Read.text(tool, "name").matches("[a-zA-Z0-9_-]{1,128}"), "a tool's name: " + tool);
      Read.schema(tool, "input_schema");
    }
    List<Turn> turns = new ArrayList<>();
    String before = "";
    for (JsonNode message : Read.array(body, "messages")) {
      String role = message.path("role").asText();
      Unfit.unless(!before.isEmpty() || role.equals("user"), "messages: first must be the user's");
      before = role;
      switch (role) {
        case "user" -> user(message, turns);
        case "assistant" -> turns.add(assistant(message));
        default -> throw new Unfit("'role' is not known in " + Read.brief(message));
      }
    }
    return new Conversation(turns);
  }

  /** Results stand before anything else that the user says. */
  private static void user(JsonNode message, List<Turn> turns) {
    if (message.path("content").isTextual()) {
      turns.add(new Turn.User(Read.text(message, "content")));
      return;
    }
    StringBuilder said = new StringBuilder();
    boolean says = false;
    for (JsonNode block : Read.array(message, "content")) {
      switch (block.path("type").asText()) {
        case "tool_result" -> {
          Unfit.unless(!says, "tool_result blocks come first in a message: " + Read.brief(message));
          turns.add(new Turn.Result(Read.text(block, "tool_use_id"), result(block)));
        }
        case "text" -> {
          says = true;
          said.append(Read.text(block, "text"));
        }
        case "image" -> {
          says = true;
          Read.text(Read.object(block, "source"), "type");
        }
        default -> throw new Unfit("'type' is not known in " + Read.brief(block));
      }
    }
    if (says) {
      turns.add(new Turn.User(said.toString()));
    }
  }

  private static String result(JsonNode block) {
    if (!block.path("content").isArray()) {
      return block.path("content").asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : block.path("content")) {
      if (part.path("type").asText().equals("text")) {
        text.append(Read.text(part, "text"));
      } else {
        Read.object(part, "source");
      }
    }
    return text.toString();
  }

  private static Turn assistant(JsonNode message) {
    List<Turn.Part> parts = new ArrayList<>();
    if (message.path("content").isTextual()) {
      return new Turn.Model(List.of(new Turn.Words(Read.text(message, "content"), "")));
    }
    for (JsonNode block : Read.array(message, "content")) {
      parts.add(
          switch (block.path("type").asText()) {
            case "thinking" -> {
              Unfit.unless(block.path("thinking").isTextual(), "thinking: field required");
              yield new Turn.Thought(
                  block.path("thinking").textValue(), Read.text(block, "signature"));
            }
            case "redacted_thinking" -> new Turn.Thought("", Read.text(block, "data"));
            case "text" -> new Turn.Words(Read.text(block, "text"), "");
            case "tool_use" -> called(block);
            default -> throw new Unfit("'type' is not known in " + Read.brief(block));
          });
    }
    return new Turn.Model(parts);
  }

  private static Turn.Part called(JsonNode block) {
    String id = Read.text(block, "id");
    Unfit.unless(id.matches("[a-zA-Z0-9_-]+"), "tool_use.id: must match ^[a-zA-Z0-9_-]+$: " + id);
    return new Turn.Called(id, Read.text(block, "name"), Read.object(block, "input"), "");
  }

  @Override
  public String refusal(int status, String message) {
    String type =
        switch (status) {
          case 401 -> "authentication_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    return Form.fill(
        "{'type':'error','error':{'type':?,'message':?},'request_id':'req_played'}", type, message);
  }

  @Override
  public Speaker answer(Request request, Wire wire, int number) {
    return new AnthropicSpeaker(request, wire, number);
  }
}
