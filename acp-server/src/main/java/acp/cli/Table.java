package acp.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings, as wide as they are, and no wider than the terminal: what is too wide is cut
 * out of the columns that give way. Whatever a cell holds is one line in it.
 */
final class Table {
  private static final String GAP = "  ";

  /** No column gives way further. */
  private static final int LEAST = 12;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param right true for figures
   * @param yields true if it gives way where there is little room
   * @param colour an SGR code; empty for none
   */
  record Column(String heading, boolean right, boolean yields, String colour) {

    static Column of(String heading) {
      return new Column(heading, false, false, "");
    }

    static Column yielding(String heading) {
      return new Column(heading, false, true, "");
    }

    static Column figures(String heading) {
      return new Column(heading, true, false, "");
    }

    Column in(String sgr) {
      return new Column(heading, right, yields, sgr);
    }
  }

  Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row; a cell for each column. */
  void row(String... cells) {
    rows.add(Arrays.stream(cells).map(Plain::line).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(PrintWriter out, Host.Screen screen) {
    int[] widths = widths();
    fit(widths, screen.width());
    print(columns.stream().map(Column::heading).toList(), widths, screen, true, out);
    rows.forEach(row -> print(row, widths, screen, false, out));
    out.flush();
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Plain.width(columns.get(i).heading);
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Plain.width(row.get(i)));
      }
    }
    return widths;
  }

  /** The widest of those that give way, gives way first. */
  private void fit(int[] widths, int room) {
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - room;
    while (room > 0 && excess > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (columns.get(i).yields
            && widths[i] > LEAST
            && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  private void print(
      List<String> cells, int[] widths, Host.Screen screen, boolean heading, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = Plain.cut(cells.get(i), widths[i]);
      String room = " ".repeat(widths[i] - Plain.width(cell));
      Column column = columns.get(i);
      String colour = heading ? "1" : column.colour;
      String shown =
          screen.colours() && !colour.isEmpty() && !cell.isEmpty()
              ? "\u001b[" + colour + "m" + cell + "\u001b[0m"
              : cell;
      boolean last = i == cells.size() - 1;
      line.append(i == 0 ? "" : GAP)
          .append(column.right ? room + shown : shown + (last ? "" : room));
    }
    out.println(line.toString().stripTrailing());
  }
}
