package acp.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was measured some times.
 *
 * @param values in the order they were measured, not empty
 */
record ScaleFigure(String name, String unit, List<Double> values) {
  ScaleFigure {
    values = List.copyOf(values);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private double least() {
    return values.stream().min(Double::compare).orElseThrow();
  }

  private double most() {
    return values.stream().max(Double::compare).orElseThrow();
  }

  static String header() {
    return "%-66s %10s %10s %10s %4s".formatted("", "median", "min", "max", "n");
  }

  /** A line of the table for people. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%-66s %,10.2f %,10.2f %,10.2f %4d",
        name + ", " + unit,
        median(),
        least(),
        most(),
        values.size());
  }

  /** All of it for programs. */
  static ObjectNode json(JsonNode store, List<ScaleFigure> figures) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("store", store);
    whole.put("cores", Runtime.getRuntime().availableProcessors());
    ArrayNode list = whole.putArray("figures");
    for (ScaleFigure figure : figures) {
      ObjectNode each = list.addObject().put("name", figure.name()).put("unit", figure.unit());
      each.put("median", figure.median()).put("min", figure.least()).put("max", figure.most());
      ArrayNode values = each.putArray("values");
      figure.values().forEach(values::add);
    }
    return whole;
  }
}
