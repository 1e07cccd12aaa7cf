package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  }

  @Test
  void codeIsFencedByMoreThanItHolds() {
    assertEquals("`a*b`", Markdown.code("a*b"));
    assertEquals("``a`b``", Markdown.code("a`b"));
    assertEquals("`` `b` ``", Markdown.code("`b`"));
  }

  @Test
  void whatIsTooLongIsCutBetweenCharacters() {
    assertEquals("abc", Markdown.shortened("abc", 3));
    assertEquals("ab…", Markdown.shortened("abcd", 3));
    assertEquals("𝄞𝄞…", Markdown.shortened("𝄞𝄞𝄞𝄞", 3));
  }
}
