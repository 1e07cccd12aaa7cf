package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.session.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is checked out is told by git's own files. */
@Timeout(10)
class CheckoutTest {
  private static final String ONE = "1".repeat(40);
  private static final String TWO = "2".repeat(40);

  @TempDir Path folder;

  private void write(String file, String text) throws Exception {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Origin of(String cwd) throws Exception {
    return Checkout.of(Files.createDirectories(folder.resolve(cwd)).toString());
  }

  private static Origin git(@Nullable String branch, @Nullable String commit) {
    return new Origin(branch, commit, null, null);
  }

  @Test
  void aBranchWithAFileOfItsOwn() throws Exception {
    write("repo/.git/HEAD", "ref: refs/heads/topic/one\n");
    write("repo/.git/refs/heads/topic/one", ONE + "\n");

    assertEquals(git("topic/one", ONE), of("repo/below/it"));
  }

  @Test
  void aBranchThatHasRested() throws Exception {
    write("repo/.git/HEAD", "ref: refs/heads/main\n");
    write(
        "repo/.git/packed-refs",
        "# pack-refs with: peeled\n%s refs/heads/main2\n%s refs/heads/main\n^%s\n"
            .formatted(ONE, TWO, ONE));

    assertEquals(git("main", TWO), of("repo"));
  }

  @Test
  void aCommitWithoutABranch() throws Exception {
    write("repo/.git/HEAD", ONE + "\n");

    assertEquals(git(null, ONE), of("repo"));
  }

  @Test
  void aBranchWithoutACommit() throws Exception {
    write("repo/.git/HEAD", "ref: refs/heads/main\n");

    assertEquals(git("main", null), of("repo"));
  }

  @Test
  void aWorktree() throws Exception {
    write("repo/.git/HEAD", "ref: refs/heads/main\n");
    write("repo/.git/refs/heads/side", TWO + "\n");
    write("repo/.git/worktrees/tree/HEAD", "ref: refs/heads/side\n");
    write("repo/.git/worktrees/tree/commondir", "../..\n");
    write("tree/.git", "gitdir: " + folder.resolve("repo/.git/worktrees/tree") + "\n");

    assertEquals(git("side", TWO), of("tree"));
  }

  @Test
  void whatIsNoRepositoryOrNoneAnyMore() throws Exception {
    assertEquals(Origin.UNKNOWN, of("empty"));
    write("odd/.git", "something else");
    assertEquals(Origin.UNKNOWN, of("odd"));
    write("bad/.git/HEAD", "ref: refs/heads/../../../secret\n");
    write("secret", ONE);
    assertEquals(git("../../../secret", null), of("bad"));
    write("loop/.git/HEAD", "ref: refs/heads/a\n");
    write("loop/.git/refs/heads/a", "ref: refs/heads/a\n");
    assertEquals(git("a", null), of("loop"));
    assertEquals(Origin.UNKNOWN, Checkout.of("\u0000"));
    assertEquals(Origin.UNKNOWN, Checkout.of("/nowhere/at/all"));
  }
}
