package acp.tool.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.SessionId;
import acp.protocol.ErrorCode;
import acp.tool.ListClient;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Files as the editor has them, for every combination of what it offers. */
@Timeout(5)
class ClientFileSystemTest {
  @TempDir Path folder;
  private final ListClient client = new ListClient();
  private ClientFileSystem files;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    files = new ClientFileSystem(client, new SessionId("s"), new LocalFileSystem());
    file = Files.writeString(folder.resolve("a.md"), "disk\n");
  }

  @Test
  void anEditorThatOffersNothingIsNotAsked() throws IOException {
    assertEquals("disk\n", files.readText(file).block());
    files.writeText(file, "new").block();

    assertEquals("new", Files.readString(file));
    assertEquals(List.of(), client.calls);
  }

  @Nested
  class WhereItReadsAndWrites {
    @BeforeEach
    void offer() {
      client.reads = true;
      client.writes = true;
    }

    @Test
    void unsavedTextIsSeen() {
      client.buffers.put(file.toString(), "unsaved");

      assertEquals("unsaved", files.readText(file).block());
    }

    @Test
    void writesGoToTheEditorAlone() throws IOException {
      files.writeText(file, "new").block();

      assertEquals("new", client.buffers.get(file.toString()));
      assertEquals("disk\n", Files.readString(file));
    }

    @Test
    void aReadThatTheEditorCannotDoIsDoneOnDisk() {
      for (ErrorCode code :
          List.of(
              ErrorCode.RESOURCE_NOT_FOUND,
              ErrorCode.METHOD_NOT_FOUND,
              ErrorCode.INVALID_PARAMS,
              ErrorCode.INTERNAL_ERROR)) {
        client.readFailure = ListClient.failure(code);

        assertEquals("disk\n", files.readText(file).block());
      }
      client.readFailure = new TimeoutException();

      assertEquals("disk\n", files.readText(file).block());
    }

    @Test
    void aReadThatWasCancelledIsNotDoneOnDisk() {
      client.readFailure = ListClient.failure(ErrorCode.REQUEST_CANCELLED);

      assertReason("the editor could not read it (Request cancelled)", files.readText(file));
    }

    @Test
    void aWriteThatTheEditorRefusesIsNotDoneOnDisk() throws IOException {
      for (ErrorCode code : ErrorCode.values()) {
        client.writeFailure = ListClient.failure(code);

        assertReason(
            "the editor did not confirm that it wrote it (" + code.message() + ")",
            files.writeText(file, "new"));
      }
      assertEquals("disk\n", Files.readString(file));
    }

    @Test
    void anEditorThatCallsAMissingFileEmptyIsNotBelieved() {
      Path missing = folder.resolve("missing");
      client.buffers.put(missing.toString(), "");

      assertInstanceOf(NoSuchFileException.class, failure(files.readText(missing)));
    }

    @Test
    void aFileThatIsEmptyOnlyInTheEditorIsEmpty() {
      client.buffers.put(file.toString(), "");

      assertEquals("", files.readText(file).block());
    }

    @Test
    void aBufferIsNoTextEitherWhereItHoldsNone() {
      client.buffers.put(file.toString(), "a\0b");

      assertReason("is a binary file, not text", files.readText(file));
    }
  }

  @Nested
  class WhereItOnlyReads {
    @BeforeEach
    void offer() {
      client.reads = true;
    }

    @Test
    void unsavedTextIsSeenAndNotWrittenOver() throws IOException {
      client.buffers.put(file.toString(), "unsaved");

      assertEquals("unsaved", files.readText(file).block());
      assertReason(
          "has unsaved changes in the editor; ask the user to save or to revert them first",
          files.writeText(file, "new"));
      assertEquals("disk\n", Files.readString(file));
    }

    @Test
    void aBufferThatIsSavedIsWrittenOnDisk() throws IOException {
      client.buffers.put(file.toString(), "disk\n");

      files.writeText(file, "new").block();

      assertEquals("new", Files.readString(file));
    }

    @Test
    void theLineEndsOfTheDiskAreKept() throws IOException {
      Files.writeString(file, "a\r\nb\r\n");
      client.buffers.put(file.toString(), "a\nb");

      assertEquals("a\r\nb\r\n", files.readText(file).block());
    }

    @Test
    void aNewFileIsMadeOnDisk() {
      Path fresh = folder.resolve("new/b.md");

      files.writeText(fresh, "new").block();

      assertTrue(Files.exists(fresh));
    }
  }

  @Test
  void anEditorThatOnlyWritesIsGivenWhatCameFromTheDisk() {
    client.writes = true;
    client.buffers.put(file.toString(), "unsaved");

    assertEquals("disk\n", files.readText(file).block());
    files.writeText(file, "new").block();

    assertEquals("new", client.buffers.get(file.toString()));
    assertEquals(List.of("write " + file), client.calls);
  }

  private static void assertReason(String reason, Mono<?> work) {
    assertEquals(reason, assertInstanceOf(FileSystemException.class, failure(work)).getReason());
  }

  private static Throwable failure(Mono<?> work) {
    return Exceptions.unwrap(assertThrows(RuntimeException.class, work::block));
  }
}
