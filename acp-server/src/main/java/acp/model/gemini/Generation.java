package acp.model.gemini;

import acp.model.ThoughtLevel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a model's name says of what it takes. The second generation is told how long to think in
 * tokens from 2.5 on, the third by a level.
 */
final class Generation {
  private static final Pattern VERSION = Pattern.compile("gemini-(\\d+)(?:\\.(\\d+))?(-pro\\b)?.*");

  private final int major;
  private final int minor;
  private final boolean pro;
  private final boolean thinksByTokens;

  private Generation(int major, int minor, boolean pro, boolean thinksByTokens) {
    this.major = major;
    this.minor = minor;
    this.pro = pro;
    this.thinksByTokens = thinksByTokens;
  }

  static Generation of(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    Matcher version = VERSION.matcher(name);
    if (!version.matches() || version.group(1).length() > 3) {
      // Such as gemini-flash-latest: all generations that it may mean still take tokens.
      boolean alias = name.startsWith("gemini-") && name.endsWith("-latest");
      return new Generation(0, 0, name.contains("-pro"), alias);
    }
    int major = Integer.parseInt(version.group(1));
    String after = version.group(2);
    int minor = after == null || after.length() > 3 ? 0 : Integer.parseInt(after);
    return new Generation(major, minor, version.group(3) != null, major == 2 && minor >= 5);
  }

  /**
   * From the third on a call without a signature is refused, and what a tool shows belongs into its
   * response.
   */
  boolean isThird() {
    return major >= 3;
  }

  /** How many tokens it may think; -1 if it is not told in tokens. */
  int budget(ThoughtLevel level) {
    if (!thinksByTokens) {
      return -1;
    }
    return switch (level) {
      case OFF -> pro ? 128 : 0; // the least that it takes
      case LOW -> 1024;
      case MEDIUM -> 8192;
      case HIGH -> 24576;
    };
  }

  /** How long it shall think; null if it is not told by a level. */
  @Nullable String level(ThoughtLevel level) {
    if (!isThird()) {
      return null;
    }
    boolean first = major == 3 && minor == 0;
    return switch (level) {
      case OFF -> pro ? "low" : "minimal"; // the least that it takes
      case LOW -> "low";
      case MEDIUM -> pro && first ? "high" : "medium"; // which that one does not know
      case HIGH -> "high";
    };
  }
}
