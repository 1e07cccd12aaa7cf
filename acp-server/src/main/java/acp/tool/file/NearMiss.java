package acp.tool.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where in a text something was probably meant that is not there as it is written. Compares lines
 * by the pairs of characters that they share; bounded, whatever it is given.
 *
 * @param line the number of its first line, from 1
 * @param lines the lines there, as many as were looked for
 * @param wanted the lines that were looked for
 */
record NearMiss(int line, List<String> lines, List<String> wanted) {
  private static final int MOST_LINES = 50_000;
  private static final int MOST_WANTED = 200;
  private static final int MOST_PLACES = 20;
  private static final int LONGEST_LINE = 200;
  private static final int LARGEST_QUOTE = 2_000;

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern SINGLE_QUOTES = Pattern.compile("[\u2018\u2019\u201a\u2032`\u00b4]");
  private static final Pattern DOUBLE_QUOTES =
      Pattern.compile("[\u201c\u201d\u201e\u2033\u00ab\u00bb]");
  private static final Pattern DASHES = Pattern.compile("[\u2010-\u2015\u2212]");

  /** Below that, showing a place misleads more than it helps. */
  private static final double LEAST = 0.5;

  /** What may be different without a meaning, from the least to the most. */
  private static final List<Excuse> EXCUSES =
      List.of(
          new Excuse("only in blanks at the ends of lines", String::stripTrailing),
          new Excuse("only in indentation", String::strip),
          new Excuse("only in white space", NearMiss::singleBlanks),
          new Excuse("only in quotes, dashes or white space", NearMiss::plain),
          new Excuse(
              "only in upper and lower case, or white space",
              line -> plain(line).toLowerCase(Locale.ROOT)));

  private record Excuse(String words, UnaryOperator<String> without) {}

  private record Place(int start, double likeness) {}

  /** The most similar place; null if none is similar. */
  static @Nullable NearMiss find(String text, String sought) {
    List<String> wanted = sought.strip().isEmpty() ? List.of() : inner(sought);
    List<String> lines = text.lines().limit(MOST_LINES).toList();
    if (wanted.isEmpty() || wanted.size() > lines.size()) {
      return null;
    }
    Place best =
        places(lines, wanted).stream()
            .max(Comparator.comparingDouble(Place::likeness))
            .filter(place -> place.likeness > LEAST)
            .orElse(null);
    return best == null
        ? null
        : new NearMiss(
            best.start + 1, lines.subList(best.start, best.start + wanted.size()), wanted);
  }

  /** The lines without blank ones around them. */
  private static List<String> inner(String sought) {
    List<String> lines = new ArrayList<>(sought.lines().limit(MOST_WANTED).toList());
    while (lines.getFirst().isBlank()) {
      lines.removeFirst();
    }
    while (lines.getLast().isBlank()) {
      lines.removeLast();
    }
    return lines;
  }

  /** Where the longest line may stand, and how alike everything is if it does. */
  private static List<Place> places(List<String> lines, List<String> wanted) {
    int anchor =
        IntStream.range(0, wanted.size())
            .boxed()
            .max(Comparator.comparingInt(i -> wanted.get(i).strip().length()))
            .orElseThrow();
    Set<String> pairs = pairs(wanted.get(anchor));
    return IntStream.rangeClosed(0, lines.size() - wanted.size())
        .mapToObj(i -> new Place(i, likeness(pairs, pairs(lines.get(i + anchor)))))
        .filter(place -> place.likeness > LEAST)
        .sorted(Comparator.comparingDouble(Place::likeness).reversed())
        .limit(MOST_PLACES)
        .map(place -> new Place(place.start, likeness(lines, wanted, place.start)))
        .toList();
  }

  private static double likeness(List<String> lines, List<String> wanted, int start) {
    double sum = 0;
    for (int i = 0; i < wanted.size(); i++) {
      sum += likeness(pairs(wanted.get(i)), pairs(lines.get(start + i)));
    }
    return sum / wanted.size();
  }

  /** Two times what they share of what they have: 1 for the same, 0 for nothing in common. */
  private static double likeness(Set<String> a, Set<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.equals(b) ? 1 : 0;
    }
    long shared = a.stream().filter(b::contains).count();
    return 2.0 * shared / (a.size() + b.size());
  }

  private static Set<String> pairs(String line) {
    String plain = plain(line);
    Set<String> pairs = new HashSet<>();
    int end = Math.min(plain.length(), LONGEST_LINE);
    for (int i = 0; i + 2 <= end; i++) {
      pairs.add(plain.substring(i, i + 2));
    }
    return end == 1 ? Set.of(plain) : pairs;
  }

  private static String singleBlanks(String line) {
    return BLANKS.matcher(line.strip()).replaceAll(" ");
  }

  /** With the quotes and dashes of typewriters, and single blanks. */
  private static String plain(String line) {
    String plain = singleBlanks(line);
    plain = SINGLE_QUOTES.matcher(plain).replaceAll("'");
    plain = DOUBLE_QUOTES.matcher(plain).replaceAll("\"");
    return DASHES.matcher(plain).replaceAll("-").replace("\u2026", "...");
  }

  /** Where it is, what differs and how it reads there, for the model. */
  String said() {
    int last = line + lines.size() - 1;
    boolean single = lines.size() == 1;
    String place = single ? "line " + line : "lines " + line + " to " + last;
    return "The most similar place is "
        + place
        + (single ? ", which differs " : ", which differ ")
        + difference()
        + ". There the file has:\n"
        + quote();
  }

  private String difference() {
    for (Excuse excuse : EXCUSES) {
      if (same(excuse.without)) {
        return excuse.words;
      }
    }
    int first = 0;
    while (first < lines.size() - 1 && lines.get(first).equals(wanted.get(first))) {
      first++;
    }
    String one = cut(lines.get(first));
    String other = cut(wanted.get(first));
    return lines.size() == 1
        ? "from `" + other + "`"
        : "first in line " + (line + first) + ": `" + one + "`, not `" + other + "`";
  }

  private boolean same(UnaryOperator<String> without) {
    return lines.stream().map(without).toList().equals(wanted.stream().map(without).toList());
  }

  private String quote() {
    StringBuilder quote = new StringBuilder();
    for (String each : lines) {
      if (quote.length() + each.length() > LARGEST_QUOTE) {
        return quote.isEmpty() ? cut(each) : quote + "…";
      }
      quote.append(each).append('\n');
    }
    return quote.toString().stripTrailing();
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
