package acp.mcp;

import acp.protocol.AcpException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a prompt's name as its arguments: {@code key=value} where the key is the name of
 * one, the others in the order of the arguments that are left; the last of these takes all that is
 * left. Quotes hold a value with blanks together.
 */
final class PromptWords {

  private PromptWords() {}

  /** How the arguments are written, for people; null if there are none. */
  static @Nullable String hint(PromptOffer prompt) {
    return prompt.arguments().isEmpty()
        ? null
        : prompt.arguments().stream()
            .map(each -> each.required() ? each.name() : "[" + each.name() + "]")
            .collect(Collectors.joining(" "));
  }

  /**
   * The values by argument.
   *
   * @throws AcpException (invalid params) if one that is required has none, or there are words left
   */
  static Map<String, Object> arguments(PromptOffer prompt, String words) {
    Map<String, Object> values = new LinkedHashMap<>();
    Deque<String> others = new ArrayDeque<>();
    for (String word : split(words)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? "" : word.substring(0, equals);
      if (prompt.arguments().stream().anyMatch(each -> each.name().equals(key))) {
        values.put(key, word.substring(equals + 1));
      } else {
        others.add(word);
      }
    }
    List<PromptOffer.Argument> left =
        prompt.arguments().stream().filter(each -> !values.containsKey(each.name())).toList();
    for (int i = 0; i < left.size() && !others.isEmpty(); i++) {
      boolean isLast = i == left.size() - 1;
      String value = isLast ? String.join(" ", others) : others.remove();
      values.put(left.get(i).name(), value);
      if (isLast) {
        others.clear();
      }
    }
    check(prompt, values, others);
    return values;
  }

  private static void check(PromptOffer prompt, Map<String, Object> values, Deque<String> others) {
    if (!others.isEmpty()) {
      throw AcpException.invalidParams("prompt", "This prompt takes " + taken(prompt));
    }
    for (PromptOffer.Argument each : prompt.arguments()) {
      if (each.required() && !values.containsKey(each.name())) {
        throw AcpException.invalidParams(
            "prompt", "`" + each.name() + "` is missing; this prompt takes " + taken(prompt));
      }
    }
  }

  private static String taken(PromptOffer prompt) {
    String hint = hint(prompt);
    return hint == null ? "nothing behind its name." : "`" + hint + "`.";
  }

  private static List<String> split(String words) {
    List<String> split = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    char quote = 0;
    for (int i = 0; i < words.length(); i++) {
      char at = words.charAt(i);
      if (quote != 0 ? at == quote : isQuote(words, i, word)) {
        quote = quote == 0 ? at : 0;
        isWord = true;
      } else if (quote == 0 && Character.isWhitespace(at)) {
        if (isWord) {
          split.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
      } else {
        word.append(at);
        isWord = true;
      }
    }
    if (isWord) {
      split.add(word.toString());
    }
    return split;
  }

  /** Only where a value begins, and only one that is closed: in {@code don't} it is a letter. */
  private static boolean isQuote(String words, int at, StringBuilder word) {
    char mark = words.charAt(at);
    boolean begins = word.isEmpty() || word.charAt(word.length() - 1) == '=';
    return (mark == '"' || mark == '\'') && begins && words.indexOf(mark, at + 1) >= 0;
  }
}
