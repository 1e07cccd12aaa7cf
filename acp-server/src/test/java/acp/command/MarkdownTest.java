package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others wrote is shown as they wrote it. */
@Timeout(5)
class MarkdownTest {

  @Test
  void marksInTextAreShownAndNotObeyed() {
    assertEquals("a\\*b\\* \\<i\\> \\[x\\](y) \\`c\\`", Markdown.text("a*b* <i> [x](y) `c`"));
    assertEquals("\\_\\_init\\_\\_.py my_file", Markdown.text("__init__.py my_file"));
    assertEquals("one two", Markdown.text(" one\r\n\u0007two\u2028"));
    assertEquals("one two", Markdown.text("one\u0085\u202e\u2066two"));
    assertEquals("\\&lt; \\&#60; a & b", Markdown.text("&lt; &#60; a & b"));
  }

  @Test
  void codeIsFencedByMoreThanItHolds() {
    assertEquals("`a*b`", Markdown.code("a*b"));
    assertEquals("``a`b``", Markdown.code("a`b"));
    assertEquals("`` `b` ``", Markdown.code("`b`"));
  }

  @Test
  void whatTheUserWroteIsQuotedInShort() {
    assertEquals("`one two`", Markdown.quoted("one\ntwo"));
    assertTrue(Markdown.quoted("x".repeat(1_000_000)).length() < 100);
    assertTrue(Markdown.quoted("`".repeat(1_000_000)).length() < 300);
  }

  @Test
  void manyBackticksAreFencedInNoTime() {
    String ticks = "`".repeat(1_000_000);

    assertEquals(3_000_004, Markdown.code(ticks).length());
  }

  @Test
  void whatIsTooLongIsCutBetweenCharacters() {
    assertEquals("abc", Markdown.shortened("abc", 3));
    assertEquals("ab…", Markdown.shortened("abcd", 3));
    assertEquals("𝄞𝄞…", Markdown.shortened("𝄞𝄞𝄞𝄞", 3));
  }
}
