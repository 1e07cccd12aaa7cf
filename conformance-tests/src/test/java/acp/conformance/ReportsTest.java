package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Each kind of report, read back by those that it is for, and unharmed by what an agent says. */
@Timeout(20)
class ReportsTest {
  private final Run run =
      Runs.run(
          EnumSet.of(Tier.MANDATORY, Tier.CAPABILITY, Tier.ADVISORY),
          Runs.played(Runs.failed(6, Verdict.Cause.STEP)));

  @Test
  void jsonHoldsEveryRequirementWithItsFailures() throws Exception {
    JsonNode told = Json.read(JsonReport.of(run));

    assertEquals("acp-conformance/1", told.get("format").textValue());
    assertEquals("1970-01-01T00:00:00Z", told.get("date").textValue());
    assertFalse(told.get("conformant").booleanValue());
    assertEquals(2, told.at("/summary/mandatory/failed").intValue());
    assertEquals(1, told.at("/summary/advisory/not-reached").intValue());
    JsonNode first = told.at("/requirements/0");
    assertEquals("a.first", first.get("id").textValue());
    assertEquals("mandatory", first.get("tier").textValue());
    assertEquals("failed", first.get("verdict").textValue());
    assertEquals("https://example.org/?a=1&b=2", first.get("citation").textValue());
    JsonNode failure = first.at("/transcripts/0/failure");
    assertEquals(6, failure.get("line").intValue());
    assertEquals("@session S", failure.get("step").textValue());
    assertTrue(failure.get("heard").textValue().contains("<script>"));
    assertEquals(1, failure.get("wire").size());
    assertEquals("failed", told.at("/transcripts/0/verdict").textValue());
  }

  @Test
  void jUnitHasATestCaseForEachRequirement() throws Exception {
    String xml = JUnitReport.of(run);

    Document document = parse(xml);

    List<Element> cases = elements(document, "testcase");
    assertEquals(run.requirements().size(), cases.size());
    assertEquals("a.first", cases.getFirst().getAttribute("name"));
    assertEquals("a", cases.getFirst().getAttribute("classname"));
    assertEquals(2, elements(document, "failure").size());
    assertTrue(elements(document, "failure").getFirst().getTextContent().contains("<script>"));
    Element suite = elements(document, "testsuite").getFirst();
    assertEquals("3", suite.getAttribute("tests"));
    assertEquals("2", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("skipped"));
  }

  @Test
  void whatDoesNotCountFailsNoBuild() throws Exception {
    Run lenient =
        Runs.run(EnumSet.of(Tier.CAPABILITY), Runs.played(Runs.failed(6, Verdict.Cause.STEP)));

    Document document = parse(JUnitReport.of(lenient));

    assertEquals(0, elements(document, "failure").size());
    assertTrue(JUnitReport.of(lenient).contains("failed, but mandatory does not count"));
  }

  @Test
  void htmlIsOneFileInWhichTheAgentCanDoNothing() throws Exception {
    String html = HtmlReport.of(run);

    assertTrue(html.contains("<h1 class=\"failed\">NOT CONFORMANT: "), html);
    assertTrue(html.contains("default-src 'none'"), html);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("src="), html);
    assertTrue(html.contains("&lt;/script&gt;&lt;/pre&gt;"), html);
    assertTrue(html.contains("<details open="), html);
    assertTrue(html.contains("a=1&amp;b=2"), html);
    assertFalse(html.contains("\u001b") || html.contains("\u0000"), html);
    // Every element is closed, whatever the agent says: it is XML but for what needs no end.
    parse(html.replaceAll("<(meta[^>]*)>", "<$1/>").replace("<!DOCTYPE html>", ""));
  }

  @Test
  void markdownIsNotBrokenByWhatIsQuoted() {
    String text = MarkdownReport.of(run);

    assertTrue(text.startsWith("# NOT CONFORMANT: "), text);
    assertTrue(text.contains("| mandatory | 0 | 2 | 0 | 2 | yes |"), text);
    assertTrue(text.contains("| **failed** | [a.first](https://example.org/?a=1&b=2) |"), text);
    assertTrue(text.contains("````text\n"), text);
    String outsideOfCode = text.replaceAll("(?s)````text\n.*?\n````\n", "");
    assertFalse(outsideOfCode.contains("<script"), outsideOfCode);
  }

  @Test
  void theTerminalIsToldNoControlCharacters() {
    String text = TextReport.of(run);

    assertTrue(text.contains("  FAIL  a.head       mandatory\n"), text);
    assertTrue(
        text.contains("  ----  a.second     advisory  (a.head, a.first failed first)\n"), text);
    assertTrue(
        text.contains("mandatory        0 passed,   2 failed,   0 not applicable,   2 not"), text);
    assertTrue(text.contains("informational    0 passed"), text);
    assertFalse(text.contains("\u001b"), text);
    assertEquals(1, text.split("the wire", -1).length - 1, "one failure is told once");
  }

  @Test
  void aLongConversationIsToldByItsBeginningAndItsEnd() {
    WireLog log = new WireLog(new Secrets(List.of()));

    IntStream.range(0, 1000).forEach(i -> log.add('<', "line " + i));

    List<String> lines = log.lines();
    assertEquals(WireLog.HEAD + 1 + WireLog.TAIL, lines.size());
    assertTrue(lines.getFirst().endsWith("line 0"));
    assertTrue(lines.get(WireLog.HEAD).contains("800 more"), lines.get(WireLog.HEAD));
    assertTrue(lines.getLast().endsWith("line 999"));
  }

  @Test
  void whatTheUserGaveTheAgentIsNotTold() {
    WireLog log = new WireLog(new Secrets(List.of("sk-very-secret", "short")));

    log.add('<', "{\"token\":\"sk-very-secret\",\"size\":\"short\"}");

    assertTrue(log.lines().getFirst().endsWith("{\"token\":\"***\",\"size\":\"short\"}"));
  }

  @Test
  void theExtensionSaysWhatKindOfReportItIs(@TempDir Path folder) throws Exception {
    for (String name : List.of("a.json", "a.HTML", "a.md", "junit.xml")) {
      ReportFile file = new ReportFile(folder.resolve("new").resolve(name));
      file.prepare();
      file.write(run);
    }

    assertTrue(Files.readString(folder.resolve("new/a.json")).startsWith("{"));
    assertTrue(Files.readString(folder.resolve("new/a.HTML")).startsWith("<!DOCTYPE"));
    assertTrue(Files.readString(folder.resolve("new/a.md")).startsWith("# "));
    assertTrue(Files.readString(folder.resolve("new/junit.xml")).startsWith("<?xml"));
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    var found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
