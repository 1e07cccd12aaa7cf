package acp.tool.file;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Location;
import acp.event.Risk;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Bench;
import acp.tool.Clip;
import acp.tool.Intent;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found, what is passed over, and when a search ends. */
@Timeout(10)
class SearchTest {
  @TempDir Path folder;
  private final Search search = new Search(Map.of());
  private Bench bench;

  @BeforeEach
  void make() throws IOException {
    bench = new Bench(new Workspace(folder, List.of()), Bench.noFiles(), Bench.noTerminals());
    write("a.md", "one needle\ntwo\nNEEDLE needle\n");
    write("src/b.java", "\tneedle();\n");
  }

  @Test
  void linesAreFoundWithTheirPlaces() {
    Intent intent = now(search.intend(json("{'query':'needle'}"), bench));

    assertEquals("Search \"needle\"", intent.title());
    assertEquals(ToolKind.SEARCH, intent.kind());
    assertEquals(Risk.NONE, intent.risk());
    assertEquals(
        """
        3 lines match, in 2 files.
        a.md:1: one needle
        a.md:3: NEEDLE needle
        src/b.java:1: needle();""",
        told("{'query':'needle'}"));
    assertEquals("No line matches \"nail\".", told("{'query':'nail'}"));
  }

  @Test
  void aSearchMayBeNarrowed() {
    assertEquals(
        "1 line matches, in 1 file.\nsrc/b.java:1: needle();",
        told("{'query':'needle','path':'src'}"));
    assertEquals(
        "1 line matches, in 1 file.\nsrc/b.java:1: needle();",
        told("{'query':'needle','glob':'*.{java,kt}'}"));
    assertEquals(
        "1 line matches, in 1 file.\nsrc/b.java:1: needle();",
        told("{'query':'needle','glob':'src/**'}"));
    assertEquals(
        List.of(new Location(folder + "/a.md", null)),
        now(search.intend(json("{'query':'n','path':'a.md'}"), bench)).locations());
  }

  @Test
  void aQueryIsTextUnlessItIsSaidToBeAnExpression() {
    assertEquals("No line matches \"^NE+\".", told("{'query':'^NE+'}"));
    assertEquals(
        "1 line matches, in 1 file.\na.md:3: NEEDLE needle", told("{'query':'^NE+','regex':true}"));
  }

  @Test
  void whatNobodyWantsToSeeIsPassedOver() throws IOException {
    write(".git/c", "needle");
    write("target/c", "needle");
    write("src/deep/out.log", "needle");
    write("src/deep/kept.log", "needle");
    write("src/gen/only/here", "needle");
    write("only/here", "needle\n");
    write("binary", "needle\0");
    write("large", "needle\n" + "a".repeat(2 * 1024 * 1024));
    write(".gitignore", "# what is made\ntarget/\n*.log\n/src/gen/**\n[bad\n");
    write("src/deep/.gitignore", "!kept.log\n");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("src"));

    assertEquals(
        """
        3 lines match, in 3 files.
        only/here:1: needle
        src/b.java:1: needle();
        src/deep/kept.log:1: needle""",
        told("{'query':'needle','glob':'**/*[!d]'}"));
    assertEquals(
        "1 line matches, in 1 file.\nsrc/deep/kept.log:1: needle",
        told("{'query':'needle','path':'src/deep'}"));
  }

  @Test
  void whatIsFoundIsBounded() throws IOException {
    write("many", ("needle " + "語".repeat(500) + "\n").repeat(1_000));

    String told = told("{'query':'needle','path':'many'}");

    assertTrue(
        told.startsWith("The first 200 lines match, in 1 file; narrow the search to see others."));
    assertTrue(Clip.bytes(told) <= ToolResult.MAX_TOLD);
  }

  @Test
  void anExpressionThatTakesForEverIsStopped() throws IOException {
    write("slow", "a".repeat(40) + "b\n");
    SearchQuery query =
        SearchQuery.of(json("{'query':'(a+)+\\\\1c','regex':true,'path':'slow'}"), bench);
    Hits hits = new Hits(bench);

    new Walk(query, hits, Duration.ofMillis(50)).search(folder);

    assertTrue(hits.told(query).told().contains("ran out of time"));
  }

  @Test
  void caseMattersUnlessItIsSaidNotTo() {
    assertEquals("No line matches \"NEEDLE()\".", told("{'query':'NEEDLE()'}"));
    assertEquals(
        "1 line matches, in 1 file.\nsrc/b.java:1: needle();",
        told("{'query':'NEEDLE()','ignore_case':true}"));
  }

  @Test
  void linesAroundAMatchAreShownIfAsked() throws IOException {
    write("c.md", "1\n2\nhit\n4\n5\n6\n7\nhit\nhit\n");

    assertEquals(
        """
        3 lines match, in 1 file.
        c.md-2- 2
        c.md:3: hit
        c.md-4- 4
        --
        c.md-7- 7
        c.md:8: hit
        c.md:9: hit""",
        told("{'query':'hit','path':'c.md','context':1}"));
  }

  @Test
  void anExpressionThatIsTooDeepForALineIsSaidToBe() throws IOException {
    write("deep", "ab".repeat(500_000) + "\nabc\n");

    String told = told("{'query':'(a|b)*c','regex':true,'path':'deep'}");

    assertTrue(
        told.startsWith(
            "1 line matches, in 1 file. The expression is too deep for 1 line, passed over"),
        told);
  }

  @Test
  void whatCannotBeSearchedIsRefusedInWords() {
    assertRefused(
        "`query` is not a regular expression: Unclosed group.", "{'query':'(','regex':true}");
    assertRefused("`query` must be one line of 1 to 1000 characters.", "{'query':'a\\nb'}");
    assertRefused("No such file or folder: gone", "{'query':'a','path':'gone'}");
    assertRefused("The path \"..\" is outside the workspace.", "{'query':'a','path':'..'}");
  }

  @Test
  void theProgramIsUsedWhereThereIsOne(@TempDir Path bin) throws IOException {
    program(
        bin, "for last; do :; done; printf '%s/x.md\\0%s:  found by it\\n' \"$last\" 7; exit 0");
    Search fast = new Search(Map.of("PATH", bin.toString()));

    assertEquals(
        "1 line matches, in 1 file.\nx.md:7: found by it",
        now(fast.run(
                json("{'query':'needle'}"),
                now(fast.intend(json("{'query':'needle'}"), bench)),
                bench))
            .told());
  }

  @Test
  void theProgramsLinesAroundAMatchAreKnown(@TempDir Path bin) throws IOException {
    program(
        bin,
        "case \"$*\" in *--ignore-case*--context=1*) ;; *) exit 2;; esac; for last; do :; done;"
            + " p=\"$last/x.md\"; printf '%s\\0%s\\n' \"$p\" '6-a:b' \"$p\" '7:c-d' && echo -- &&"
            + " printf '%s\\0%s\\n' \"$p\" 9:e");
    Search fast = new Search(Map.of("PATH", bin.toString()));
    String input = "{'query':'needle','ignore_case':true,'context':1}";

    assertEquals(
        "2 lines match, in 1 file.\nx.md-6- a:b\nx.md:7: c-d\n--\nx.md:9: e",
        now(fast.run(json(input), now(fast.intend(json(input), bench)), bench)).told());
  }

  @Test
  void aProgramThatFailsIsReplacedByOurOwnWalk(@TempDir Path bin) throws IOException {
    program(bin, "exit 2");
    Search fast = new Search(Map.of("PATH", bin.toString()));
    Intent intent = now(fast.intend(json("{'query':'two'}"), bench));

    ToolResult result = now(fast.run(json("{'query':'two'}"), intent, bench));

    assertFalse(result.failed());
    assertEquals("1 line matches, in 1 file.\na.md:2: two", result.told());
  }

  private static void program(Path bin, String script) throws IOException {
    Path program = Files.writeString(bin.resolve("rg"), "#!/bin/sh\n" + script + "\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  private String told(String input) {
    return now(search.run(json(input), now(search.intend(json(input), bench)), bench)).told();
  }

  private void assertRefused(String sentence, String input) {
    AcpException refusal =
        assertThrows(AcpException.class, () -> now(search.intend(json(input), bench)));
    assertEquals(sentence, refusal.getMessage());
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
