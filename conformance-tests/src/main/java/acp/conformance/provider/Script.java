package acp.conformance.provider;

import acp.conformance.Json;
import acp.conformance.UsageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a model does, one answer for each request, in no dialect. A text with a line for each step:
 *
 * <pre>
 * # a comment
 * answer
 *   expect "regex"                     what came since the last answer must hold a match
 *   think "I had better look."
 *   say "Let me see."
 *   call read_file {"path": "a.txt"}
 *   stop max_tokens                    or refusal; without it the answer ends well
 * </pre>
 *
 * <p>and, for what goes wrong: {@code status 429 retry-after 2 "Slow down"} in place of an answer;
 * {@code error "Overloaded"}, {@code cut}, {@code broken} (a chunk that is none) and {@code hang},
 * which end it; {@code pause 200} (milliseconds) and {@code pieces 3} (all that follows comes in
 * chunks of three bytes). Texts are JSON strings. Immutable.
 */
public final class Script {
  private static final Pattern STATUS =
      Pattern.compile("([45][0-9]{2})(?:\\s+retry-after\\s+([0-9]{1,5}))?\\s+(\".*\")");

  private final String name;
  private final List<List<Step>> answers = new ArrayList<>();

  private Script(String name) {
    this.name = name;
  }

  /**
   * Reads a script.
   *
   * @param name what it is called in messages
   * @throws UsageException if it is malformed; the message names the line
   */
  public static Script parse(String name, String text) {
    Script script = new Script(name);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        script.read(i + 1, line);
      }
    }
    return script;
  }

  /** What is to be done for each request, in the order of the requests. */
  List<List<Step>> answers() {
    return answers;
  }

  private void read(int number, String line) {
    if (line.equals("answer")) {
      answers.add(new ArrayList<>());
      return;
    }
    if (answers.isEmpty()) {
      throw wrong(number, "the first step stands below a line 'answer'");
    }
    String[] words = line.split("\\s+", 2);
    answers.getLast().add(step(number, words[0], words.length < 2 ? "" : words[1]));
  }

  private Step step(int number, String word, String rest) {
    return switch (word) {
      case "think" -> new Step.Think(string(number, rest));
      case "say" -> new Step.Say(string(number, rest));
      case "call" -> call(number, rest);
      case "stop" -> new Step.Stop(reason(number, rest));
      case "expect" -> new Step.Expect(pattern(number, string(number, rest)));
      case "status" -> status(number, rest);
      case "error" -> new Step.Fail(string(number, rest));
      case "pause" -> new Step.Pause(count(number, rest));
      case "pieces" -> new Step.Pieces(Math.max(1, count(number, rest)));
      case "cut" -> new Step.Cut();
      case "broken" -> new Step.Broken();
      case "hang" -> new Step.Hang();
      default -> throw wrong(number, "there is no step '" + word + "'");
    };
  }

  private Step call(int number, String rest) {
    String[] words = rest.split("\\s+", 2);
    String arguments = words.length < 2 ? "{}" : words[1];
    try {
      if (Json.read(arguments) instanceof ObjectNode object && words[0].matches("[\\w.-]+")) {
        return new Step.Call(words[0], object);
      }
    } catch (JsonProcessingException malformed) {
      // It is told below.
    }
    throw wrong(number, "'call' needs a name and a JSON object");
  }

  private Step status(int number, String rest) {
    Matcher matcher = STATUS.matcher(rest);
    if (!matcher.matches()) {
      throw wrong(number, "'status' is like: status 429 retry-after 2 \"Slow down\"");
    }
    String wait = matcher.group(2);
    return new Step.Status(
        Integer.parseInt(matcher.group(1)),
        wait == null ? null : Integer.valueOf(wait),
        string(number, matcher.group(3)));
  }

  private Step.Reason reason(int number, String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "max_tokens" -> Step.Reason.MAX_TOKENS;
      case "refusal" -> Step.Reason.REFUSAL;
      default -> throw wrong(number, "'stop' needs max_tokens or refusal");
    };
  }

  private Pattern pattern(int number, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException malformed) {
      throw wrong(number, "this is no regular expression: " + regex);
    }
  }

  private int count(int number, String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw wrong(number, "a number is missing");
    }
    return Integer.parseInt(text);
  }

  private String string(int number, String text) {
    try {
      JsonNode value = Json.read(text);
      if (value.isTextual()) {
        return value.textValue();
      }
    } catch (JsonProcessingException malformed) {
      // It is told below.
    }
    throw wrong(number, "a text in double quotes is missing");
  }

  private UsageException wrong(int number, String what) {
    return new UsageException(name + ":" + number + ": " + what);
  }
}
