package acp.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.session.Search.Mark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which part of a text is shown, and how. */
class SnippetTest {

  private static List<String> marked(Snippet snippet) {
    return snippet.marks().stream()
        .map(mark -> snippet.text().substring(mark.from(), mark.to()))
        .toList();
  }

  /** Where a word stands in a text, wherever it does. */
  private static List<Mark> marks(String text, String word) {
    List<Mark> marks = new ArrayList<>();
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      marks.add(new Mark(at, at + word.length()));
    }
    return marks;
  }

  private static Snippet of(String text, String word) {
    return Snippet.of(text, marks(text, word));
  }

  @Test
  void itIsTheFirstOfTheStretchesThatHoldMost() {
    String far = " and so on".repeat(40);
    String text = "one leaf" + far + " a leaf and a leaf" + far + " the leaf, the leaf" + far;

    Snippet snippet = of(text, "leaf");

    assertTrue(snippet.text().contains("a leaf and a leaf"), snippet.text());
    assertEquals(List.of("leaf", "leaf"), marked(snippet));
  }

  @Test
  void blanksAndWhatDoesHarmAreOneSpace() {
    Snippet snippet =
        of("\u0007\r\n a \t\u200B\u2028\u00A0 leaf\u001b[31m \u0000\u009b red\n", "leaf");

    assertEquals("a leaf [31m red ", snippet.text());
    assertEquals(List.of("leaf"), marked(snippet));
  }

  @Test
  void noCharacterIsCutInTwoAtEitherEnd() {
    for (int shift = 0; shift < 4; shift++) {
      String faces = "\uD83D\uDE00".repeat(200);
      String text = faces + "y".repeat(shift & 1) + "leaf" + "y".repeat(shift >> 1) + faces;

      Snippet snippet = of(text, "leaf");

      assertEquals(List.of("leaf"), marked(snippet));
      String shown = snippet.text();
      for (int i = 0; i < shown.length(); i++) {
        boolean high = Character.isHighSurrogate(shown.charAt(i));
        boolean low = Character.isLowSurrogate(shown.charAt(i));
        assertEquals(high, i + 1 < shown.length() && Character.isLowSurrogate(shown.charAt(i + 1)));
        assertFalse(low && (i == 0 || !Character.isHighSurrogate(shown.charAt(i - 1))), shown);
      }
    }
  }

  @Test
  void aMarkThatIsLongerThanWhatIsShownIsCut() {
    String text = "begin " + "x".repeat(400) + " end";

    Snippet snippet = Snippet.of(text, List.of(new Mark(6, 406)));

    assertTrue(snippet.text().length() <= Snippet.LENGTH + 4, snippet.text());
    assertEquals(1, snippet.marks().size());
    assertTrue(marked(snippet).getFirst().matches("x{100,}"), snippet.text());
  }

  @Test
  void aMarkThatBeginsBeforeWhatIsShownIsCutThere() {
    String before = "y".repeat(150);
    String text = before + "-leaf-leaf" + " z".repeat(200);
    List<Mark> marks = new ArrayList<>(List.of(new Mark(0, 150)));
    marks.addAll(marks(text, "leaf"));

    Snippet snippet = Snippet.of(text, marks);

    assertEquals(List.of("y".repeat(39), "leaf", "leaf"), marked(snippet).subList(0, 3));
    for (Mark mark : snippet.marks()) {
      assertTrue(mark.from() >= 0 && mark.to() <= snippet.text().length(), "" + mark);
    }
  }

  @Test
  void withoutMarksItIsTheBeginning() {
    assertEquals("abc def", Snippet.of("abc def", List.of()).text());
    assertEquals("", Snippet.of("", List.of()).text());
  }
}
