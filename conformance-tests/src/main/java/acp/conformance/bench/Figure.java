package acp.conformance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured some times, or the reason why it was not.
 *
 * @param name what was measured
 * @param unit in which unit
 * @param values what came out, in the order it was measured; empty if there is a note
 * @param note why there are no values, or {@code null}
 */
record Figure(String name, String unit, List<Double> values, @Nullable String note) {

  Figure {
    values = List.copyOf(values);
  }

  static Figure of(String name, String unit, List<Double> values) {
    return new Figure(name, unit, values, values.isEmpty() ? "nothing was measured" : null);
  }

  static Figure missing(String name, String unit, String note) {
    return new Figure(name, unit, List.of(), note);
  }

  double median() {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return values.stream().min(Double::compare).orElse(Double.NaN);
  }

  double max() {
    return values.stream().max(Double::compare).orElse(Double.NaN);
  }

  /** One line of the table for people. */
  String row() {
    String label = name + ", " + unit;
    return note != null
        ? "%-46s %s".formatted(label, note)
        : "%-46s %12s %12s %12s %4d"
            .formatted(label, show(median()), show(min()), show(max()), values.size());
  }

  static String header() {
    return "%-46s %12s %12s %12s %4s".formatted("", "median", "min", "max", "n");
  }

  private static String show(double value) {
    return Math.abs(value) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
