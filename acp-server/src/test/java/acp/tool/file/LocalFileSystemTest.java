package acp.tool.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Text files on a real disk. */
@Timeout(10)
class LocalFileSystemTest {
  @TempDir Path folder;
  private final LocalFileSystem files = new LocalFileSystem();

  @Test
  void aTextIsReadAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("größe.md"), "\uFEFFa\r\nß 🎈");

    assertEquals("\uFEFFa\r\nß 🎈", files.readText(file).block());
  }

  @Test
  void aMissingFileIsNoSuchFile() {
    assertInstanceOf(NoSuchFileException.class, failure(files.readText(folder.resolve("missing"))));
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', 0, 'b'});
    Path latin = Files.write(folder.resolve("latin"), "ü".getBytes(StandardCharsets.ISO_8859_1));
    Path file = Files.writeString(folder.resolve("file"), "");

    assertReason("is a binary file, not text", files.readText(binary));
    assertReason("is not UTF-8 text", files.readText(latin));
    assertReason("is a folder, not a file", files.readText(folder));
    assertReason("is a device or the like, not a file", files.readText(Path.of("/dev/zero")));
    assertReason(
        "is below something that is not a folder", files.writeText(file.resolve("below"), "b"));
  }

  @Test
  void aNamedPipeIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

    assertReason("is a device or the like, not a file", files.readText(pipe));
    assertReason("is a device or the like, not a file", files.writeText(pipe, "a"));
  }

  @Test
  void aFileOverTheLimitIsRefusedBeforeItIsRead() throws IOException {
    Path large = folder.resolve("large");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(LocalFileSystem.MAX_BYTES + 1L);
    }

    assertReason("is larger than 8 MiB", files.readText(large));
    assertReason(
        "is larger than 8 MiB",
        files.writeText(folder.resolve("new"), "a".repeat(LocalFileSystem.MAX_BYTES + 1)));
    assertTrue(Files.notExists(folder.resolve("new")));
  }

  @Test
  void writingMakesTheFileAndItsFolders() throws IOException {
    Path file = folder.resolve("a/b/c.md");

    files.writeText(file, "ß🎈\n").block();

    assertEquals("ß🎈\n", Files.readString(file));
    assertEquals(1, names(file).count());
  }

  @Test
  void writingReplacesTheFileAndKeepsItsMode() throws IOException {
    Path script = Files.writeString(folder.resolve("run.sh"), "old");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    Object before = Files.getAttribute(script, "unix:ino");

    files.writeText(script, "new").block();

    assertEquals("new", Files.readString(script));
    assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(script)));
    assertTrue(!before.equals(Files.getAttribute(script, "unix:ino")), "it was moved into place");
    assertEquals(1, names(script).count());
  }

  @Test
  void aNewFileHasTheModeOfEveryNewFile() throws IOException {
    Path ours = folder.resolve("ours");
    Path theirs = Files.createFile(folder.resolve("theirs"));

    files.writeText(ours, "a").block();

    assertEquals(Files.getPosixFilePermissions(theirs), Files.getPosixFilePermissions(ours));
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsWritten() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    files.writeText(link, "new").block();

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
  }

  @Test
  void aFileOfTwoNamesIsWrittenInPlace() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "older and longer");
    Path two = Files.createLink(folder.resolve("two"), one);

    files.writeText(one, "new").block();

    assertEquals("new", Files.readString(two));
    assertEquals(2, names(one).count());
  }

  @Test
  void aFolderIsNotReplacedByAFile() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));

    assertReason("is a folder, not a file", files.writeText(inner, "a"));
    assertTrue(Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void halfACharacterIsNotWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");

    assertReason("cannot hold half of a surrogate pair", files.writeText(file, "a\uD83C"));
    assertEquals("old", Files.readString(file));
  }

  @Test
  void theFirstBytesAreReadAndNoMore() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[] {1, 0, 2});

    assertArrayEquals(new byte[] {1, 0}, files.readBytes(file, 2).block());
    assertArrayEquals(new byte[] {1, 0, 2}, files.readBytes(file, 9).block());
    assertReason("is a folder, not a file", files.readBytes(folder, 2));
    assertReason("is a device or the like, not a file", files.readBytes(Path.of("/dev/zero"), 2));
  }

  @Test
  void aFileIsDeletedAndALinkIsNotFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "one");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    files.delete(link).block();
    assertEquals("one", Files.readString(file));
    files.delete(file).block();
    files.delete(file).block();

    assertTrue(Files.notExists(file));
    assertReason("is a folder, not a file", files.delete(folder));
  }

  private static Stream<Path> names(Path file) throws IOException {
    try (Stream<Path> names = Files.list(file.getParent())) {
      return names.toList().stream();
    }
  }

  private static void assertReason(String reason, Mono<?> work) {
    assertEquals(reason, assertInstanceOf(FileSystemException.class, failure(work)).getReason());
  }

  private static Throwable failure(Mono<?> work) {
    return Exceptions.unwrap(assertThrows(RuntimeException.class, work::block));
  }
}
