package acp.server;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three places that a setting may come from, from strong to weak: the command line, the
 * environment, {@code config.toml}. What is blank is not set.
 *
 * @param flags what the command line said: the names of {@link Flags}, without dashes
 */
record Values(Map<String, String> flags, Map<String, String> env, ConfigFile file) {

  /**
   * A setting; null if it is set nowhere.
   *
   * @param flag its name on the command line; empty for none
   * @param variable its name in the environment; empty for none
   * @param key its key in the file
   */
  @Nullable String text(String flag, String variable, String key) {
    String value = flags.get(flag);
    if (value == null || value.isBlank()) {
      value = env.get(variable);
    }
    if (value == null || value.isBlank()) {
      value = file.text(key);
    }
    return value == null || value.isBlank() ? null : value;
  }

  /** A setting that is a list of words, with commas between. */
  List<String> texts(String flag, String variable, String key) {
    String words = text(flag, variable, key);
    return words == null
        ? List.of()
        : Arrays.stream(words.split(",", -1))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
  }

  /** A setting that is on or off; off where it is not set. */
  boolean isOn(String flag, String variable, String key) {
    String value = text(flag, variable, key);
    return "true".equals(value) || "1".equals(value);
  }

  /**
   * A setting that is a whole number above 0.
   *
   * @throws SettingsException if it is set to something else
   */
  int positive(String flag, String variable, String key, int absent) {
    String number = text(flag, variable, key);
    if (number == null) {
      return absent;
    }
    try {
      int value = Integer.parseInt(number.strip());
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw unusable(key, number);
    }
    throw unusable(key, number);
  }

  /**
   * A setting that is an amount above 0, such as 0.5, in billionths; 0 where it is not set.
   *
   * @throws SettingsException if it is set to something else
   */
  long billionths(String flag, String variable, String key) {
    String number = text(flag, variable, key);
    return number == null ? 0 : Amount.billionths(key, number);
  }

  /** By itself, since decimal numbers take 10 ms to load, and hardly anybody sets one. */
  private static final class Amount {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    static long billionths(String key, String number) {
      try {
        BigDecimal value = new BigDecimal(number.strip());
        if (value.signum() > 0 && value.compareTo(MOST) < 0) {
          return value.movePointRight(9).longValue();
        }
      } catch (NumberFormatException notANumber) {
        throw notAnAmount(key, number);
      }
      throw notAnAmount(key, number);
    }
  }

  private static SettingsException notAnAmount(String key, String number) {
    return new SettingsException(
        key + " is \"" + number + "\", but must be a number from 0 to a million");
  }

  private static SettingsException unusable(String key, String number) {
    return new SettingsException(
        key + " is \"" + number + "\", but must be a whole number above 0");
  }
}
