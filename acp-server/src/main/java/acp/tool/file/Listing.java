package acp.tool.file;

import acp.event.Fence;
import acp.tool.Clip;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The names of files as they come from a {@link Tree}; keeps only so many. For one thread. */
final class Listing implements Tree.Visitor {
  static final int MOST = 1_000;

  private static final Comparator<Named> OLDEST_FIRST =
      Comparator.comparing(Named::modified).thenComparing(Named::name, Comparator.reverseOrder());

  private final Workspace workspace;
  private final boolean latestFirst;
  private final boolean namesFolders;
  private final int depth;
  private final List<Named> first = new ArrayList<>();
  private final PriorityQueue<Named> latest = new PriorityQueue<>(OLDEST_FIRST);
  private int count;
  private int folders;
  private boolean outOfTime;

  /**
   * @param namesFolders whether folders that are not entered are named
   * @param depth how many levels are entered
   */
  Listing(Workspace workspace, boolean latestFirst, boolean namesFolders, int depth) {
    this.workspace = workspace;
    this.latestFirst = latestFirst;
    this.namesFolders = namesFolders;
    this.depth = depth;
  }

  private record Named(String name, Instant modified) {}

  @Override
  public boolean file(Path file, BasicFileAttributes attributes) {
    add(new Named(workspace.show(file), attributes.lastModifiedTime().toInstant()));
    return true;
  }

  @Override
  public boolean enters(Path folder, int level) {
    if (level < depth) {
      return true;
    }
    if (namesFolders && !latestFirst) {
      folders++;
      add(new Named(workspace.show(folder) + "/", Instant.EPOCH));
    }
    return false;
  }

  private void add(Named named) {
    count++;
    if (latestFirst) {
      latest.add(named);
      if (latest.size() > MOST) {
        latest.remove();
      }
    } else if (first.size() < MOST) {
      first.add(named);
    }
  }

  void runOutOfTime() {
    outOfTime = true;
  }

  ToolResult told() {
    StringBuilder told = new StringBuilder(count == 0 ? "No files." : summary());
    if (outOfTime) {
      told.append(" The listing ran out of time: there are more. List a smaller folder.");
    }
    for (Named named :
        latestFirst ? latest.stream().sorted(OLDEST_FIRST.reversed()).toList() : first) {
      told.append('\n');
      if (latestFirst) {
        told.append(named.modified.truncatedTo(ChronoUnit.SECONDS)).append("  ");
      }
      told.append(named.name);
    }
    String bounded = Clip.middle(told.toString(), ToolResult.MAX_TOLD);
    return new ToolResult(false, bounded, List.of(Fence.around(bounded)));
  }

  private String summary() {
    if (count <= MOST) {
      int files = count - folders;
      return (files == 1 ? "1 file" : files + " files")
          + (folders == 0 ? "" : folders == 1 ? " and 1 folder" : " and " + folders + " folders")
          + ".";
    }
    return "The "
        + (latestFirst ? "latest " : "first ")
        + MOST
        + " of "
        + count
        + "; narrow path, glob or depth to see others.";
  }
}
