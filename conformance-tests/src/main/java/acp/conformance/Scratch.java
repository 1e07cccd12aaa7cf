package acp.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A throw-away home and workspace for one agent; gone when closed. */
public final class Scratch implements AutoCloseable {
  private final Path root;

  /**
   * Makes the folders below the system's temporary one.
   *
   * @throws UncheckedIOException if that cannot be
   */
  public Scratch() {
    try {
      // The real path: an agent may resolve links, and what it then names must still begin with
      // ours.
      root = Files.createTempDirectory("acp-conformance").toRealPath();
      Files.createDirectories(home().resolve("tmp"));
      Files.createDirectory(workspace());
      Files.createDirectory(notes());
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  /** The home of the agent; absolute. */
  public Path home() {
    return root.resolve("home");
  }

  /** The folder in which the agent's sessions work; absolute. */
  public Path workspace() {
    return root.resolve("workspace");
  }

  /** A folder for what is none of the agent's business; absolute. */
  Path notes() {
    return root.resolve("notes");
  }

  /** Deletes everything below; what cannot be deleted stays in the system's temporary folder. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      root.toFile().deleteOnExit();
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return delete(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return delete(folder);
    }

    private static FileVisitResult delete(Path path) {
      // A child of the agent that outlives it may still write here; it must not fail the verdict.
      if (!path.toFile().delete()) {
        path.toFile().deleteOnExit();
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
