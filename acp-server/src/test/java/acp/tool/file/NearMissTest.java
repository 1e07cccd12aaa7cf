package acp.tool.file;

import static acp.tool.Bench.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.tool.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the model is told when the text that it would replace is not there. */
@Timeout(60)
class NearMissTest {
  private static final String FILE =
      """
      class A {
        int one() {
          return 1;
        }

        String two() {
          return "two";
        }
      }
      """;

  private static String said(String text, String old) {
    return said(text, old, "x");
  }

  private static String said(String text, String old, String fresh) {
    Replacement edit = new Replacement(new Input(json("{}")), old, fresh, false);
    String message =
        String.valueOf(
            assertThrows(AcpException.class, () -> edit.in(text, "A.java")).getMessage());
    String known = "`old_text` was not found in A.java. ";
    assertTrue(message.startsWith(known), message);
    return message.substring(known.length());
  }

  @Test
  void indentationIsNamed() {
    assertEquals(
        """
        The most similar place is lines 2 to 4, which differ only in indentation. There the file has:
          int one() {
            return 1;
          }""",
        said(FILE, "int one() {\n  return 1;\n}\n"));
  }

  @Test
  void whiteSpaceQuotesAndCaseAreNamed() {
    String place = "The most similar place is line ";

    assertEquals(
        place + "3, which differs only in white space. There the file has:\n    return 1;",
        said(FILE, "return  1;"));
    assertEquals(
        place
            + "7, which differs only in quotes, dashes or white space. There the file has:\n"
            + "    return \"two\";",
        said(FILE, "return \u201ctwo\u201d;"));
    assertEquals(
        place
            + "6, which differs only in upper and lower case, or white space. There the file has:\n"
            + "  String two() {",
        said(FILE, "string Two() {"));
    assertEquals(
        "The most similar place is lines 1 to 2, which differ only in blanks at the ends of lines."
            + " There the file has:\nclass A {\n  int one() {",
        said(FILE, "class A { \n  int one() {\n"));
  }

  @Test
  void theFirstLineThatDiffersIsNamed() {
    assertEquals(
        """
        The most similar place is lines 6 to 8, which differ first in line 7: `    return "two";`, not\
         `    return "too";`. There the file has:
          String two() {
            return "two";
          }""",
        said(FILE, "  String two() {\n    return \"too\";\n  }\n"));
  }

  @Test
  void whatWasEscapedTooOftenIsNamed() {
    assertEquals(
        "It was escaped once too often: with real line breaks, tabs and quotes it is there.",
        said(FILE, "class A {\\n  int one() {"));
  }

  @Test
  void anEditThatWasMadeBeforeIsNamed() {
    assertEquals(
        "The new text is there already, in line 6: the edit may have been made before.",
        said(FILE, "  String zwei() {", "  String two() {"));
  }

  @Test
  void whatIsLikeNothingSaysSo() {
    assertEquals("Nothing in it is similar. Read the file again.", said(FILE, "%%%"));
    assertEquals("Nothing in it is similar. Read the file again.", said("", "a\nb"));
    assertEquals("Nothing in it is similar. Read the file again.", said(FILE, " \n \n \n \n \n"));
  }

  @Test
  void whatIsSaidIsBounded() {
    String endless = "word ".repeat(100_000);

    assertTrue(said(endless + "a", endless + "b").length() < 1_000);
    assertTrue(
        said("some line here\n".repeat(100_000), "some line hare\n".repeat(50_000)).length()
            < 3_000);
  }
}
