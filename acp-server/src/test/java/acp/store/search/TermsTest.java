package acp.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a query. */
class TermsTest {

  /** As an index is asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "one two          | ((\"one\")) AND ((\"two\"))",
        "one OR two three | ((\"one\") OR (\"two\")) AND ((\"three\"))",
        "one OR OR two    | ((\"one\") OR (\"two\"))",
        "OR one           | ((\"one\"))",
        "one AND two OR   | ((\"one\")) AND ((\"two\"))",
        "\"OR\"           | ((\"or\"))",
        "\"one two one\"  | ((\"one\" AND \"two\"))",
        "a_b.C            | ((\"a\" AND \"b\" AND \"c\"))",
        "abc*             | ((\"abc\"*))",
        "ab*              | ((\"ab\"))",
        "a*b              | ((\"a\" AND \"b\"))",
        "*abc             | ((\"abc\"))",
        "検索全*            | ((\"検\" AND \"索\" AND \"全\"))",
        "one -two         | (((\"one\"))) NOT ((\"two\"))",
        "one -\"two\" -x* | (((\"one\"))) NOT ((\"two\") OR (\"x\"))",
        "one -\"two one\" | ((\"one\"))",
        "one -abc*        | (((\"one\"))) NOT ((\"abc\"*))",
        "one two- --three | (((\"one\")) AND ((\"two\"))) NOT ((\"three\"))",
        "one\"two\"three  | ((\"one\")) AND ((\"two\")) AND ((\"three\"))",
        "NEAR(one two, 3) | ((\"near\" AND \"one\")) AND ((\"two\")) AND ((\"3\"))",
        "words:one ^two   | ((\"words\" AND \"one\")) AND ((\"two\"))",
      })
  void theIndexIsAskedForWordsAlone(String query, String expression) {
    assertEquals(expression, Terms.read(query).expression());
  }

  @Test
  void whatIsGatheredForBeginningsIsKnown() {
    assertTrue(Terms.read("one OR abc*").hasPrefix());
    assertTrue(Terms.read("one -abc*").hasPrefix());
    assertFalse(Terms.read("one ab* -two").hasPrefix());
  }

  @Test
  void onlyTheLastWordOfAPhraseMayBeABeginning() {
    Terms.Phrase phrase = Terms.read("\"red app\"*").all().getFirst().getFirst();

    assertEquals(2, phrase.lengthAt(Word.of("a red apple"), 1));
    assertEquals(0, phrase.lengthAt(Word.of("redder apple"), 0));
    assertEquals(0, phrase.lengthAt(Word.of("a red"), 1));
  }

  @Test
  void boundsHoldToTheLetter() {
    String words = "x ".repeat(Terms.MOST);
    List<String> refused =
        List.of("y".repeat(Terms.LONGEST + 1), words + "x", "x" + " OR x".repeat(Terms.MOST));

    assertEquals(Terms.MOST, Terms.read(words).all().size());
    assertEquals(1, Terms.read("y".repeat(Terms.LONGEST)).all().size());
    for (String query : refused) {
      assertThrows(AcpException.class, () -> Terms.read(query));
    }
    assertEquals("((\"a\"))", Terms.read("a\u0000").expression());
    assertEquals("((\"foo\" AND \"bar\"))", Terms.read("foo\u0000bar").expression());
  }
}
