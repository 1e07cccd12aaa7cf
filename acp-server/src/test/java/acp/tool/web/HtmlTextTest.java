package acp.tool.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page as text that can be read. */
@Timeout(60)
class HtmlTextTest {

  private static String text(String html) {
    return HtmlText.of(html.getBytes(UTF_8), UTF_8, "https://example.com/docs/");
  }

  @Test
  void theStructureBecomesMarkdown() {
    String text =
        text(
            """
            <html><head><title>The  page</title><style>p {}</style></head><body>
            <nav><a href="/">Home</a></nav>
            <h1>One</h1><p>Some <b>bold</b>
              words, <a href="more.html">more</a> and <code>code()</code>.</p>
            <ul><li>first</li><li>second<ul><li>inner</li></ul></li></ul>
            <pre>a {
              b
            }</pre>
            <table><tr><th>k</th><th>v</th></tr><tr><td>1</td><td>2</td></tr></table>
            <img alt="a cat" src="cat.png"><img src="pixel.png">
            <script>alert(1)</script><p hidden>secret</p><footer>(c)</footer>
            </body></html>
            """);

    assertEquals(
        """
        The page

        # One

        Some bold words, [more](https://example.com/docs/more.html) and `code()`.

        - first
        - second

          - inner

        ```
        a {
          b
        }
        ```

        k | v |
        1 | 2 |

        [picture: a cat]""",
        text);
  }

  @Test
  void thePagesMainPartIsReadAlone() {
    String words = "word ".repeat(60).strip();

    assertEquals(
        words, text("<body><div>Menu</div><main><p>" + words + "</p></main><div>Ads</div>"));
    assertEquals("Menu\nshort", text("<body><div>Menu</div><main>short</main>"));
  }

  @Test
  void theCharsetOfThePageCountsWhereTheServerNamesNone() {
    byte[] page = "<meta charset=iso-8859-1><p>gr\u00fcn".getBytes(ISO_8859_1);

    assertEquals("gr\u00fcn", HtmlText.of(page, null, "https://example.com/"));
  }

  @Test
  void aHostilePageIsBounded() {
    String deep = text("<div>".repeat(100_000) + "end");
    String links = text("<a href=x>y</a>".repeat(130_000));

    assertEquals("end", deep);
    assertTrue(links.length() < 1_100_000);
  }
}
