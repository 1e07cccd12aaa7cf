package acp.protocol.v1;

import org.jspecify.annotations.Nullable;

/**
 * What must hold of values that Java's types cannot say. The messages go behind the place of the
 * value: see {@link acp.protocol.Fault}.
 */
final class Check {
  private Check() {}

  /** That {@code number}, where there is one, fits into so many bits without sign. */
  static void unsigned(int bits, @Nullable Long number, String name) {
    if (number != null && (number < 0 || (bits < 64 && number >>> bits != 0))) {
      throw new IllegalArgumentException(
          "must have a " + name + " of " + bits + " bits without sign");
    }
  }

  /** That {@code number}, where there is one, can be written as JSON. */
  static void finite(@Nullable Double number, String name) {
    if (number != null && !Double.isFinite(number)) {
      throw new IllegalArgumentException("must have a finite " + name);
    }
  }

  static void nonEmpty(String text, String name) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must have a " + name + " that is not empty");
    }
  }
}
