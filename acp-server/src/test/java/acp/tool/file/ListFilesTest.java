package acp.tool.file;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which files are named, in which order, and how many. */
@Timeout(60)
class ListFilesTest {
  @TempDir Path folder;
  private final ListFiles tool = new ListFiles();
  private Bench bench;

  @BeforeEach
  void make() throws IOException {
    bench = new Bench(new Workspace(folder, List.of()), Bench.noFiles(), Bench.noTerminals());
    write("b.md", "2025-03-01T00:00:00Z");
    write("src/a.java", "2025-01-01T00:00:00Z");
    write("src/deep/c.java", "2025-02-01T00:00:00Z");
  }

  @Test
  void filesAreNamedByTheirPaths() {
    Intent intent = now(tool.intend(json("{'glob':'*.java','path':'src'}"), bench));

    assertEquals("List *.java in src", intent.title());
    assertEquals("List files", now(tool.intend(json("{}"), bench)).title());
    assertEquals(ToolKind.SEARCH, intent.kind());
    assertEquals(Risk.NONE, intent.risk());
    assertEquals("3 files.\nb.md\nsrc/a.java\nsrc/deep/c.java", told("{}"));
    assertEquals("2 files.\nsrc/a.java\nsrc/deep/c.java", told("{'glob':'*.java'}"));
    assertEquals("1 file.\nsrc/a.java", told("{'path':'src','glob':'/*.java'}"));
    assertEquals("No files.", told("{'glob':'*.kt'}"));
  }

  @Test
  void theLatestComeFirstIfAsked() {
    assertEquals(
        """
        3 files.
        2025-03-01T00:00:00Z  b.md
        2025-02-01T00:00:00Z  src/deep/c.java
        2025-01-01T00:00:00Z  src/a.java""",
        told("{'sort':'modified'}"));
  }

  @Test
  void foldersBelowTheDepthAreNamedAndNotEntered() {
    assertEquals("1 file and 1 folder.\nb.md\nsrc/", told("{'depth':1}"));
    assertEquals("2 files and 1 folder.\nb.md\nsrc/a.java\nsrc/deep/", told("{'depth':2}"));
    assertEquals("1 file.\nsrc/a.java", told("{'depth':2,'glob':'*.java'}"));
  }

  @Test
  void whatIsIgnoredIsNotNamedUnlessItsFolderIsAskedFor() throws IOException {
    write("target/x", "2025-01-01T00:00:00Z");
    write(".git/x", "2025-01-01T00:00:00Z");
    Files.writeString(folder.resolve(".gitignore"), "target/\n*.md\n");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("src"));

    assertEquals("3 files.\n.gitignore\nsrc/a.java\nsrc/deep/c.java", told("{}"));
    assertEquals("1 file.\ntarget/x", told("{'path':'target'}"));
  }

  @Test
  void whatIsNamedIsBoundedAndTheRestCounted() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 1_100; i++) {
      Path file = Files.createFile(many.resolve("x".repeat(100) + String.format("%04d", i)));
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(i)));
    }

    String first = told("{'path':'many'}");
    String latest = told("{'path':'many','sort':'modified'}");

    String note = " of 1100; narrow path, glob or depth to see others.\n";
    assertTrue(first.startsWith("The first 1000" + note), first);
    assertTrue(latest.startsWith("The latest 1000" + note), latest);
    assertTrue(latest.contains("1099\n") && !latest.contains("0099\n"), latest);
    assertTrue(Clip.bytes(latest) <= ToolResult.MAX_TOLD);
  }

  @Test
  void aPatternThatTakesForEverIsStopped() throws IOException {
    write("a".repeat(60), "2025-01-01T00:00:00Z");
    Deadline deadline = new Deadline(Duration.ofMillis(50));
    Tree tree = new Tree(folder, "*a".repeat(30) + "b", deadline, (file, attributes) -> true);

    assertThrows(Deadline.Passed.class, () -> tree.walk(folder));
  }

  @Test
  void whatCannotBeListedIsRefusedInWords() {
    assertRefused("No such folder: gone", "{'path':'gone'}");
    assertRefused("b.md is no folder.", "{'path':'b.md'}");
    assertRefused("The path \"..\" is outside the workspace.", "{'path':'..'}");
    assertRefused("`sort` must be name or modified.", "{'sort':'size'}");
    assertRefused("`depth` must be a whole number from 1 to 64.", "{'depth':0}");
    assertRefused("`glob` is longer than 256 characters.", "{'glob':'" + "a".repeat(257) + "'}");
  }

  private String told(String input) {
    return now(tool.run(json(input), now(tool.intend(json(input), bench)), bench)).told();
  }

  private void assertRefused(String sentence, String input) {
    AcpException refusal =
        assertThrows(AcpException.class, () -> now(tool.intend(json(input), bench)));
    assertEquals(sentence, refusal.getMessage());
  }

  private void write(String path, String modified) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(modified)));
  }
}
