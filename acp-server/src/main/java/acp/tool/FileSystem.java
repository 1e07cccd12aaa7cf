package acp.tool;

import java.nio.file.Path;
import reactor.core.publisher.Mono;

/** Files of the workspace. Paths are absolute and inside it; who calls has checked that. */
public interface FileSystem {

  /**
   * The whole text of a file, read as UTF-8.
   *
   * @return fails with {@link java.nio.file.NoSuchFileException} if there is none, with another
   *     {@link java.io.IOException} whose message is fit for the model if it is no text, too large
   *     or unreadable
   */
  Mono<String> readText(Path path);

  /**
   * The first bytes of a file, as many as {@code most}; all if there are no more. Always those on
   * disk, as editors pass on text alone.
   *
   * @return fails as {@link #readText} does
   */
  Mono<byte[]> readBytes(Path path, int most);

  /**
   * Writes a file whole, as UTF-8, making its folders. Fails with an {@link java.io.IOException}.
   */
  Mono<Void> writeText(Path path, String text);

  /**
   * Deletes a file on disk, as editors offer no way to; done if there is none. Fails with an {@link
   * java.io.IOException}.
   */
  Mono<Void> delete(Path path);
}
