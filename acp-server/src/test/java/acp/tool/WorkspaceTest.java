package acp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is inside a workspace, and what only looks as if it were. */
@Timeout(5)
class WorkspaceTest {
  @TempDir Path folder;
  private Path cwd;
  private Path root;
  private Path outside;
  private Workspace workspace;

  @BeforeEach
  void make() throws IOException {
    cwd = Files.createDirectory(folder.resolve("cwd"));
    root = Files.createDirectory(folder.resolve("root"));
    outside = Files.createDirectory(folder.resolve("outside"));
    workspace = new Workspace(cwd, List.of(root));
  }

  @Test
  void relativePathsStartFromTheCwd() {
    assertEquals(cwd.resolve("a/b.md"), workspace.resolve("a/./c/../b.md"));
    assertEquals(cwd, workspace.resolve("."));
    assertEquals(cwd.resolve("~/a"), workspace.resolve("~/a"));
  }

  @Test
  void absolutePathsAndFileUrisMayNameEveryRoot() {
    assertEquals(cwd.resolve("a.md"), workspace.resolve(cwd + "/a.md"));
    assertEquals(root.resolve("a.md"), workspace.resolve(root + "/a.md"));
    assertEquals(root.resolve("a b.md"), workspace.resolve("file://" + root + "/a%20b.md"));
  }

  @Test
  void pathsOutsideAreRefusedInASentenceForTheModel() {
    assertRefused("../outside/a.md", "The path \"../outside/a.md\" is outside the workspace.");
    assertRefused("/etc/passwd", "The path \"/etc/passwd\" is outside the workspace.");
    assertRefused(folder + "/cwd2", "The path \"" + folder + "/cwd2\" is outside the workspace.");
    assertRefused("/", "The path \"/\" is outside the workspace.");
  }

  @Test
  void additionalRootsAreNoPlaceForRelativePathsToStart() throws IOException {
    Files.writeString(root.resolve("only-here.md"), "");

    assertEquals(cwd.resolve("only-here.md"), workspace.resolve("only-here.md"));
  }

  @Test
  void malformedPathsAreRefused() {
    assertRefused("", "The path \"\" is empty.");
    assertRefused("a\0b", "The path \"a\uFFFDb\" is not a path.");
    assertRefused("file:///a%00b", "The path \"file:///a%00b\" is not a path.");
    assertRefused("file://host/a", "The path \"file://host/a\" is not a path.");
    assertRefused("file:a", "The path \"file:a\" is not a path.");
  }

  @Test
  void aLinkThatLeadsOutsideIsOutside() throws IOException {
    Files.writeString(outside.resolve("secret"), "");
    Files.createSymbolicLink(cwd.resolve("door"), outside);
    Files.createSymbolicLink(cwd.resolve("window"), outside.resolve("secret"));

    assertRefused("door", "is outside the workspace.");
    assertRefused("door/secret", "is outside the workspace.");
    assertRefused("door/new/file", "is outside the workspace.");
    assertRefused("window", "is outside the workspace.");
  }

  @Test
  void aLinkToAFileThatIsYetToBeMadeIsRefused() throws IOException {
    Files.createSymbolicLink(cwd.resolve("trap"), outside.resolve("new"));
    Files.createSymbolicLink(cwd.resolve("loop"), cwd.resolve("loop"));

    assertRefused("trap", "leads through a link that cannot be followed.");
    assertRefused("loop/a", "leads through a link that cannot be followed.");
  }

  @Test
  void aLinkFromOneRootIntoAnotherIsInside() throws IOException {
    Files.createSymbolicLink(cwd.resolve("shared"), root);

    assertEquals(cwd.resolve("shared/a.md"), workspace.resolve("shared/a.md"));
  }

  @Test
  void aCwdThatIsALinkKeepsTheNameThatTheEditorUses() throws IOException {
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), cwd);
    Workspace linked = new Workspace(alias, List.of());

    assertEquals(alias.resolve("a.md"), linked.resolve("a.md"));
    assertEquals(cwd.resolve("a.md"), linked.resolve(cwd + "/a.md"));
  }

  @Test
  void aCwdThatIsGoneHoldsNothingElse() throws IOException {
    Files.delete(cwd);

    assertEquals(cwd.resolve("a.md"), workspace.resolve("a.md"));
    assertRefused("../outside", "is outside the workspace.");
  }

  @Test
  void pathsAreShownRelativeToTheCwdWhereTheyAreInIt() {
    assertEquals("a/b.md", workspace.show(cwd.resolve("a/b.md")));
    assertEquals(".", workspace.show(cwd));
    assertEquals(root + "/a.md", workspace.show(root.resolve("a.md")));
    assertEquals("a↵b", workspace.show(cwd.resolve("a\nb")));
  }

  private void assertRefused(String path, String sentence) {
    AcpException refusal = assertThrows(AcpException.class, () -> workspace.resolve(path));
    assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
    assertTrue(String.valueOf(refusal.getMessage()).endsWith(sentence), refusal::getMessage);
  }
}
