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
  private int count;
  private int passedOver;
  private boolean more;
  private volatile boolean outOfTime; // an alarm tells it

  Hits(ToolContext context) {
    this.context = context;
  }

  /** A line that matches; false if there is no room for it, nor for any other. */
  boolean add(Path file, int line, String text) {
    if (count == MOST) {
      more = true;
      return false;
    }
    count++;
    files.add(file);
    lines.add(context.workspace().show(file) + ":" + line + ": " + OneLine.of(text));
    return true;
  }

  /** A line that is near one that matches. */
  void around(Path file, int line, String text) {
    lines.add(context.workspace().show(file) + "-" + line + "- " + OneLine.of(text));
  }

  /** Lines of one file are left out here. */
  void gap() {
    lines.add("--");
  }

  /** A line could not be looked at. */
  void passOver() {
    passedOver++;
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
      told.append(more ? "The first " : "").append(count);
      told.append(count == 1 ? " line matches" : " lines match");
      told.append(", in ").append(files.size()).append(files.size() == 1 ? " file" : " files");
      told.append(more ? "; narrow the search to see others." : ".");
    }
    if (outOfTime) {
      told.append(" The search ran out of time: there may be more. Search a smaller folder.");
    }
    if (passedOver > 0) {
      told.append(" The expression is too deep for ").append(passedOver);
      told.append(passedOver == 1 ? " line" : " lines").append(", passed over; simplify it.");
    }
    lines.forEach(line -> told.append('\n').append(line));
    String bounded = Clip.middle(told.toString(), ToolResult.MAX_TOLD);
    return new ToolResult(false, bounded, List.of(Fence.around(bounded)));
  }
}
