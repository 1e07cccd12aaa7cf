package acp.server;

import acp.command.Means;
import acp.session.Turn;
import acp.tool.Blocking;
import acp.tool.FileSystem;
import acp.tool.Workbench;
import acp.tool.Workspace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A session's files for the commands: the workspace and the files that its tools have, with the
 * same bounds. Thread-safe.
 */
final class CommandFiles implements Means.Files {
  private final Function<Turn, Workbench> benches;

  /**
   * @param benches what the tools of a turn work with
   */
  CommandFiles(Function<Turn, Workbench> benches) {
    this.benches = benches;
  }

  @Override
  public Mono<String> read(Turn turn, String path) {
    return on(turn, path, FileSystem::readText)
        .onErrorResume(NoSuchFileException.class, missing -> Mono.empty());
  }

  @Override
  public Mono<Void> write(Turn turn, String path, String text) {
    return on(turn, path, (files, file) -> files.writeText(file, text));
  }

  @Override
  public Mono<Void> delete(Turn turn, String path) {
    return on(turn, path, FileSystem::delete);
  }

  /** What can be done with a file. */
  private interface Deed<T> {
    Mono<T> with(FileSystem files, Path file);
  }

  /** The path is judged anew: links may lead elsewhere by now. */
  private <T> Mono<T> on(Turn turn, String path, Deed<T> deed) {
    return Mono.defer(
            () -> {
              Workbench bench = benches.apply(turn);
              return resolved(bench.workspace(), path)
                  .flatMap(file -> deed.with(bench.files(), file));
            })
        .onErrorMap(
            failure ->
                failure instanceof FileSystemException && !(failure instanceof NoSuchFileException),
            failure -> said((FileSystemException) failure));
  }

  private static Mono<Path> resolved(Workspace workspace, String path) {
    return Blocking.call(() -> workspace.resolve(path));
  }

  private static IOException said(FileSystemException failure) {
    @Nullable String reason = failure.getReason();
    return new IOException(reason == null ? "cannot be used" : reason, failure);
  }
}
