package acp.conformance.provider;

import com.fasterxml.jackson.databind.node.TextNode;

/** Fills in forms of JSON that are written as the vendors write theirs. */
final class Form {
  private Form() {}

  /**
   * The form with double quotes for its single ones, and for each question mark the next value: a
   * text as a JSON string, anything else as it is.
   */
  static String fill(String form, Object... values) {
    StringBuilder filled = new StringBuilder(form.length() + 64);
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      char at = form.charAt(i);
      switch (at) {
        case '\'' -> filled.append('"');
        case '?' -> filled.append(value(values[next++]));
        default -> filled.append(at);
      }
    }
    if (next != values.length) {
      throw new IllegalArgumentException("a value too many for " + form);
    }
    return filled.toString();
  }

  /** A value that is JSON already. */
  record Raw(String json) {
    @Override
    public String toString() {
      return json;
    }
  }

  private static String value(Object value) {
    return value instanceof String text ? TextNode.valueOf(text).toString() : value.toString();
  }
}
