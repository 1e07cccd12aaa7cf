package acp.instruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Instructions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of instructions are found in their order, once, and never from outside. */
@Timeout(20)
class GuidesTest {
  @TempDir Path home;

  private Path user = Path.of("");
  private Path project = Path.of("");
  private Guides guides = new Guides(Path.of(""), Guides.BUDGET);

  @BeforeEach
  void make() throws IOException {
    user = Files.createDirectories(home.resolve("config"));
    project = Files.createDirectories(home.resolve("project"));
    Files.createDirectories(project.resolve(".git"));
    guides = new Guides(user, Guides.BUDGET);
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> texts(Path cwd) {
    return guides.read(cwd).sections().stream().map(Guidance.Section::text).toList();
  }

  @Test
  void whereThereIsNothingThereAreNone() {
    assertEquals(Guidance.NONE, guides.read(project));
    assertEquals(Guidance.NONE, guides.read(home.resolve("no/such/folder")));
  }

  @Test
  void theUsersComeFirstThenTheProjectsFromItsRootDown() throws Exception {
    write("config/AGENTS.md", "user");
    write("AGENTS.md", "above the root");
    write("project/AGENTS.md", "root");
    write("project/CLAUDE.md", "root for another");
    write("project/a/.goosehints", "middle");
    write("project/a/b/AGENTS.md", "leaf");
    write("project/other/AGENTS.md", "elsewhere");

    assertEquals(
        List.of("user", "root", "root for another", "middle", "leaf"),
        texts(project.resolve("a/b")));
  }

  @Test
  void withoutARepositoryOnlyTheFolderItselfCounts() throws Exception {
    Files.delete(project.resolve(".git"));
    write("project/AGENTS.md", "root");
    write("project/a/AGENTS.md", "leaf");

    assertEquals(List.of("leaf"), texts(project.resolve("a")));
  }

  @Test
  void aFileThatIsALinkToAnotherIsReadOnce() throws Exception {
    write("project/AGENTS.md", "once");
    Files.createSymbolicLink(project.resolve("CLAUDE.md"), Path.of("AGENTS.md"));
    write("project/.goosehints", "once");

    assertEquals(List.of("once"), texts(project));
  }

  @Test
  void aLinkThatLeadsOutIsNotFollowedAndThatIsNoted() throws Exception {
    write("secret.txt", "secret");
    Files.createSymbolicLink(project.resolve("AGENTS.md"), Path.of("../secret.txt"));
    Files.createSymbolicLink(project.resolve("CLAUDE.md"), Path.of("nowhere"));

    Guidance guidance = guides.read(project);

    assertEquals(List.of(), guidance.sections());
    assertEquals(2, guidance.notes().size());
    assertTrue(guidance.notes().getFirst().contains("leads out of"), guidance.notes().toString());
    assertTrue(guidance.notes().getLast().contains("leads nowhere"), guidance.notes().toString());
  }

  @Test
  void importsFollowTheFileThatNamesThem() throws Exception {
    write("project/AGENTS.md", "See @docs/style.md, and ask me@example.org or @nobody.");
    write("project/docs/style.md", "Style. Also @more.md!");
    write("project/docs/more.md", "More.");
    write("project/CLAUDE.md", "Last.");

    assertEquals(
        List.of(
            "See @docs/style.md, and ask me@example.org or @nobody.",
            "Style. Also @more.md!",
            "More.",
            "Last."),
        texts(project));
    assertEquals(List.of(), guides.read(project).notes());
  }

  @Test
  void importsInCircleEndAndDeepOnesToo() throws Exception {
    write("project/AGENTS.md", "zero @AGENTS.md @1.md");
    for (int i = 1; i < 9; i++) {
      write("project/" + i + ".md", i + " @" + (i + 1) + ".md @AGENTS.md");
    }

    Guidance guidance = guides.read(project);

    assertEquals(6, guidance.sections().size());
    assertTrue(guidance.notes().getFirst().contains("more than 5 steps"), guidance.toString());
  }

  @Test
  void anImportFromOutsideIsNoted() throws Exception {
    write("secret.txt", "secret");
    write("project/AGENTS.md", "@../secret.txt @/etc/passwd");

    Guidance guidance = guides.read(project);

    assertEquals(1, guidance.sections().size());
    assertFalse(guidance.sections().toString().contains("root:"), "a secret came in");
    assertTrue(guidance.notes().getFirst().contains("leads out of"), guidance.notes().toString());
  }

  @Test
  void whatStandsInCodeIsNoImport() throws Exception {
    write("project/AGENTS.md", "`@a.md`\n```\n@a.md\n```\n");
    write("project/a.md", "imported");

    assertEquals(1, texts(project).size());
  }

  @Test
  void whatIsNoTextOrTooLargeIsSkippedAndNoted() throws Exception {
    Files.write(project.resolve("AGENTS.md"), new byte[] {1, 0, 2});
    Files.write(project.resolve("CLAUDE.md"), new byte[] {(byte) 0xc3, 0x28});
    Files.writeString(project.resolve(".goosehints"), "x".repeat(TextFiles.MAX_FILE + 1));

    Guidance guidance = guides.read(project);

    assertEquals(List.of(), guidance.sections());
    assertEquals(3, guidance.notes().size());
    assertTrue(guidance.notes().getLast().contains("larger than 1024 KiB"), guidance.toString());
  }

  @Test
  void theBudgetIsForAllAndWhatIsCutSaysSo() throws Exception {
    guides = new Guides(user, 10);
    write("config/AGENTS.md", "1234567");
    write("project/AGENTS.md", "äöüß");
    write("project/CLAUDE.md", "more");

    Guidance guidance = guides.read(project);

    assertEquals(
        List.of("1234567", "ä"), guidance.sections().stream().map(Guidance.Section::text).toList());
    Instructions cut = guidance.files().getLast();
    assertFalse(cut.whole());
    assertEquals(2, cut.bytes());
    assertEquals(2, guidance.notes().size());
  }

  @Test
  void aChangeIsSeenAndKnownByItsDigest() throws Exception {
    Path file = write("project/AGENTS.md", "one");
    Guidance before = guides.read(project);
    assertEquals(before, guides.read(project));

    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));

    Guidance after = guides.read(project);
    assertEquals("two", after.sections().getFirst().text());
    assertFalse(before.files().equals(after.files()));
  }
}
