package acp.protocol.v1;

import org.jspecify.annotations.Nullable;

/** What must hold of values that Java's types cannot say. */
final class Check {
  private Check() {}

  /** That {@code number}, where there is one, fits into so many bits without sign. */
  static void unsigned(int bits, @Nullable Long number, String name) {
    if (number != null && (number < 0 || (bits < 64 && number >>> bits != 0))) {
      throw new IllegalArgumentException(name + " does not fit into " + bits + " unsigned bits");
    }
  }

  static void nonEmpty(String text, String name) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }
}
