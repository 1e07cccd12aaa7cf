package acp.model.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about its failure, from any of the shapes in use: {@code {"error":{"message",
 * "type","code"}}}, {@code {"error":"…"}}, {@code {"message"}}, {@code {"detail"}}, an array of
 * those, or plain text.
 *
 * @param message empty when it says nothing readable
 * @param code its name or number for the failure; empty when it has none
 * @param type its name for the kind of failure; empty when it has none
 * @param delay how long to wait before the next try, such as {@code 1.5s}; empty if it does not say
 */
record ErrorReport(String message, String code, String type, String delay) {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Set<String> CONTEXT =
      Set.of("context_length_exceeded", "exceed_context_size_error");
  private static final Set<String> QUOTA =
      Set.of(
          "insufficient_quota",
          "billing_hard_limit_reached",
          "insufficient_balance",
          "billing_error");
  private static final Set<String> RATE =
      Set.of("rate_limit_exceeded", "rate_limit_error", "tokens", "requests");
  private static final Set<String> AUTH =
      Set.of("invalid_api_key", "authentication_error", "permission_error");
  private static final Set<String> REQUEST =
      Set.of("invalid_request_error", "model_not_found", "not_found_error", "BadRequestError");

  static ErrorReport read(byte[] bytes, int offset, int length) {
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      JsonToken first = json.nextToken();
      first = first == JsonToken.START_ARRAY ? json.nextToken() : first;
      if (first == JsonToken.START_OBJECT) {
        return object(json);
      }
    } catch (IOException noJson) {
      // Then it is text, or half of something; it is quoted as it is.
    }
    String text = new String(bytes, offset, Math.min(length, 4096), StandardCharsets.UTF_8);
    return new ErrorReport(text.stripLeading().startsWith("<") ? "" : text, "", "", "");
  }

  /** Reads an object whose opening brace was just read; what is in its {@code error} prevails. */
  private static ErrorReport object(JsonParser json) throws IOException {
    @Nullable ErrorReport inner = null;
    String message = "";
    String code = "";
    String type = "";
    String delay = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("error") && value == JsonToken.START_OBJECT) {
        inner = object(json);
      } else if (name.equals("details") && value == JsonToken.START_ARRAY) {
        delay = delay(json);
      } else if (value.isStructStart()) {
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        switch (name) {
          case "message", "error", "detail" -> message = json.getText();
          case "code" -> code = json.getText();
          case "type" -> type = json.getText();
          default -> {}
        }
      }
    }
    return inner != null ? inner : new ErrorReport(message, code, type, delay);
  }

  /** Google says it in one of several details, each of a type of its own. */
  private static String delay(JsonParser json) throws IOException {
    String delay = "";
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      if (token == null) {
        break;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING && "retryDelay".equals(json.currentName())) {
        delay = json.getText();
      }
    }
    return delay;
  }

  /** How many seconds to wait before the next try, if it says. */
  OptionalLong seconds() {
    if (!delay.matches("\\d{1,9}(\\.\\d{1,9})?s")) {
      return OptionalLong.empty();
    }
    double seconds = Double.parseDouble(delay.substring(0, delay.length() - 1));
    return OptionalLong.of((long) Math.ceil(seconds));
  }

  /** The status that the server would have answered with, if it says. */
  OptionalLong status() {
    if (code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long number = Long.parseLong(code);
      return number >= 400 && number < 600 ? OptionalLong.of(number) : OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  /** The kind of failure, as {@link Faults} names them. */
  String kind(OptionalLong status) {
    if (isAny(CONTEXT) || speaksOfContext()) {
      return "context";
    }
    if (isAny(QUOTA) || speaksOfCredit()) {
      return "quota";
    }
    if (message.contains("API key not valid")) {
      return "auth"; // Google's word for it; its status is that of a bad request
    }
    if (status.isPresent()) {
      int number = (int) status.getAsLong();
      return switch (number) {
        case 401, 403 -> "auth";
        case 402 -> "quota";
        case 429 -> "rate_limit";
        default -> number >= 500 || number == 408 ? "server" : "request";
      };
    }
    return isAny(RATE)
        ? "rate_limit"
        : isAny(AUTH) ? "auth" : isAny(REQUEST) ? "request" : "server";
  }

  private boolean isAny(Set<String> names) {
    return names.contains(code) || names.contains(type);
  }

  /** Anthropic has no name of its own for it. */
  private boolean speaksOfCredit() {
    return message.contains("credit balance is too low");
  }

  /**
   * Anthropic, vLLM, Google and some builds of llama.cpp have no name for it, only these sentences.
   */
  private boolean speaksOfContext() {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("maximum context length")
        || text.contains("prompt is too long")
        || text.contains("exceed context limit")
        || text.contains("context size has been exceeded")
        || text.contains("exceeds the available context size")
        || text.contains("exceeds the maximum number of tokens allowed");
  }
}
