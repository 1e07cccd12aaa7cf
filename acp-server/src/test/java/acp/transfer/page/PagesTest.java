package acp.transfer.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Content;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.event.TurnId;
import acp.store.Samples;
import acp.transfer.Carrying;
import acp.transfer.Target;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as pages: readable, and harmless whatever they hold. */
class PagesTest extends Carrying {
  private static final Target MARKDOWN = new Target("md", MarkdownPage::new);
  private static final Target HTML = new Target("html", HtmlPage::new);
  private static final CallId CALL = new CallId("c");
  private static final TurnId TURN = new TurnId("t");

  private static Event prompt(String text) {
    return new Event.PromptAccepted(TURN, new MessageId("p"), List.of(new Content.Text(text)));
  }

  private static Event said(String id, String text) {
    return new Event.MessageChunk(new MessageId(id), Event.Role.AGENT, text);
  }

  private static Event thought(String text) {
    return new Event.MessageChunk(new MessageId("th"), Event.Role.THOUGHT, text);
  }

  private static Event started(String title) {
    return new Event.ToolCallStarted(
        CALL,
        new MessageId("m"),
        "edit_file",
        title,
        ToolKind.EDIT,
        List.of(),
        JsonNodeFactory.instance.objectNode().put("path", "a.txt").put("text", "one\ntwo"),
        List.of());
  }

  private static Event ended(CallStatus status, Shown... shown) {
    return new Event.ToolCallEnded(CALL, status, List.of(shown), "It is done");
  }

  private static Event over(Outcome outcome) {
    return new Event.TurnEnded(TURN, outcome);
  }

  private static final List<Event> WORK =
      List.of(
          prompt("Fix it\nplease"),
          thought("Let me "),
          thought("think"),
          said("m", "I **will** do"),
          said("m", " `it`."),
          new Event.PlanChanged(
              List.of(
                  new PlanEntry("look", PlanEntry.Priority.HIGH, PlanEntry.Status.COMPLETED),
                  new PlanEntry("leap", PlanEntry.Priority.LOW, PlanEntry.Status.PENDING))),
          started("Edit a.txt"),
          new Event.PermissionDecided(CALL, "edit_file", "a.txt", true, Basis.RULE, "*.txt"),
          ended(CallStatus.COMPLETED, new Shown.Diff("/a.txt", "a\nb\nc\n", "a\nx\nc\n")),
          new Event.UsageReported("lab/best", 1200, 30, 0, 1, 0, 12_340_000),
          new Event.NoticeRaised(Event.Severity.WARNING, "Slow", "Very"),
          over(Outcome.stopped(Outcome.Reason.END_TURN)),
          prompt("Again"),
          started("Edit b.txt"),
          over(new Outcome.Failed(-32603, "no net", Map.of())));

  @Test
  void markdownIsReadable() throws Exception {
    created(WORK);

    assertEquals(
        """
        # A title

        - Folder: `/home/ada/engine`
        - Began: 2026-11-20 09:30:00 UTC
        - Last: 2026-11-20 09:30:01 UTC
        - Session: `019a0000-0000-7000-8000-000000000001`

        ---

        ## 1. Prompt, 2026-11-20 09:30:00 UTC

        > Fix it
        > please

        <details><summary>Thought</summary>

        > Let me think

        </details>

        I **will** do `it`.

        **Plan**

        - [x] look
        - [ ] leap

        <details><summary>edit: <code>Edit a.txt</code> (completed)</summary>

        Allowed by a rule: *.txt.

        Input of `edit_file`:

        ```json
        {
          "path" : "a.txt",
          "text" : "one\\ntwo"
        }
        ```

        `/a.txt`

        ```diff
        @@ -1 +1 @@
         a
        -b
        +x
         c
        ```

        Told to the model:

        ```
        It is done
        ```

        </details>

        > **Slow**
        > Very

        *2026-11-20 09:30:01 UTC · 1,200 tokens in, 30 out, $0.0123*

        ---

        ## 2. Prompt, 2026-11-20 09:30:01 UTC

        > Again

        <details><summary>edit: <code>Edit b.txt</code> (unfinished)</summary>

        Input of `edit_file`:

        ```json
        {
          "path" : "a.txt",
          "text" : "one\\ntwo"
        }
        ```

        </details>

        > **This turn failed: no net**

        *2026-11-20 09:30:01 UTC*

        """,
        text(MARKDOWN, false));
  }

  @Test
  void theHtmlHasItAllAndAListOfThePrompts() throws Exception {
    created(WORK);

    String html = text(HTML, false);

    assertWellFormed(html);
    for (String part :
        List.of(
            "<title>A title</title>",
            "<div class=\"typed\">Fix it\nplease</div>",
            "<details class=\"thought\">",
            "Let me think",
            "<p>I <strong>will</strong> do <code>it</code>.</p>",
            "<details class=\"call completed\" open>",
            "<tr class=\"del\"><td>2</td><td></td><td>b</td></tr>",
            "<tr class=\"add\"><td></td><td>2</td><td>x</td></tr>",
            "Allowed by a rule: *.txt",
            "<pre class=\"code\"><code>one\ntwo\n</code></pre>",
            "<details class=\"call unfinished\">",
            "This turn failed: no net",
            "1,200 tokens in, 30 out, $0.0123",
            "<li><a href=\"#p1\">Fix it</a></li>",
            "<li><a href=\"#p2\">Again</a></li>")) {
      assertTrue(html.contains(part), () -> part + " is not in\n" + html);
    }
  }

  @Test
  void everyKindOfEventCanBeShown() throws Exception {
    created(List.copyOf(Samples.all().values()));

    assertWellFormed(text(HTML, false));
    assertTrue(text(MARKDOWN, true).contains("They met."));
  }

  static Stream<String> hostile() {
    return Stream.of(
        "<script>alert(1)</script>",
        "</code></pre></div></details><script>alert(1)</script>",
        "</title></style><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1)) <javascript:alert(1)> ![x](javascript:alert(1))",
        "[click](JaVaScRiPt&colon;alert(1)) [a](data:text/html,<script>) [b](vbscript:x)",
        "[a](https://x.test/\"onmouseover=\"alert(1)) https://x.test/\"onclick=alert(1)",
        "[a](https://x.test/'><script>) <https://x.test/\"><script>>",
        "[`](https://x.test/`) `[a](https://x.test)`",
        "```\"><script>\nx\n```</code><script>",
        "``` html\n</code></pre><script>alert(1)</script>\n",
        "| a | b |\n|---|---|\n| <script> | \" onclick=\"x |",
        "- <script>\n  > <script>\n    1. <img onerror=x>\n",
        "**<script>** *</em>* ~~</del>~~ __<a href=\"javascript:x\">__",
        "<!-- --><![CDATA[ ]]><?xml ?><!doctype x>",
        "\u0000\u001b[31m\u202e\u2028\ud800 &amp; &lt;script&gt; &#x3c;script&#x3e;",
        "</details></summary><summary>x",
        "[a]: javascript:alert(1)\n[a]",
        "<style>@import 'http://x'</style><base href=x><meta http-equiv=refresh>");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextIsTextWhereverItStands(String hostile) throws Exception {
    created(
        S,
        hostile,
        List.of(
            new Event.SessionOpened(hostile, List.of(), null),
            new Event.PromptAccepted(
                TURN,
                new MessageId("p"),
                List.of(
                    new Content.Text(hostile),
                    new Content.Image(hostile, "image/png", hostile),
                    new Content.Image("aGk=", "image/svg+xml", null),
                    new Content.Image("aGk=", "image/png\" onerror=\"x", null),
                    new Content.Link(hostile, hostile, null, null, null, null),
                    new Content.Resource(hostile, hostile, hostile, null))),
            thought(hostile),
            said("m", hostile),
            started(hostile),
            new Event.ToolCallChanged(CALL, null, List.of()),
            new Event.PermissionDecided(CALL, "x", hostile, true, Basis.RULE, hostile),
            ended(
                CallStatus.FAILED,
                Shown.Block.text(hostile),
                new Shown.Diff(hostile, hostile, hostile + "\n" + hostile),
                new Shown.Terminal("t", hostile)),
            new Event.PlanChanged(
                List.of(new PlanEntry(hostile, PlanEntry.Priority.LOW, PlanEntry.Status.PENDING))),
            new Event.NoticeRaised(Event.Severity.INFO, hostile, hostile),
            new Event.ConfigChanged(Map.of("mode", hostile)),
            over(new Outcome.Failed(1, hostile, Map.of()))));

    String html = text(HTML, false);
    String markdown = text(MARKDOWN, false);

    assertWellFormed(html);
    assertEquals(opened(markdown, "<details>"), opened(markdown, "</details>"), markdown);
  }

  /** How many lines begin with the tag, those in code aside. */
  private static long opened(String text, String tag) {
    String fence = "";
    long count = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (fence.isEmpty() && line.matches("(```+|~~~+).*")) {
        fence = line.replaceFirst("^(```+|~~~+).*", "$1");
      } else if (!fence.isEmpty() && line.equals(fence)) {
        fence = "";
      } else if (fence.isEmpty() && line.startsWith(tag)) {
        count++;
      }
    }
    return count;
  }

  /**
   * As strict as XML, but for the tags that have no end; no element or attribute that acts, and no
   * link but to where one may go.
   */
  private static void assertWellFormed(String html) throws Exception {
    String body =
        html.substring(html.indexOf("<body>"))
            .replaceAll("<(br|hr)>", "<$1/>")
            .replaceAll("(<img [^>]*)>", "$1/>")
            .replace(
                "<details class=\"call completed\" open>", "<details class=\"call completed\">")
            .replace("<details class=\"call failed\" open>", "<details class=\"call failed\">")
            .replace("</html>", "");
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(body));
    List<String> elements = new ArrayList<>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT) {
        elements.add(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
          String name = xml.getAttributeLocalName(i);
          String value = xml.getAttributeValue(i);
          assertTrue(ATTRIBUTES.matcher(name).matches(), name);
          assertTrue(!name.equals("href") || LINKS.matcher(value).matches(), value);
          assertTrue(!name.equals("src") || value.startsWith("data:image/"), value);
        }
      }
    }
    assertFalse(
        elements.stream().anyMatch(each -> !ELEMENTS.matcher(each).matches()), elements::toString);
    assertFalse(html.substring(0, html.indexOf("<style>")).contains("<script"), html);
    assertEquals(2, html.split("</title>", -1).length);
    assertEquals(2, html.split("</style>", -1).length);
  }

  private static final Pattern ATTRIBUTES =
      Pattern.compile("class|id|href|rel|src|alt|title|datetime|start|colspan|aria-label");
  private static final Pattern LINKS = Pattern.compile("#\\w+|(https?://|mailto:)[^\\s\"'<>]+");
  private static final Pattern ELEMENTS =
      Pattern.compile(
          "body|header|main|nav|footer|section|div|dl|dt|dd|h[1-6]|a|p|ul|ol|li|pre|code|ins|del"
              + "|details|summary|span|strong|em|blockquote|hr|br|table|thead|tbody|tr|th|td|figure"
              + "|figcaption|img|time");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`",
        "*",
        "_",
        "**a ",
        "[",
        "](",
        "![",
        "[](",
        "<",
        "> ",
        "- ",
        "  - ",
        "# ",
        "#",
        "~~",
        "~~~\n",
        "```\n",
        "|",
        "|-|\n",
        "---",
        "- - ",
        "1. ",
        "\\",
        "http://",
        "<http://",
        "` `` ",
        " ",
        "\n",
        "*a",
        "_a_b"
      })
  void textsThatRepeatOneThingTakeNoTime(String piece) {
    String text = piece.repeat(300_000 / piece.length());

    String html = Prose.html(text);

    assertTrue(html.length() < 200 * text.length());
  }

  /** What no dot matches stands at the end, so that whatever can be tried is tried. */
  @ParameterizedTest
  @ValueSource(strings = {"`a", "` ", "```", "# ", "#a ", "- ", "1. ", "* ", "| ", "|-", "~~~ "})
  void lineSeparatorsOfUnicodeHoldNobodyUp(String piece) {
    String blanks = " ".repeat(900);
    String text =
        piece.charAt(0)
            + blanks
            + piece.repeat(400)
            + blanks
            + "\u2028\n\n"
            + piece.repeat(2)
            + blanks
            + "\u2028\n\n"
            + "`".repeat(900)
            + blanks
            + "a".repeat(900)
            + "\u2028";

    assertFalse(Prose.html(text).isEmpty());
  }

  @Test
  void markdownBecomesWhatItMeans() {
    assertEquals(
        """
        <h3>Head</h3>
        <p>a <em>b</em> <strong>c</strong> <code>d</code> <del>e</del> snake_case_name 2 * 3 * 4
        f<br>
        g</p>
        <ul>
        <li>one<ul>
        <li>deep</li>
        </ul>
        </li>
        <li>☑ two</li>
        </ul>
        <ol start="3">
        <li>three</li>
        </ol>
        <blockquote><p>said</p>
        </blockquote>
        <hr>
        <div class="wide"><table>
        <thead><tr><th>a</th><th>b</th></tr>
        </thead>
        <tbody><tr><td>1</td><td>2</td></tr>
        </tbody></table></div>
        <pre class="code"><code><ins>+a</ins>
        <del>-b</del>
        </code></pre>
        <p><a rel="noreferrer noopener" href="https://a.test/x_y">l</a> \
        <a rel="noreferrer noopener" href="https://b.test/?q=1&amp;r">https://b.test/?q=1&amp;r</a>. \
        f <code>src/f.js</code></p>
        """,
        Prose.html(
                """
                # Head
                a *b* **c** `d` ~~e~~ snake_case_name 2 * 3 * 4
                f\s\s
                g

                - one
                  - deep
                - [x] two

                3. three
                > said

                ---

                | a | b |
                |---|:-:|
                | 1 | 2 |

                ```diff
                +a
                -b
                ```
                [l](https://a.test/x_y) https://b.test/?q=1&r. [f](src/f.js)
                """)
            .replace("<p>one</p>\n", "one"));
  }

  @Test
  void whatWasMaskedIsSaid() throws Exception {
    created(List.of(prompt("my key is sk-abcdefghijklmnopqrstuv and that is it")));

    for (Target target : List.of(MARKDOWN, HTML)) {
      String page = text(target, true);
      assertFalse(page.contains("sk-abc"), page);
      assertTrue(page.contains("Secrets masked: 1"), page);
    }
  }

  @Test
  void pagesOfALongSessionAreWrittenAsItComes() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      events.add(prompt("Prompt " + i));
      events.add(said("m" + i, "Answer " + i));
      events.add(started("Edit " + i));
      events.add(ended(CallStatus.COMPLETED));
      events.add(over(Outcome.stopped(Outcome.Reason.END_TURN)));
    }
    created(events);

    assertEquals(
        10_000, text(HTML, false).lines().filter(line -> line.contains("<li><a href=")).count());
    assertEquals(
        10_000, text(MARKDOWN, false).lines().filter(line -> line.startsWith("## ")).count());
    assertEquals(
        "Answer 9999",
        text(MARKDOWN, false)
            .lines()
            .filter(line -> line.startsWith("Answer"))
            .collect(Collectors.toList())
            .getLast());
  }

  @Test
  void whatWasTakenBackIsOnNoPageAndInEveryWholeExport() throws Exception {
    created(
        List.of(
            prompt("stays"),
            prompt("goes"),
            said("m", "secret plan"),
            new Event.Rewound(2, 3, new MessageId("p"), 1),
            prompt("other way")));

    for (Target page : List.of(MARKDOWN, HTML)) {
      String text = text(new Target(page.name(), page.writer(), false), false);
      assertFalse(text.contains("secret plan"), text);
      assertTrue(text.contains("stays") && text.contains("other way"), text);
      assertTrue(text.contains("Conversation taken back"), text);
    }
    assertTrue(text(LINES, false).contains("secret plan"));
  }
}
