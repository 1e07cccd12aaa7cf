package acp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a turn has, in a fixed order: models work better, and providers' caches hold, when
 * a list does not change. Making one costs nothing; the tools are asked for their specs when one is
 * first needed. Thread-safe.
 */
public final class Toolbox {
  private final List<Tool> tools;
  private @Nullable Contents contents;

  /** Of two tools with one name the first counts. */
  public Toolbox(List<Tool> tools) {
    this.tools = List.copyOf(tools);
  }

  /** The tool of that name; null if there is none. */
  public @Nullable Tool find(String name) {
    return contents().byName().get(name);
  }

  /** How the model sees the tools, always in the same order. */
  public List<ToolSpec> specs() {
    return contents().specs();
  }

  private synchronized Contents contents() {
    Contents known = contents;
    if (known == null) {
      known = Contents.of(tools);
      contents = known;
    }
    return known;
  }

  private record Contents(Map<String, Tool> byName, List<ToolSpec> specs) {
    static Contents of(List<Tool> tools) {
      Map<String, Tool> byName = new LinkedHashMap<>();
      List<ToolSpec> specs = new ArrayList<>();
      for (Tool tool : tools) {
        ToolSpec spec = tool.spec();
        if (byName.putIfAbsent(spec.name(), tool) == null) {
          specs.add(spec);
        }
      }
      return new Contents(Map.copyOf(byName), List.copyOf(specs));
    }
  }
}
