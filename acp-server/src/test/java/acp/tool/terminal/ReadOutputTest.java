package acp.tool.terminal;

import static acp.tool.Bench.json;
import static acp.tool.Bench.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of long output, for how long, and how it is read. */
@Timeout(60)
class ReadOutputTest {
  @TempDir Path folder;
  private Path files;
  private Outputs outputs;
  private Bench bench;

  @BeforeEach
  void make() {
    files = folder.resolve("data/outputs");
    outputs = Outputs.in(files);
    bench = new Bench(new Workspace(folder, List.of()), Bench.noFiles(), Bench.noTerminals());
  }

  @Test
  void linesAreReadByTheirNumbers() throws IOException {
    String id = keep("one\ntwo\r\nthree\rfour\n");

    assertEquals("[Lines 1 to 4 of 4.]\none\ntwo\nthree\nfour", told("{'id':'" + id + "'}"));
    assertEquals(
        "[Lines 2 to 3 of 4; read on with line 4.]\ntwo\nthree",
        told("{'id':'" + id + "','line':2,'limit':2}"));
    assertEquals("[Lines 3 to 4 of 4.]\nthree\nfour", told("{'id':'" + id + "','tail':2}"));
    assertEquals(
        "The output has 4 lines; 5 is past its end.", told("{'id':'" + id + "','line':5}"));
  }

  @Test
  void linesAreFoundByWhatTheyContain() throws IOException {
    String id = keep("one\ntwo\none two\n" + "many\n".repeat(300));

    assertEquals(
        "[2 lines contain it.]\n1: one\n3: one two", told("{'id':'" + id + "','search':'one'}"));
    assertEquals("[No line contains \"three\".]", told("{'id':'" + id + "','search':'three'}"));
    assertTrue(
        told("{'id':'" + id + "','search':'many'}")
            .startsWith("[300 lines contain it; these are the first 200.]\n4: many\n"));
  }

  @Test
  void whatIsReadIsBounded() throws IOException {
    String id = keep("x".repeat(100_000) + "\n" + "0123456789\n".repeat(20_000) + "end");

    String first = told("{'id':'" + id + "'}");
    String last = told("{'id':'" + id + "','tail':10000}");

    assertTrue(Clip.bytes(first) <= ToolResult.MAX_TOLD);
    assertFalse(first.contains("bytes left out"), "it was cut a second time");
    assertTrue(first.contains("x [… 98000 characters left out]\n0123456789\n"));
    assertTrue(first.contains("; read on with line "));
    assertTrue(Clip.bytes(last) <= ToolResult.MAX_TOLD);
    assertTrue(last.endsWith("0123456789\nend"));
    assertTrue(last.startsWith("[Lines ") && last.contains(" to 20002 of 20002.]"));
  }

  @Test
  void anOutputIsKeptUpToItsBound() throws IOException {
    byte[] piece = new byte[1024 * 1024];
    Kept kept = outputs.begin();
    for (int i = 0; i < 40; i++) {
      kept.add(piece, piece.length);
    }
    kept.close();

    Path file = Objects.requireNonNull(outputs.find(kept.id()), "kept");
    assertTrue(Files.size(file) < Kept.MOST + 100);
    assertTrue(told("{'id':'" + kept.id() + "','tail':1}").endsWith("not kept …]"));
  }

  @Test
  void nobodyElseMayReadWhatIsKept() throws IOException {
    String id = keep("secret");

    Path file = Objects.requireNonNull(outputs.find(id), "kept");
    assertEquals("rw-------", permissions(file));
    assertEquals("rwx------", permissions(files));
  }

  @Test
  void whatIsOldOrTooMuchGoes() throws IOException {
    String old = keep("old");
    Files.setLastModifiedTime(
        Objects.requireNonNull(outputs.find(old)),
        FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    String older = keep("older");
    Files.setLastModifiedTime(
        Objects.requireNonNull(outputs.find(older)),
        FileTime.from(Instant.now().minus(Duration.ofDays(6))));
    String latest = keep("latest");

    assertNull(outputs.find(old));
    assertNotNull(outputs.find(older));
    try (Kept next = Outputs.in(files, Kept.MOST + 7).begin()) {
      assertNull(outputs.find(older));
      assertNotNull(outputs.find(latest));
      assertNotNull(outputs.find(next.id()));
    }
    assertEquals(
        "No output is kept as \"" + old + "\". Run the command again.",
        told("{'id':'" + old + "'}"));
  }

  @Test
  void whatIsOldGoesAtTheEndToo() throws IOException {
    String old = keep("old");
    String young = keep("young");
    Files.setLastModifiedTime(
        Objects.requireNonNull(outputs.find(old)),
        FileTime.from(Instant.now().minus(Duration.ofDays(8))));

    outputs.close();
    Outputs.in(folder.resolve("not/there")).close();

    assertNull(outputs.find(old));
    assertNotNull(outputs.find(young));
    assertTrue(Files.notExists(folder.resolve("not")));
  }

  @Test
  void whatIsTemporaryGoesWithTheProcess() throws IOException {
    Outputs temporary = Outputs.temporary();
    Kept kept = temporary.begin();
    kept.close();
    Path file = Objects.requireNonNull(temporary.find(kept.id()), "kept");

    temporary.close();
    temporary.close();

    assertTrue(Files.notExists(file.getParent()));
    assertNull(temporary.find(kept.id()));
  }

  @Test
  void nothingElseCanBeReadByAnId() throws IOException {
    keep("x");
    Files.writeString(folder.resolve("data/secret.txt"), "secret");

    assertNull(outputs.find("../secret"));
    assertEquals(
        "No output is kept as \"../secret\". Run the command again.", told("{'id':'../secret'}"));
    AcpException missing =
        assertThrows(
            AcpException.class, () -> now(new ReadOutput(outputs).intend(json("{}"), bench)));
    assertEquals("`id` is missing; it must be a string.", missing.getMessage());
  }

  @Test
  void readingIsHarmless() throws IOException {
    String id = keep("x");

    Intent intent = now(new ReadOutput(outputs).intend(json("{'id':'" + id + "'}"), bench));

    assertEquals("Read output " + id, intent.title());
    assertEquals(ToolKind.READ, intent.kind());
    assertEquals(Risk.NONE, intent.risk());
    assertEquals(Risk.NONE, new ReadOutput(outputs).spec().worst());
  }

  private String keep(String text) throws IOException {
    try (Kept kept = outputs.begin()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      kept.add(bytes, bytes.length);
      return kept.id();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private String told(String input) {
    ReadOutput tool = new ReadOutput(outputs);
    return now(tool.run(json(input), now(tool.intend(json(input), bench)), bench)).told();
  }
}
