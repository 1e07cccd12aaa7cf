package acp.tool.file;

import acp.event.Fence;
import acp.tool.Clip;
import acp.tool.OneLine;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a search has found so far; bounded. For one thread. */
final class Hits {
  static final int MOST = 200;

  private final List<String> lines = new ArrayList<>();
  private final Set<Path> files = new LinkedHashSet<>();
  private final ToolContext context;
  private boolean more;
  private volatile boolean outOfTime; // an alarm tells it

  Hits(ToolContext context) {
    this.context = context;
  }

  /** False if there is no room for it, nor for any other. */
  boolean add(Path file, int line, String text) {
    if (lines.size() == MOST) {
      more = true;
      return false;
    }
    files.add(file);
    lines.add(context.workspace().show(file) + ":" + line + ": " + OneLine.of(text));
    return true;
  }

  /** The search was stopped before it had seen everything. */
  void runOutOfTime() {
    outOfTime = true;
  }

  boolean isOutOfTime() {
    return outOfTime;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  ToolResult told(SearchQuery query) {
    StringBuilder told = new StringBuilder();
    if (lines.isEmpty()) {
      told.append("No line matches \"").append(OneLine.of(query.text())).append("\".");
    } else {
      told.append(more ? "The first " : "").append(lines.size());
      told.append(lines.size() == 1 ? " line matches" : " lines match");
      told.append(", in ").append(files.size()).append(files.size() == 1 ? " file" : " files");
      told.append(more ? "; narrow the search to see others." : ".");
    }
    if (outOfTime) {
      told.append(" The search ran out of time: there may be more. Search a smaller folder.");
    }
    lines.forEach(line -> told.append('\n').append(line));
    String bounded = Clip.middle(told.toString(), ToolResult.MAX_TOLD);
    return new ToolResult(false, bounded, List.of(Fence.around(bounded)));
  }
}
