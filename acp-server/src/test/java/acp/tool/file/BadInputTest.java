package acp.tool.file;

import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.tool.Bench;
import acp.tool.Tool;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import acp.tool.terminal.RunCommand;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Whatever a model or a folder confronts the tools with, each says in words what is wrong. */
@Timeout(60)
class BadInputTest {
  @TempDir Path folder;
  @TempDir Path outside;
  private Bench bench;

  @BeforeEach
  void make() {
    bench = new Bench(new Workspace(folder, List.of()), new LocalFileSystem(), Bench.noTerminals());
  }

  private static final List<Tool> OF_A_PATH =
      List.of(
          new ReadFile(), new WriteFile(), new EditFile(), new ListFiles(), new Search(Map.of()));

  private static final List<Tool> OF_A_FILE =
      List.of(new ReadFile(), new WriteFile(), new EditFile());

  @Test
  void whatIsOutsideIsRefusedOnEveryWay() throws IOException {
    Files.writeString(outside.resolve("a.md"), "theirs");
    Files.createSymbolicLink(folder.resolve("file"), outside.resolve("a.md"));
    Files.createSymbolicLink(folder.resolve("folder"), outside);
    Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));

    for (Tool tool : OF_A_PATH) {
      for (String path :
          List.of(
              "..",
              "../a",
              outside.toString(),
              "file",
              "folder",
              "folder/a.md",
              "zero",
              "folder/not/yet/there",
              "/dev/zero",
              "file:///etc/passwd")) {
        assertEquals("The path \"" + path + "\" is outside the workspace.", said(tool, path));
      }
    }
    assertEquals("theirs", Files.readString(outside.resolve("a.md")));
    assertTrue(Files.notExists(outside.resolve("not")));
  }

  @Test
  void aLinkThatLeadsNowhereIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("dangling"), outside.resolve("new"));

    for (Tool tool : OF_A_PATH) {
      assertEquals(
          "The path \"dangling\" leads through a link that cannot be followed.",
          said(tool, "dangling"));
    }
    assertTrue(Files.notExists(outside.resolve("new")));
  }

  @Test
  void whatIsNoPathIsRefused() {
    for (Tool tool : OF_A_PATH) {
      assertEquals("The path \"a\uFFFDb\" is not a path.", said(tool, "a\0b"));
      assertTrue(said(tool, "a/".repeat(5_000_000)).endsWith("is longer than 4096 characters."));
    }
    assertTrue(said(new WriteFile(), "x".repeat(300)).contains("File name too long"));
  }

  @Test
  void whatIsNoFileIsRefusedWithoutWaitingForIt() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Files.createDirectory(folder.resolve("sub"));

    for (Tool tool : OF_A_FILE) {
      assertEquals("fifo: is a device or the like, not a file", said(tool, "fifo"));
      assertEquals("sub: is a folder, not a file", said(tool, "sub"));
    }
    assertEquals("fifo: is a device or the like, not a file", said(new Search(Map.of()), "fifo"));
    assertEquals("No line matches \"x\".", said(new Search(Map.of()), "."));
    assertEquals("fifo is no folder.", said(new ListFiles(), "fifo"));
    assertEquals("No files.", said(new ListFiles(), "."));
  }

  @Test
  void aHugeFileIsRefusedWithoutBeingRead() throws IOException {
    try (FileChannel huge =
        FileChannel.open(
            folder.resolve("huge"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      huge.write(ByteBuffer.wrap(new byte[] {'x'}), 2L * 1024 * 1024 * 1024);
    }

    for (Tool tool : OF_A_FILE) {
      assertEquals("huge: is larger than 8 MiB", said(tool, "huge"));
    }
    assertEquals("No line matches \"x\".", said(new Search(Map.of()), "huge"));
    assertEquals("1 file.\nhuge", said(new ListFiles(), "."));
  }

  @Test
  void aFileThatMayNotBeReadIsSaidToBe() throws IOException {
    Path file = Files.writeString(folder.resolve("a.md"), "one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    boolean isRoot = Files.isReadable(file);

    for (Tool tool : List.of(new ReadFile(), new EditFile())) {
      String said = said(tool, "a.md");
      assertTrue(isRoot || said.equals("a.md: permission denied"), said);
    }
    String found = said(new Search(Map.of()), ".");
    assertTrue(isRoot || found.equals("No line matches \"x\"."), found);
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Files.write(folder.resolve("latin"), "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("binary"), new byte[] {1, 0, 2});

    for (Tool tool : OF_A_FILE) {
      assertEquals("latin: is not UTF-8 text", said(tool, "latin"));
      assertEquals("binary: is a binary file, not text", said(tool, "binary"));
    }
  }

  @Test
  void whatIsTooLargeToBeWrittenIsRefusedBeforeAnybodyIsAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("a.md"), "one");
    String large = "x".repeat(10 * 1024 * 1024);

    ObjectNode write = input("a.md").put("content", large);
    assertEquals(
        "a.md: the new text is larger than 8 MiB. Nothing was written.",
        said(new WriteFile(), write));
    ObjectNode edit = input("a.md");
    edit.putArray("edits").addObject().put("old_text", "one").put("new_text", large);
    assertEquals(
        "a.md: the new text is larger than 8 MiB. Nothing was written.",
        said(new EditFile(), edit));
    ObjectNode sought = input("a.md");
    sought.putArray("edits").addObject().put("old_text", large).put("new_text", "x");
    String missing = said(new EditFile(), sought);
    assertTrue(missing.startsWith("`edits[0].old_text` was not found in a.md."), "it was found");
    assertTrue(missing.length() < 4_000, "it has " + missing.length());
    assertEquals("one", Files.readString(file));
    assertEquals(List.of(), bench.changes);
  }

  @Test
  void otherLargeArgumentsAreRefusedToo() {
    String large = "x".repeat(10 * 1024 * 1024);

    assertEquals(
        "`query` must be one line of 1 to 1000 characters.",
        said(new Search(Map.of()), input(".").put("query", large)));
    assertEquals(
        "`glob` is longer than 256 characters.",
        said(new ListFiles(), input(".").put("glob", large)));
    assertEquals(
        "`command` is longer than 64 KiB; write it to a file first.",
        said(new RunCommand(), input(".").put("command", large)));
  }

  @Test
  void halfACharacterIsNotWritten() {
    ObjectNode write = input("a.md").put("content", "a\ud83d");

    assertEquals("a.md: cannot hold half of a surrogate pair", said(new WriteFile(), write));
    assertTrue(Files.notExists(folder.resolve("a.md")));
  }

  private static ObjectNode input(String path) {
    return JsonNodeFactory.instance.objectNode().put("path", path);
  }

  /** What the model is told, be it before the deed or after. */
  private String said(Tool tool, String path) {
    ObjectNode input = input(path).put("content", "x").put("query", "x");
    input.putArray("edits").addObject().put("old_text", "y").put("new_text", "x");
    return said(tool, input);
  }

  private String said(Tool tool, ObjectNode input) {
    return now(
        tool.intend(input, bench)
            .flatMap(intent -> tool.run(input, intent, bench))
            .map(ToolResult::told)
            .onErrorResume(
                AcpException.class, refusal -> Mono.just(String.valueOf(refusal.getMessage()))));
  }
}
