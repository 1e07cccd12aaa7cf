package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gemini's generateContent, as strict about signatures as the third generation. */
final class GeminiDialect implements Dialect {
  private static final Set<String> BODY =
      Set.of(
          "contents",
          "systemInstruction",
          "tools",
          "toolConfig",
          "generationConfig",
          "safetySettings",
          "cachedContent");
  private static final Set<String> PART =
      Set.of(
          "text",
          "thought",
          "thoughtSignature",
          "inlineData",
          "functionCall",
          "functionResponse",
          "fileData");
  private static final Set<String> DECLARATION =
      Set.of("name", "description", "parameters", "parametersJsonSchema", "behavior", "response");

  @Override
  public String name() {
    return "gemini";
  }

  @Override
  public String base() {
    return "/v1beta";
  }

  @Override
  public boolean namesCalls() {
    return true;
  }

  @Override
  public Conversation read(Request request) {
    Unfit.unless(
        request.target().matches("/v1beta/models/[^/:?]+:streamGenerateContent\\?alt=sse"),
        "there is nothing at " + request.target());
    request.wantKey("x-goog-api-key", "");
    JsonNode body = request.body();
    Read.only(body, BODY);
    for (JsonNode part : Read.array(Read.object(body, "systemInstruction"), "parts")) {
      Read.text(part, "text");
    }
    for (JsonNode tool : body.path("tools")) {
      for (JsonNode declaration : tool.path("functionDeclarations")) {
        declaration(declaration);
      }
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode content : Read.array(body, "contents")) {
      Read.only(content, Set.of("role", "parts"));
      switch (content.path("role").asText()) {
        case "user" -> user(content, turns);
        case "model" -> turns.add(model(content, turns.size()));
        default -> throw new Unfit("Please use a valid role: user, model.");
      }
    }
    return new Conversation(turns);
  }

  private static void declaration(JsonNode declaration) {
    Read.only(declaration, DECLARATION);
    Unfit.unless(
        Read.text(declaration, "name").matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}"),
        "Invalid function name: " + declaration);
    Read.text(declaration, "description");
    if (declaration.has("parametersJsonSchema")) {
      Read.schema(declaration, "parametersJsonSchema");
      String schema = declaration.path("parametersJsonSchema").toString();
      Unfit.unless(
          !schema.contains("\"$ref\"") && !schema.contains("\"$schema\""),
          "reference to undefined schema in " + Read.brief(declaration));
    }
  }

  /** As many results as there were calls, in one content, in the order of the calls. */
  private static void user(JsonNode content, List<Turn> turns) {
    Turn last = turns.isEmpty() ? null : turns.getLast();
    List<Turn.Called> calls = last instanceof Turn.Model model ? model.calls() : List.of();
    List<Turn> results = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    for (JsonNode part : Read.array(content, "parts")) {
      Read.only(part, PART);
      if (part.has("functionResponse")) {
        int place = results.size();
        Unfit.unless(place < calls.size(), "more function responses than function calls");
        results.add(result(Read.object(part, "functionResponse"), calls.get(place)));
      } else if (part.has("inlineData")) {
        Read.text(Read.object(part, "inlineData"), "mimeType");
        Read.text(part.path("inlineData"), "data");
      } else {
        said.append(Read.text(part, "text"));
      }
    }
    Unfit.unless(
        results.size() == calls.size(),
        "Please ensure that the number of function response parts is equal to the number of"
            + " function call parts of the function call turn.");
    turns.addAll(results);
    if (!said.isEmpty() || results.isEmpty()) {
      turns.add(new Turn.User(said.toString()));
    }
  }

  private static Turn result(JsonNode response, Turn.Called call) {
    Read.is(response, "name", call.name());
    String given = call.id().startsWith("#") ? "" : call.id();
    Unfit.unless(
        response.path("id").asText().equals(given),
        "'id' must be '" + given + "' in " + Read.brief(response));
    JsonNode told = Read.object(response, "response");
    return new Turn.Result(call.id(), told.path("output").asText(told.path("error").asText()));
  }

  private static Turn model(JsonNode content, int place) {
    List<Turn.Part> parts = new ArrayList<>();
    boolean called = false;
    for (JsonNode part : Read.array(content, "parts")) {
      Read.only(part, PART);
      String seal = part.path("thoughtSignature").asText();
      if (part.has("functionCall")) {
        JsonNode call = part.get("functionCall");
        Unfit.unless(
            called || !seal.isEmpty(),
            "Function call is missing a thought_signature in functionCall parts: "
                + Read.brief(part));
        called = true;
        String id = call.path("id").asText("#" + place + "." + parts.size());
        parts.add(new Turn.Called(id, Read.text(call, "name"), Read.object(call, "args"), seal));
      } else if (part.path("thought").asBoolean()) {
        parts.add(new Turn.Thought(part.path("text").asText(), seal));
      } else {
        Unfit.unless(part.path("text").isTextual(), "a part without data: " + Read.brief(part));
        parts.add(new Turn.Words(part.path("text").textValue(), seal));
      }
    }
    return new Turn.Model(parts);
  }

  @Override
  public String refusal(int status, String message) {
    String name =
        switch (status) {
          case 401 -> "UNAUTHENTICATED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    return Form.fill("{'error':{'code':?,'message':?,'status':?}}", status, message, name);
  }

  @Override
  public Speaker answer(Request request, Wire wire, int number) {
    return new GeminiSpeaker(wire, number);
  }
}
