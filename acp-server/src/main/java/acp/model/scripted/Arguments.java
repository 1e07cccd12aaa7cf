package acp.model.scripted;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.StringJoiner;

/** Arguments of tools, written by hand: a mapper would cost more than the whole answer. */
final class Arguments {

  private Arguments() {}

  /** An object of strings: name, value, name, value and so on. */
  static String of(String... pairs) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      json.append(i == 0 ? "" : ",")
          .append(quoted(pairs[i]))
          .append(':')
          .append(quoted(pairs[i + 1]));
    }
    return json.append('}').toString();
  }

  static String edit(String path, String oldText, String newText) {
    String edits = "[" + of("old_text", oldText, "new_text", newText) + "]";
    return "{\"path\":" + quoted(path) + ",\"edits\":" + edits + "}";
  }

  static String question(String question, List<String> labels) {
    StringJoiner options = new StringJoiner(",", "[", "]");
    labels.forEach(label -> options.add(of("label", label)));
    return "{\"question\":" + quoted(question) + ",\"options\":" + options + "}";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
