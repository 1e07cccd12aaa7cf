package acp.store.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder and a file in it that nobody but their owner may look into, whatever the umask: sessions
 * hold what people wrote and what was in their files. On file systems without such modes it is a
 * plain folder.
 */
final class PrivateFolder {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  private final boolean posix;

  PrivateFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Where it is, absolute. */
  Path path() {
    return folder;
  }

  /**
   * The file of this name, made if it is not there, so that the database finds it with the right
   * mode and gives that mode to the files beside it. What is there and looser is tightened.
   */
  Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isDirectory(folder)) {
      createFolder();
    }
    tighten(folder, OWNER_FOLDER);
    if (!Files.exists(file)) {
      createFile(file);
    }
    tighten(file, OWNER_FILE);
    return file;
  }

  private void createFolder() throws IOException {
    if (!posix) {
      Files.createDirectories(folder);
      return;
    }
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    set(folder, OWNER_FOLDER);
  }

  private void createFile(Path file) throws IOException {
    try {
      if (posix) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        set(file, OWNER_FILE);
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was as quick; the file is what it must be.
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  private void tighten(Path path, Set<PosixFilePermission> most) throws IOException {
    if (!posix) {
      return;
    }
    Set<PosixFilePermission> is = Files.getPosixFilePermissions(path);
    if (most.containsAll(is)) {
      return;
    }
    Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
    left.addAll(is);
    left.retainAll(most);
    set(path, left);
  }

  /** Some disks know no modes, and the folder may be another's: better a store that warns. */
  private static void set(Path path, Set<PosixFilePermission> mode) {
    try {
      Files.setPosixFilePermissions(path, mode);
    } catch (IOException e) {
      LOG.warn("Others may be able to look into the session store: {}", e.toString());
    }
  }
}
