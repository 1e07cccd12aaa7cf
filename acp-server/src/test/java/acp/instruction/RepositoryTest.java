package acp.instruction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A project is known by git's own files. */
@Timeout(10)
class RepositoryTest {
  @TempDir Path folder;

  @Test
  void theBranchIsWhatHeadRefersTo() throws Exception {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/feature/x\n");
    Path deep = Files.createDirectories(folder.resolve("a/b"));

    assertEquals(new Repository(folder, "feature/x"), Repository.of(deep));
  }

  @Test
  void aDetachedHeadIsNoBranch() throws Exception {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "0123456789abcdef\n");

    assertEquals(new Repository(folder, null), Repository.of(folder));
  }

  @Test
  void aWorktreeSaysWhereItsHeadIs() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Path git = Files.createDirectories(folder.resolve("main/.git/worktrees/tree"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/side\n");
    Files.writeString(tree.resolve(".git"), "gitdir: ../main/.git/worktrees/tree\n");

    assertEquals(new Repository(tree, "side"), Repository.of(tree));
  }

  @Test
  void withoutOneTheProjectIsTheFolder() {
    Path deep = folder.resolve("no/such");

    assertEquals(deep, Repository.of(deep).root());
  }
}
