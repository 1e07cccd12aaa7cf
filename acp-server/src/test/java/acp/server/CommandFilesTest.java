package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.session.Turn;
import acp.tool.Bench;
import acp.tool.Questions;
import acp.tool.Toolbox;
import acp.tool.Workbench;
import acp.tool.Workspace;
import acp.tool.file.LocalFileSystem;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Commands reach the files that tools reach, and no others. */
@Timeout(10)
class CommandFilesTest {
  private static final Turn TURN =
      (Turn)
          Proxy.newProxyInstance(
              Turn.class.getClassLoader(),
              new Class<?>[] {Turn.class},
              (_, method, _) -> {
                throw new AssertionError(method.getName());
              });

  @TempDir Path folder;
  @TempDir Path outside;
  private CommandFiles files;

  @BeforeEach
  void make() {
    files =
        new CommandFiles(
            _ ->
                new Workbench(
                    new Toolbox(List.of()),
                    new Workspace(folder, List.of()),
                    new LocalFileSystem(),
                    Bench.noTerminals(),
                    _ -> Questions.NOBODY));
  }

  @Test
  void aFileIsWrittenReadAndDeleted() {
    String path = folder.resolve("new/a.md").toString();

    assertNull(now(files.read(TURN, path)));
    now(files.write(TURN, path, "one"));
    assertEquals("one", now(files.read(TURN, path)));
    now(files.delete(TURN, path));
    now(files.delete(TURN, path));

    assertTrue(Files.notExists(Path.of(path)));
  }

  @Test
  void aFolderThatLeadsOutsideByNowIsNotEntered() throws IOException {
    Files.writeString(outside.resolve("a.md"), "theirs");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    String path = folder.resolve("link/a.md").toString();

    assertThrows(AcpException.class, () -> now(files.read(TURN, path)));
    assertThrows(AcpException.class, () -> now(files.write(TURN, path, "x")));
    assertThrows(AcpException.class, () -> now(files.delete(TURN, path)));
    assertEquals("theirs", Files.readString(outside.resolve("a.md")));
  }

  @Test
  void whatIsNoFileIsSaidInWords() {
    String path = folder.toString();

    assertEquals("is a folder, not a file", said(files.read(TURN, path)));
    assertEquals("is a folder, not a file", said(files.write(TURN, path, "x")));
    assertEquals("is a folder, not a file", said(files.delete(TURN, path)));
  }

  private static String said(Mono<?> work) {
    return String.valueOf(
        work.<String>then(Mono.just("it worked"))
            .onErrorResume(
                IOException.class, failure -> Mono.just(String.valueOf(failure.getMessage())))
            .block(Duration.ofSeconds(10)));
  }

  private static <T> @Nullable T now(Mono<T> work) {
    return work.block(Duration.ofSeconds(10));
  }
}
