package acp.model.scripted;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to stream.
 *
 * @param count how many deltas, at most {@link #MAX_COUNT}
 * @param size how many characters each of them has, at most {@link #MAX_SIZE}; where both together
 *     exceed {@link #MAX_CHARS}, the count gives way
 * @param delay the wait before each of them, at most {@link #MAX_DELAY_MILLIS}
 */
record Pace(int count, int size, Duration delay) {
  static final int MAX_COUNT = 1_000_000;
  static final int MAX_SIZE = 64 * 1024;
  static final int MAX_CHARS = 64 << 20;
  static final int MAX_DELAY_MILLIS = 60_000;

  Pace {
    count = Math.clamp(count, 1, Math.min(MAX_COUNT, MAX_CHARS / Math.clamp(size, 1, MAX_SIZE)));
    size = Math.clamp(size, 1, MAX_SIZE);
  }

  /**
   * Reads {@code n=5000 size=20 delay=0}, in either case and any order; what is absent is usual,
   * and what is too much is cut to its bound. Null if there is anything else in it.
   */
  static @Nullable Pace read(String settings) {
    int count = 100;
    int size = 20;
    int delay = 0;
    for (String setting : settings.toLowerCase(Locale.ROOT).split("\\s+")) {
      int value = setting.indexOf('=') + 1;
      int number = number(setting.substring(value));
      String name = setting.substring(0, value);
      if (!setting.isEmpty() && number < 0) {
        return null;
      }
      switch (name) {
        case "n=" -> count = number;
        case "size=" -> size = number;
        case "delay=" -> delay = Math.min(number, MAX_DELAY_MILLIS);
        default -> {
          if (!setting.isEmpty()) {
            return null;
          }
        }
      }
    }
    return new Pace(count, size, Duration.ofMillis(delay));
  }

  /** What the digits say, as far as it fits; -1 if there is anything but digits. */
  private static int number(String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }
}
