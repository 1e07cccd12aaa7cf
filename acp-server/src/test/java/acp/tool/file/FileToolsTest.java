package acp.tool.file;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Location;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Bench;
import acp.tool.Clip;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading, writing and editing, from the intent to the file. */
@Timeout(10)
class FileToolsTest {
  @TempDir Path folder;
  private Bench bench;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    bench = new Bench(new Workspace(folder, List.of()), new LocalFileSystem(), Bench.noTerminals());
    file = Files.writeString(folder.resolve("a.md"), "one\ntwo\nthree\n");
  }

  @Test
  void aReadSaysWhatItReads() {
    Intent intent = intend(new ReadFile(), "{'path':'./a.md','line':2}");

    assertEquals("Read a.md", intent.title());
    assertEquals(ToolKind.READ, intent.kind());
    assertEquals(Risk.NONE, intent.risk());
    assertEquals(List.of(new Location(file.toString(), 2)), intent.locations());
  }

  @Test
  void aShortFileIsReadAsItIs() {
    ToolResult result = call(new ReadFile(), "{'path':'a.md'}");

    assertFalse(result.failed());
    assertEquals("one\ntwo\nthree\n", result.told());
    assertEquals(List.of(Shown.Block.text("```\none\ntwo\nthree\n```")), result.shown());
  }

  @Test
  void aPartSaysWhatIsMissing() {
    assertEquals(
        "[Lines 2 to 2 of 3; read on with line 3.]\ntwo\n",
        call(new ReadFile(), "{'path':'a.md','line':2,'limit':1}").told());
    assertEquals(
        "[Lines 3 to 3 of 3.]\nthree\n", call(new ReadFile(), "{'path':'a.md','line':3}").told());
  }

  @Test
  void aLongFileIsReadInPiecesThatMakeTheWhole() throws IOException {
    String text = "0123456789ß\n".repeat(20_000);
    Files.writeString(file, text);

    StringBuilder whole = new StringBuilder();
    for (int line = 1; line <= 20_000; ) {
      String told = call(new ReadFile(), "{'path':'a.md','line':" + line + "}").told();
      assertTrue(Clip.bytes(told) <= ToolResult.MAX_TOLD);
      String piece = told.substring(told.indexOf('\n') + 1);
      whole.append(piece);
      line += (int) piece.lines().count();
    }

    assertEquals(text, whole.toString());
  }

  @Test
  void aVeryLongLineIsCut() throws IOException {
    Files.writeString(file, "a".repeat(1_999) + "🎈" + "b".repeat(1_000) + "\nend");

    String told = call(new ReadFile(), "{'path':'a.md'}").told();

    assertTrue(told.startsWith("[Lines over 2000 characters are cut.]\naaa"), told);
    assertTrue(told.endsWith("a [… 1002 characters left out]\nend"), told);
  }

  @Test
  void aPictureIsShownToTheModelWhateverItsName() throws IOException {
    byte[] png =
        Base64.getDecoder()
            .decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
                    + "RU5ErkJggg==");
    Files.write(file, png);
    var image =
        new Content.Image(
            Base64.getEncoder().encodeToString(png), "image/png", file.toUri().toString());

    ToolResult result = call(new ReadFile(), "{'path':'a.md'}");

    assertFalse(result.failed());
    assertEquals("a.md: image/png, 1 \u00d7 1 pixels, 70 bytes.", result.told());
    assertEquals(List.of(image), result.pictures());
    assertEquals(new Shown.Block(image), result.shown().getLast());
  }

  @Test
  void aPictureThatCannotBeShownIsAFailureInWords() throws IOException {
    Files.writeString(file, "GIF89a and nothing more");

    assertFailure(
        "a.md is a broken picture (image/gif): it cannot be shown.",
        new ReadFile(),
        "{'path':'a.md'}");
    assertEquals(List.of(), call(new ReadFile(), "{'path':'a.md'}").pictures());
  }

  @Test
  void whatCannotBeReadIsSaidToTheModel() throws IOException {
    Files.write(folder.resolve("b.bin"), new byte[] {0});

    assertFailure("No such file: b.md", new ReadFile(), "{'path':'b.md'}");
    assertFailure("b.bin: is a binary file, not text", new ReadFile(), "{'path':'b.bin'}");
    assertFailure(".: is a folder, not a file", new ReadFile(), "{'path':'.'}");
    assertFailure(
        "a.md has 3 lines; line 9 is past its end.", new ReadFile(), "{'path':'a.md','line':9}");
    assertRefused("`path` is missing; it must be a string.", new ReadFile(), "{}");
    assertRefused("The path \"../b\" is outside the workspace.", new ReadFile(), "{'path':'../b'}");
  }

  @Test
  void aWriteShowsTheWholeChangeBeforeItIsMade() throws IOException {
    Intent intent = intend(new WriteFile(), "{'path':'a.md','content':'one\\n2\\n'}");

    assertEquals("Write a.md", intent.title());
    assertEquals(ToolKind.EDIT, intent.kind());
    assertEquals(Risk.EDIT, intent.risk());
    assertEquals("", intent.subject());
    assertEquals(List.of(new Location(file.toString(), 2)), intent.locations());
    assertEquals(
        List.of(new Shown.Diff(file.toString(), "one\ntwo\nthree\n", "one\n2\n")), intent.shown());
    assertEquals("one\ntwo\nthree\n", Files.readString(file));
  }

  @Test
  void aNewFileHasNoOldText() throws IOException {
    Path fresh = folder.resolve("new/b.md");
    JsonNode input = json("{'path':'new/b.md','content':'hi'}");

    Intent intent = now(new WriteFile().intend(input, bench));
    ToolResult result = now(new WriteFile().run(input, intent, bench));

    assertEquals(List.of(new Shown.Diff(fresh.toString(), null, "hi")), intent.shown());
    assertEquals("Made new/b.md (1 line).", result.told());
    assertEquals(intent.shown(), result.shown());
    assertEquals("hi", Files.readString(fresh));
  }

  @Test
  void anEditReplacesExactTextInOrder() throws IOException {
    ToolResult result =
        call(
            new EditFile(),
            "{'path':'a.md','edits':[{'old_text':'two','new_text':'2'},"
                + "{'old_text':'2\\nthree','new_text':'2\\n3'},"
                + "{'old_text':'\\n','new_text':';','replace_all':true}]}");

    assertEquals("Edited a.md.", result.told());
    assertEquals("one;2;3;", Files.readString(file));
    assertEquals(
        List.of(new Shown.Diff(file.toString(), "one\ntwo\nthree\n", "one;2;3;")), result.shown());
  }

  @Test
  void anEditKeepsCrlf() throws IOException {
    Files.writeString(file, "one\r\ntwo\r\n");

    call(new EditFile(), "{'path':'a.md','edits':[{'old_text':'one\\ntwo','new_text':'1\\n2'}]}");

    assertEquals("1\r\n2\r\n", Files.readString(file));
  }

  @Test
  void anEditThatDoesNotFitSaysWhy() throws IOException {
    Files.writeString(file, "  int count = 0;\nreturn x;\nreturn x;\n");

    assertRefused(
        "`edits[0].old_text` was not found in a.md. The most similar place is line 1, which differs"
            + " from `int count = 1;`. There the file has:\n  int count = 0;",
        new EditFile(),
        "{'path':'a.md','edits':[{'old_text':'int count = 1;','new_text':'x'}]}");
    assertRefused(
        "`edits[0].old_text` was not found in a.md. Nothing in it is similar. Read the file"
            + " again.",
        new EditFile(),
        "{'path':'a.md','edits':[{'old_text':'%%%','new_text':'x'}]}");
    assertRefused(
        "`edits[1].old_text` occurs 2 times in a.md (lines 2, 3). Add lines around it until it"
            + " occurs once, or set replace_all.",
        new EditFile(),
        "{'path':'a.md','edits':[{'old_text':'count','new_text':'n'},"
            + "{'old_text':'return','new_text':'x'}]}");
    assertRefused(
        "`edits[0].old_text` must not be empty.",
        new EditFile(),
        "{'path':'a.md','edits':[{'old_text':'','new_text':'x'}]}");
    assertRefused(
        "The edits change nothing: a.md is like that already.",
        new EditFile(),
        "{'path':'a.md','edits':[{'old_text':'int','new_text':'int'}]}");
    assertRefused(
        "No such file: b.md. Use write_file to make it.",
        new EditFile(),
        "{'path':'b.md','edits':[{'old_text':'a','new_text':'b'}]}");
    assertRefused("`edits` must not be empty.", new EditFile(), "{'path':'a.md','edits':[]}");
  }

  @Test
  void editsAreAllMadeOrNone() throws IOException {
    assertRefused(
        "`edits[1].old_text` was not found in a.md. Nothing in it is similar. Read the file again.",
        new EditFile(),
        "{'path':'a.md','edits':[{'old_text':'one','new_text':'1'},"
            + "{'old_text':'%%%','new_text':'x'}]}");
    assertEquals("one\ntwo\nthree\n", Files.readString(file));
    assertEquals(List.of(), bench.changes);
  }

  @Test
  void whatAFileWasIsKeptBeforeItIsChanged() throws Exception {
    call(new WriteFile(), "{'path':'a.md','content':'new'}");
    call(new WriteFile(), "{'path':'b.md','content':'x'}");

    assertEquals(
        List.of(
            new Bench.Changing(file, true, "one\ntwo\nthree\n", sha256("new")),
            new Bench.Changing(folder.resolve("b.md"), false, null, sha256("x"))),
        bench.changes);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatChangedSinceItWasShownIsNotWrittenOver() throws IOException {
    JsonNode input = json("{'path':'a.md','edits':[{'old_text':'two','new_text':'2'}]}");
    Intent intent = now(new EditFile().intend(input, bench));
    Files.writeString(file, "mine\ntwo\n");

    ToolResult result = now(new EditFile().run(input, intent, bench));

    assertTrue(result.failed());
    assertEquals(
        "a.md has changed since this was proposed. Nothing was written. Read it again first.",
        result.told());
    assertEquals("mine\ntwo\n", Files.readString(file));
  }

  @Test
  void whatTheModelHasNotSeenIsNotReplacedWhole() throws IOException {
    String write = "{'path':'a.md','content':'all new'}";
    call(new ReadFile(), "{'path':'a.md'}");
    Files.writeString(file, "mine\ntwo\n");

    assertRefused(
        "a.md is no longer what you have seen of it: the user or a command has changed it. Nothing"
            + " was written. Read it again first.",
        new WriteFile(),
        write);
    call(new EditFile(), "{'path':'a.md','edits':[{'old_text':'two','new_text':'2'}]}");
    assertEquals("mine\n2\n", Files.readString(file));
    call(new WriteFile(), write); // it has seen its own edit
    Files.delete(file);
    call(new WriteFile(), write); // nothing is lost
    Files.writeString(file, "mine");
    call(new ReadFile(), "{'path':'a.md'}");
    call(new WriteFile(), write);

    assertEquals("all new", Files.readString(file));
  }

  @Test
  void aFileThatAppearedMeanwhileIsNotWrittenOver() throws IOException {
    JsonNode input = json("{'path':'b.md','content':'ours'}");
    Intent intent = now(new WriteFile().intend(input, bench));
    Files.writeString(folder.resolve("b.md"), "theirs");

    assertTrue(now(new WriteFile().run(input, intent, bench)).failed());
    assertEquals("theirs", Files.readString(folder.resolve("b.md")));
  }

  @Test
  void aFolderThatBecameALinkOutsideMeanwhileIsNotEntered(@TempDir Path outside)
      throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    JsonNode input = json("{'path':'inner/b.md','content':'x'}");
    Intent intent = now(new WriteFile().intend(input, bench));
    Files.delete(inner);
    Files.createSymbolicLink(inner, outside);

    ToolResult result = now(new WriteFile().run(input, intent, bench));

    assertEquals("The path \"inner/b.md\" is outside the workspace.", result.told());
    assertTrue(Files.notExists(outside.resolve("b.md")));
  }

  @Test
  void aFileThatIsNoTextIsNotWrittenOver() throws IOException {
    Path picture = Files.write(folder.resolve("p.png"), new byte[] {0, 1});

    assertRefused(
        "p.png: is a binary file, not text", new WriteFile(), "{'path':'p.png','content':'x'}");
    assertEquals(2, Files.size(picture));
  }

  @Test
  void aLargeChangeIsShownAsTheLinesThatChange() throws IOException {
    String line = "0123456789\n";
    Files.writeString(file, line.repeat(15_000) + "old\n" + line.repeat(15_000));

    Intent intent =
        intend(new EditFile(), "{'path':'a.md','edits':[{'old_text':'old','new_text':'new'}]}");

    assertEquals(List.of(new Location(file.toString(), 15_001)), intent.locations());
    assertEquals(
        List.of(
            Shown.Block.text(file + " is too large to show whole. What changes:"),
            Shown.Block.text("```diff\n@@ line 15001 @@\n-old\n+new\n```")),
        intent.shown());
  }

  private Intent intend(Tool tool, String input) {
    return now(tool.intend(json(input), bench));
  }

  private ToolResult call(Tool tool, String input) {
    return now(tool.run(json(input), intend(tool, input), bench));
  }

  private void assertFailure(String told, Tool tool, String input) {
    ToolResult result = call(tool, input);
    assertTrue(result.failed());
    assertEquals(told, result.told());
    assertInstanceOf(Shown.Block.class, result.shown().getFirst());
  }

  private void assertRefused(String sentence, Tool tool, String input) {
    AcpException refusal = assertThrows(AcpException.class, () -> intend(tool, input));
    assertEquals(sentence, refusal.getMessage());
  }
}
