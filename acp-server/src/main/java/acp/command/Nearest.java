package acp.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What someone may have meant. */
final class Nearest {
  /** A word that is shorter has room for one slip, all others for two. */
  private static final int SHORT = 5;

  private static final int SHORTEST_BEGINNING = 2;

  private Nearest() {}

  /**
   * The word that {@code typed} was most likely to be: the one that the fewest slips of the finger
   * are away, else one that begins with it or that it begins with. Null if none is near.
   */
  static @Nullable String of(String typed, List<String> words) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = wanted.length() < SHORT ? 2 : 3;
    for (String word : words) {
      int slips = slips(wanted, word.toLowerCase(Locale.ROOT), least);
      if (slips < least) {
        least = slips;
        nearest = word;
      }
    }
    return nearest == null ? beginning(wanted, words) : nearest;
  }

  private static @Nullable String beginning(String wanted, List<String> words) {
    for (String word : words) {
      String known = word.toLowerCase(Locale.ROOT);
      boolean same = known.startsWith(wanted) || wanted.startsWith(known);
      if (same && Math.min(wanted.length(), known.length()) >= SHORTEST_BEGINNING) {
        return word;
      }
    }
    return null;
  }

  /**
   * How many letters to put in, take out, change or swap with their neighbour make one word of the
   * other; {@code enough} if they are at least so many by their lengths alone.
   */
  private static int slips(String a, String b, int enough) {
    if (Math.abs(a.length() - b.length()) >= enough) {
      return enough;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
