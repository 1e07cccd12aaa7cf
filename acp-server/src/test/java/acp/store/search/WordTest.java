package acp.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How a text is split. */
class WordTest {

  @Test
  void aWordKnowsWhereItStands() {
    assertEquals(
        List.of(new Word("uber", 1, 5), new Word("2", 6, 7), new Word("検", 7, 8)),
        Word.of(" Über-2検!"));
  }

  @Test
  void aWordThatIsTooLongIsComparedByItsBeginningAndMarkedWhole() {
    String whole = "x".repeat(Word.LONGEST + 10);

    assertEquals(List.of(new Word(whole.substring(10), 0, whole.length())), Word.of(whole));
  }

  @Test
  void noCharacterIsCutInTwo() {
    String letter = "\uD835\uDCB3"; // a letter of mathematics that folds to one of ours
    String whole = "x".repeat(Word.LONGEST - 1) + letter;

    assertEquals("x".repeat(Word.LONGEST - 1), Word.of(whole).getFirst().text());
    assertEquals("x".repeat(Word.LONGEST - 2) + "x", Word.of(whole.substring(1)).getFirst().text());
  }

  @Test
  void halvesOfCharactersAndAccentsAloneAreNoWords() {
    assertEquals(List.of(), Word.of("\uD800 \uDC00 \u0301 \uE000"));
  }
}
