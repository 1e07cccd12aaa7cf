package acp.model;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that come with the program, from {@code models.txt}: read at the first question, and
 * each line understood only when its model is asked for.
 */
final class KnownModels {
  private static final int COLUMNS = 7;

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

  private static ModelFacts facts(String line, String name) {
    String[] columns =
        Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("models.txt: " + line);
    }
    String[] thinking = columns[4].split(" ", 2);
    List<ThoughtLevel> levels = thinking.length < 2 ? List.of() : levels(thinking[1]);
    List<String> other = List.of(columns[6].split(" ", -1));
    return new ModelFacts(
        title(columns, name),
        null,
        number(columns[2]),
        number(columns[3]),
        ModelFacts.Thinking.of(thinking[0]),
        levels,
        thinking.length < 2 ? null : usual(thinking[1]),
        !other.contains("text"),
        !other.contains("no-tools"),
        columns[5].isEmpty() ? null : price(columns[5].split(" ", -1)));
  }

  /** The title, if it is that very model; one of a later date or another size has its own name. */
  private static String title(String[] columns, String name) {
    String model = name.substring(name.lastIndexOf('/') + 1);
    String known = columns[0].substring(columns[0].indexOf('/') + 1).replace("*", "");
    return columns[1].isEmpty() || !model.equalsIgnoreCase(known)
        ? name.substring(name.indexOf('/') + 1)
        : columns[1];
  }

  private static long number(String column) {
    return column.isEmpty() ? 0 : Long.parseLong(column);
  }

  private static List<ThoughtLevel> levels(String words) {
    return Arrays.stream(words.split(",", -1)).map(KnownModels::level).toList();
  }

  private static ThoughtLevel level(String word) {
    return requireNonNull(ThoughtLevel.of(word.replace("*", "").strip()), word);
  }

  private static ThoughtLevel usual(String words) {
    return Arrays.stream(words.split(",", -1))
        .filter(word -> word.strip().startsWith("*"))
        .map(KnownModels::level)
        .findFirst()
        .orElseThrow();
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
