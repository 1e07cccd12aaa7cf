package acp.tool.file;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.Client;
import acp.tool.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/**
 * Files as the editor has them, unsaved changes included, as far as it offers that.
 *
 * <ul>
 *   <li>A read goes to the editor where it offers reading. Where the editor cannot, such as for
 *       files outside its project, or is not heard of in time, the disk is read.
 *   <li>A write goes to the editor where it offers writing, which is what its review of changes is
 *       fed by. If that fails, the write fails: done on disk behind the editor's back, it would
 *       fight with the buffer.
 *   <li>An editor that only reads does not see what is written. So a file is then written to disk
 *       only if the editor has no unsaved changes of it, and where its text agrees with the disk's
 *       but for line ends, the disk's is what a read gives: what is written back later is the file.
 *   <li>An editor that only writes is given what was made from the disk's text.
 * </ul>
 *
 * Thread-safe.
 */
public final class ClientFileSystem implements FileSystem {
  private final Client client;
  private final SessionId session;
  private final FileSystem disk;

  public ClientFileSystem(Client client, SessionId session, FileSystem disk) {
    this.client = requireNonNull(client, "client");
    this.session = requireNonNull(session, "session");
    this.disk = requireNonNull(disk, "disk");
  }

  @Override
  public Mono<String> readText(Path path) {
    if (!client.offersReadTextFile()) {
      return disk.readText(path);
    }
    Mono<String> read =
        client
            .readTextFile(session, path.toString(), null, null)
            .flatMap(text -> checked(path, text))
            .flatMap(text -> settled(path, text));
    return read.onErrorResume(ClientFileSystem::isForTheDisk, failure -> disk.readText(path))
        .onErrorMap(AcpException.class, failure -> failed(path, "could not read it", failure));
  }

  @Override
  public Mono<byte[]> readBytes(Path path, int most) {
    return disk.readBytes(path, most);
  }

  @Override
  public Mono<Void> writeText(Path path, String text) {
    if (client.offersWriteTextFile()) {
      return client
          .writeTextFile(session, path.toString(), text)
          .onErrorMap(
              failure -> failure instanceof AcpException || failure instanceof TimeoutException,
              failure -> failed(path, "did not confirm that it wrote it", failure));
    }
    if (client.offersReadTextFile()) {
      return unlessUnsaved(path).then(disk.writeText(path, text));
    }
    return disk.writeText(path, text);
  }

  @Override
  public Mono<Void> delete(Path path) {
    return disk.delete(path);
  }

  /** What a file may not hold, it may not hold in a buffer either. */
  private static Mono<String> checked(Path path, String text) {
    if (text.length() > LocalFileSystem.MAX_BYTES) {
      return Mono.error(refusal(path, "is larger than 8 MiB"));
    }
    return text.indexOf('\0') >= 0
        ? Mono.error(refusal(path, "is a binary file, not text"))
        : Mono.just(text);
  }

  /**
   * Asks the disk where the editor's answer does not settle what the file is: some editors answer
   * with nothing for a file that does not exist, and one that only reads may have joined the lines
   * anew.
   */
  private Mono<String> settled(Path path, String text) {
    if (!text.isEmpty() && client.offersWriteTextFile()) {
      return Mono.just(text);
    }
    return disk.readText(path)
        .map(onDisk -> sameLines(text, onDisk) ? onDisk : text)
        .onErrorResume(
            failure -> !(failure instanceof NoSuchFileException && text.isEmpty()),
            unreadable -> Mono.just(text));
  }

  private Mono<Void> unlessUnsaved(Path path) {
    Mono<String> inEditor =
        client
            .readTextFile(session, path.toString(), null, null)
            .onErrorResume(ClientFileSystem::isForTheDisk, failure -> Mono.empty())
            .onErrorMap(AcpException.class, failure -> failed(path, "could not read it", failure));
    return inEditor.flatMap(
        text ->
            disk.readText(path)
                .onErrorResume(NoSuchFileException.class, missing -> Mono.just(""))
                .flatMap(
                    onDisk ->
                        sameLines(text, onDisk)
                            ? Mono.<Void>empty()
                            : Mono.error(
                                refusal(
                                    path,
                                    "has unsaved changes in the editor; ask the user to save or"
                                        + " to revert them first"))));
  }

  /** Codes by which editors say that they do not have the file, or cannot read it. */
  private static boolean isForTheDisk(Throwable failure) {
    if (failure instanceof AcpException said) {
      return switch (said.code()) {
        case RESOURCE_NOT_FOUND, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR -> true;
        case PARSE_ERROR, INVALID_REQUEST, REQUEST_CANCELLED, AUTH_REQUIRED -> false;
      };
    }
    return failure instanceof TimeoutException;
  }

  private static boolean sameLines(String a, String b) {
    return a.equals(b) || plain(a).equals(plain(b));
  }

  private static String plain(String text) {
    String lines = text.replace("\r\n", "\n");
    return lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
  }

  private static FileSystemException failed(Path path, String what, Throwable failure) {
    FileSystemException said =
        refusal(path, "the editor " + what + " (" + failure.getMessage() + ")");
    said.initCause(failure);
    return said;
  }

  private static FileSystemException refusal(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
