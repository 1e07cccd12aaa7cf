package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's Responses, as they are for those who have nothing kept there. */
final class ResponsesDialect implements Dialect {

  @Override
  public String name() {
    return "openai-responses";
  }

  @Override
  public String base() {
    return "/v1";
  }

  @Override
  public Conversation read(Request request) {
    request.want("/v1/responses");
    request.wantKey("authorization", "Bearer ");
    JsonNode body = request.body();
    Read.text(body, "model");
    Read.is(body, "stream", "true");
    Read.is(body, "store", "false");
    for (JsonNode tool : body.path("tools")) {
      Read.is(tool, "type", "function");
      Read.text(tool, "name");
      Read.schema(tool, "parameters");
    }
    List<Turn> turns = new ArrayList<>();
    List<Turn.Part> answer = new ArrayList<>();
    for (JsonNode item : Read.array(body, "input")) {
      if (isModels(item)) {
        answer.add(part(item));
      } else {
        flush(answer, turns);
        turns.add(turn(item));
      }
    }
    flush(answer, turns);
    return new Conversation(turns);
  }

  private static boolean isModels(JsonNode item) {
    return switch (item.path("type").asText()) {
      case "reasoning", "function_call" -> true;
      default -> item.path("role").asText().equals("assistant");
    };
  }

  /** Items of one answer follow one another, and none of them ends with reasoning. */
  private static void flush(List<Turn.Part> answer, List<Turn> turns) {
    if (!answer.isEmpty()) {
      Unfit.unless(
          !(answer.getLast() instanceof Turn.Thought),
          "Item of type 'reasoning' was provided without its required following item.");
      turns.add(new Turn.Model(answer));
      answer.clear();
    }
  }

  private static Turn.Part part(JsonNode item) {
    return switch (item.path("type").asText()) {
      case "reasoning" -> {
        Read.text(item, "id");
        Unfit.unless(item.path("summary").isArray(), "Missing required parameter: 'summary'.");
        List<String> summary = new ArrayList<>();
        for (JsonNode paragraph : item.path("summary")) {
          Read.is(paragraph, "type", "summary_text");
          summary.add(Read.text(paragraph, "text"));
        }
        yield new Turn.Thought(String.join("\n\n", summary), Read.text(item, "encrypted_content"));
      }
      case "function_call" ->
          new Turn.Called(
              Read.text(item, "call_id"),
              Read.text(item, "name"),
              Read.objectInText(item, "arguments"),
              "");
      default -> new Turn.Words(content(item), "");
    };
  }

  private static Turn turn(JsonNode item) {
    if (item.path("type").asText().equals("function_call_output")) {
      JsonNode output = item.path("output");
      return new Turn.Result(
          Read.text(item, "call_id"),
          output.isTextual() ? output.textValue() : parts(item, "output"));
    }
    String role = item.path("role").asText();
    Unfit.unless(
        List.of("user", "system", "developer").contains(role),
        "'role' is not known in " + Read.brief(item));
    return new Turn.User(content(item));
  }

  private static String content(JsonNode item) {
    return item.path("content").isTextual() ? Read.text(item, "content") : parts(item, "content");
  }

  private static String parts(JsonNode item, String field) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : Read.array(item, field)) {
      switch (part.path("type").asText()) {
        case "input_text", "output_text" -> text.append(Read.text(part, "text"));
        case "input_image" -> Read.text(part, "image_url");
        default -> throw new Unfit("'type' is not known in " + Read.brief(part));
      }
    }
    return text.toString();
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
    return new ResponsesSpeaker(request, wire, number);
  }
}
