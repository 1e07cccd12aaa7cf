package acp.model;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that come with the program, from {@code models.txt}: read at the first question, and
 * each line understood only when its model is asked for.
 */
final class KnownModels {
  private static final int COLUMNS = 7;
  private static final String[] NONE = {};

  /** Its lines but for comments, in order. */
  private static final List<String> LINES = read();

  private KnownModels() {}

  /**
   * What is known of a model; null for nothing.
   *
   * @param name {@code provider/model}
   */
  static @Nullable ModelFacts find(String name) {
    for (String line : LINES) {
      if (fits(line, 0, line.indexOf('|'), name)) {
        return facts(line, name);
      }
    }
    return null;
  }

  /**
   * The same by the model's name alone, wherever it is served; null for nothing.
   *
   * @param model without a provider
   */
  static @Nullable ModelFacts findAnywhere(String model) {
    for (String line : LINES) {
      if (fits(line, line.indexOf('/') + 1, line.indexOf('|'), model)) {
        return facts(line, model);
      }
    }
    return null;
  }

  private static boolean fits(String line, int from, int to, String name) {
    int end = to;
    while (line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.charAt(end - 1) == '*'
        ? name.regionMatches(true, 0, line, from, end - 1 - from)
        : name.length() == end - from && name.regionMatches(true, 0, line, from, end - from);
  }

  // By hand and without streams: editors wait for what is known of the models they offer.
  private static ModelFacts facts(String line, String name) {
    String[] columns = columns(line);
    String thinking = columns[4];
    int blank = thinking.indexOf(' ');
    List<ThoughtLevel> levels = new ArrayList<>(4);
    ThoughtLevel usual = null;
    for (String word : blank < 0 ? NONE : thinking.substring(blank + 1).split(",", -1)) {
      boolean isUsual = word.startsWith("*");
      ThoughtLevel level =
          requireNonNull(ThoughtLevel.of(isUsual ? word.substring(1) : word), line);
      levels.add(level);
      usual = isUsual ? level : usual;
    }
    return new ModelFacts(
        title(columns, name),
        null,
        number(columns[2]),
        number(columns[3]),
        ModelFacts.Thinking.of(blank < 0 ? "" : thinking.substring(0, blank)),
        levels,
        usual,
        !columns[6].contains("text"),
        !columns[6].contains("no-tools"),
        columns[5].isEmpty() ? null : price(columns[5].split(" ", -1)));
  }

  private static String[] columns(String line) {
    String[] columns = new String[COLUMNS];
    int from = 0;
    for (int i = 0; i < COLUMNS; i++) {
      int bar = line.indexOf('|', from);
      columns[i] = line.substring(from, bar < 0 ? line.length() : bar).strip();
      from = bar < 0 ? line.length() : bar + 1;
    }
    return columns;
  }

  /** The title, if it is that very model; one of a later date or another size has its own name. */
  private static String title(String[] columns, String name) {
    String model = name.substring(name.lastIndexOf('/') + 1);
    String known = columns[0].substring(columns[0].indexOf('/') + 1);
    int end = known.endsWith("*") ? known.length() - 1 : known.length();
    boolean isThat = model.length() == end && model.regionMatches(true, 0, known, 0, end);
    return isThat && !columns[1].isEmpty() ? columns[1] : name.substring(name.indexOf('/') + 1);
  }

  private static long number(String column) {
    return column.isEmpty() ? 0 : Long.parseLong(column);
  }

  private static Price price(String[] dollars) {
    double sent = Double.parseDouble(dollars[0]);
    return Price.dollars(
        sent, Double.parseDouble(dollars[1]), or(dollars[2], sent), or(dollars[3], sent));
  }

  private static double or(String dollars, double sent) {
    return dollars.equals("-") ? sent : Double.parseDouble(dollars);
  }

  private static List<String> read() {
    List<String> lines = new ArrayList<>(128);
    try (InputStream in =
            requireNonNull(KnownModels.class.getResourceAsStream("models.txt"), "models.txt");
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && line.charAt(0) != '#') {
          lines.add(line);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return List.copyOf(lines);
  }

  /** The names of all lines, in order. */
  static List<String> names() {
    return LINES.stream().map(KnownModels::name).toList();
  }

  /** The name of the line that counts for a model; null for none. */
  static @Nullable String lineOf(String name) {
    return LINES.stream()
        .filter(line -> fits(line, 0, line.indexOf('|'), name))
        .findFirst()
        .map(KnownModels::name)
        .orElse(null);
  }

  private static String name(String line) {
    return line.substring(0, line.indexOf('|')).strip();
  }
}
