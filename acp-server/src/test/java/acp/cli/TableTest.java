package acp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table fits the terminal, and what is in it stays in its line. */
@Timeout(5)
class TableTest {
  private static String print(Table table, int width, boolean colours) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out, true), new Host.Screen(width, colours));
    return out.toString();
  }

  private static Table table() {
    Table table =
        new Table(
            Table.Column.of("ID").in("33"),
            Table.Column.figures("N"),
            Table.Column.yielding("TITLE"));
    table.row("a1", "7", "A title that is longer than there is room for");
    table.row("b", "12", "\u8a9e\u8a9e");
    return table;
  }

  @Test
  void figuresStandAtTheRight() {
    assertEquals(
        List.of(
            "ID   N  TITLE",
            "a1   7  A title that is longer than there is room for",
            "b   12  \u8a9e\u8a9e"),
        print(table(), 0, false).lines().toList());
  }

  @Test
  void whatIsTooWideIsCut() {
    String printed = print(table(), 30, false);

    assertEquals("a1   7  A title that is longe…", printed.lines().toList().get(1));
    printed.lines().forEach(line -> assertTrue(Plain.width(line) <= 30, line));
  }

  @Test
  void coloursDoNotCountForTheWidth() {
    List<String> lines = print(table(), 30, true).lines().toList();

    assertEquals("\u001b[33ma1\u001b[0m   7  A title that is longe…", lines.get(1));
    assertEquals("\u001b[33mb\u001b[0m   12  \u8a9e\u8a9e", lines.get(2));
  }

  @Test
  void controlCharactersBecomeSpacesOrNothing() {
    assertEquals("a b c", Plain.line(" a\r\n\tb\u0000\u001b\u0085c\u007f "));
    assertEquals("ab", Plain.line("a\u202e\u200b\ufeff\ue000b"));
    assertEquals("a", Plain.line("a\ud800"));
  }

  @Test
  void aCutNeverSplitsACharacter() {
    assertEquals("\u8a9e…", Plain.cut("\u8a9e\u8a9e\u8a9e", 4));
    assertEquals("\ud83d\ude00…", Plain.cut("\ud83d\ude00\ud83d\ude00", 3));
    assertEquals("abc", Plain.cut("abc", 3));
  }
}
