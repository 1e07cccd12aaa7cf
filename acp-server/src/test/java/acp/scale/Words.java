package acp.scale;

import java.util.SplittableRandom;

/**
 * Text that is none but behaves like it: words of an invented language, of which few are frequent
 * and most are rare (Zipf), so that an index over it has the shape of a real one. The same seed
 * gives the same text. Immutable; {@code random} is the caller's.
 */
final class Words {
  static final int VOCABULARY = 30_000;

  private static final int DRAWS = 1 << 20;
  private static final String[] ONSETS = {
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl",
    "qu", "r", "s", "sh", "st", "t", "th", "tr", "v", "w", "y", "z"
  };
  private static final String[] RHYMES = {
    "a", "ai", "al", "an", "ar", "e", "ea", "el", "en", "er", "i", "in", "ion", "is", "o", "on",
    "or", "ou", "u", "un", "ure", "y"
  };

  private final String[] words = new String[VOCABULARY];
  private final int[] draws = new int[DRAWS];

  Words(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int rank = 0; rank < VOCABULARY; rank++) {
      words[rank] = invent(random, rank);
    }
    double whole = 0;
    for (int rank = 1; rank <= VOCABULARY; rank++) {
      whole += 1.0 / rank;
    }
    double sum = 0;
    int next = 0;
    for (int rank = 1; rank <= VOCABULARY; rank++) {
      sum += 1.0 / rank;
      int end = rank == VOCABULARY ? DRAWS : (int) (sum / whole * DRAWS);
      while (next < end) {
        draws[next++] = rank - 1;
      }
    }
  }

  /** Frequent words are short. */
  private static String invent(SplittableRandom random, int rank) {
    int syllables = rank < 60 ? 1 : rank < 3_000 ? 2 : 3;
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(ONSETS[random.nextInt(ONSETS.length)]);
      word.append(RHYMES[random.nextInt(RHYMES.length)]);
    }
    return word.toString();
  }

  /** The word that is the {@code rank}th most frequent, from 0. */
  String word(int rank) {
    return words[rank];
  }

  /** A word, as often as its rank says. */
  String word(SplittableRandom random) {
    return words[draws[random.nextInt(DRAWS)]];
  }

  /** About so many words; most texts are shorter, some much longer. */
  static int length(SplittableRandom random, int median, double spread) {
    // The sum of uniform numbers is near enough to a normal one.
    double normal = -6;
    for (int i = 0; i < 12; i++) {
      normal += random.nextDouble();
    }
    return Math.clamp(Math.round(median * Math.exp(normal * spread)), 1, 40_000);
  }

  /** Sentences of so many words. */
  String prose(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder(count * 7);
    boolean first = true;
    for (int i = 0; i < count; i++) {
      String word = word(random);
      if (first) {
        text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      } else {
        text.append(word);
      }
      int stop = random.nextInt(12);
      first = stop == 0;
      if (stop == 0) {
        text.append(random.nextInt(6) == 0 ? ".\n\n" : ". ");
      } else {
        text.append(stop == 1 ? ", " : " ");
      }
    }
    return text.toString().strip();
  }

  /** Lines as in a source file or the output of a command, of so many words. */
  String lines(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder(count * 8);
    for (int i = 0; i < count; ) {
      text.append("  ".repeat(random.nextInt(4)));
      int end = Math.min(count, i + 2 + random.nextInt(7));
      for (; i < end; i++) {
        text.append(word(random));
        text.append(
            switch (random.nextInt(8)) {
              case 0 -> ".";
              case 1 -> "(";
              case 2 -> ") ";
              case 3 -> " = ";
              default -> " ";
            });
      }
      text.append(";\n");
    }
    return text.toString();
  }

  /** A path of a file in a project. */
  String path(SplittableRandom random) {
    return "src/" + word(random) + "/" + word(random) + "_" + word(random) + ".java";
  }
}
