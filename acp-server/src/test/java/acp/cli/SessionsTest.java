package acp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed about sessions becomes one order, or one line and a 2. */
@Timeout(20)
class SessionsTest {
  @TempDir Path folder;
  private final List<Shelf> opened = new ArrayList<>();

  private record Ran(int exit, String out, String err) {}

  private Ran run(String... args) {
    var program =
        new Commands.Program(
            "1",
            folder,
            folder,
            new NoKeys(),
            new PlayedHost(),
            folder,
            this::open,
            List.of(new Commands.Flag("--data-dir", "<folder>", "Where sessions are kept.")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Commands.run(
            args,
            program,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    opened.forEach(shelf -> assertTrue(shelf.closed));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Kept open(Map<String, String> flags) {
    Shelf shelf = new Shelf(flags);
    opened.add(shelf);
    return shelf;
  }

  private Object asked() {
    return opened.getLast().asked.getLast();
  }

  @Test
  void oneSessionGoesToStandardOutputAndTheRemarksDoNot() {
    Ran ran = run("sessions", "export", "019a");

    assertEquals(new Ran(0, "the session\n", "019a told\n"), ran);
    assertEquals(new Kept.Export(List.of("019a"), false, "jsonl", null, false, false), asked());
    assertEquals(0, run("sessions", "export", "019a", "--out", "-", "--format=md").exit);
    assertEquals(new Kept.Export(List.of("019a"), false, "md", null, false, false), asked());
  }

  @Test
  void theFormatIsWhatTheFileEndsWith() {
    run("sessions", "export", "019a", "--out", "a.md", "--redact", "--force");

    assertEquals(
        new Kept.Export(List.of("019a"), false, "md", Path.of("a.md"), true, true), asked());
  }

  @Test
  void severalGoToAFolder() {
    run("sessions", "export", "a", "b", "--out", folder.toString());
    assertEquals(new Kept.Export(List.of("a", "b"), false, "jsonl", folder, false, false), asked());

    run("sessions", "export", "--all", "--out", folder.resolve("new").toString());
    assertEquals(
        new Kept.Export(List.of(), true, "jsonl", folder.resolve("new"), false, false), asked());
  }

  @Test
  void oneThatFailsIsAOne() {
    assertEquals(1, run("sessions", "export", "a", "bad", "--out", folder.toString()).exit);
    assertEquals(1, run("sessions", "import", "bad").exit);
    assertEquals(0, run("sessions", "import", "good").exit);
  }

  @Test
  void anImportIsToldInLinesOrAsJson() {
    assertEquals(new Ran(0, "file told\n", ""), run("sessions", "import", "dir/file"));
    assertEquals(new Kept.Import(Path.of("dir/file"), null, false, false), asked());

    Ran ran = run("sessions", "import", "f", "--json", "--dry-run", "--as-new", "--from", "goose");
    assertEquals(new Ran(0, "{\"name\":\"f\"}\n", ""), ran);
    assertEquals(new Kept.Import(Path.of("f"), "goose", true, true), asked());
  }

  @Test
  void anImportOfNothingSaysSo() {
    Ran ran = run("sessions", "import", "empty");

    assertEquals(new Ran(1, "", "There is no session in empty\n"), ran);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions --data-dir /x export a",
        "--data-dir /x sessions export a",
        "sessions export --data-dir /x a",
        "acp --data-dir /x sessions export a"
      })
  void theFolderOfTheStoreMayBeNamedAnywhere(String line) {
    Ran ran = run(line.split(" ", -1));

    assertEquals(0, ran.exit, ran.err);
    assertEquals(Map.of("data-dir", "/x"), opened.getLast().flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions",
        "sessions frobnicate",
        "sessions export",
        "sessions export a --all",
        "sessions export a b",
        "sessions export --all",
        "sessions export a --format pdf",
        "sessions import",
        "sessions import a b",
        "sessions import a --from word"
      })
  void whatIsNotUnderstoodIsOneLineAndATwo(String line) {
    Ran ran = run(line.split(" ", -1));

    assertEquals(2, ran.exit, ran.err);
    assertEquals("", ran.out);
    assertEquals(1, ran.err.lines().count(), ran.err);
  }
}
