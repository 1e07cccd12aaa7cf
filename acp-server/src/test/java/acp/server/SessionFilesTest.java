package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.cli.Kept;
import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.session.SessionSummary;
import acp.store.memory.MemoryJournal;
import acp.transfer.TransferException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions between the store and files, as the commands ask for it. */
@Timeout(30)
class SessionFilesTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:30:00Z");

  @TempDir Path folder;
  private final MemoryJournal journal = new MemoryJournal();
  private final SessionFiles files = new SessionFiles(journal);
  private final List<Kept.Told> told = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private void created(String... ids) {
    for (String id : ids) {
      journal
          .create(
              new SessionSummary(new SessionId(id), "/", "Title\u001b[2J\n" + id, AT, AT, 1),
              List.of(new Entry(1, AT, new Event.SessionOpened("/", List.of(), null))))
          .block(Duration.ofSeconds(9));
    }
  }

  private List<String> export(List<String> ids, boolean all, @Nullable Path to, boolean replace)
      throws Exception {
    told.clear();
    files.export(new Kept.Export(ids, all, "jsonl", to, false, replace), out, told::add);
    return told.stream().map(Kept.Told::line).toList();
  }

  private List<String> names() throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aSessionIsFoundByHowItsIdBegins() throws Exception {
    created("aa1", "aa2", "b");

    assertEquals(List.of("aa2: 1 events"), export(List.of("aa2"), false, null, false));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("{\"format\""));
    assertEquals(
        List.of(
            "aa: several sessions begin so: aa1, aa2",
            "c: there is no session whose id or name is or begins with it",
            ": there is no session whose id or name is or begins with it"),
        export(List.of("aa", "c", ""), false, folder, false));
    assertTrue(told.stream().allMatch(Kept.Told::failed));
  }

  @Test
  void allGoToFilesThatOnlyTheirOwnerMayRead() throws Exception {
    created("aa1", "../b", ".c");

    export(List.of(), true, folder.resolve("new/er"), false);
    export(List.of(), true, folder, false);

    assertEquals(List.of("_._b.jsonl", "_c.jsonl", "aa1.jsonl", "new"), names());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("new/er/aa1.jsonl"))));
  }

  @Test
  void aFileThatIsThereIsNotWrittenOverUnasked() throws Exception {
    created("aa1");
    Path file = Files.writeString(folder.resolve("aa1.jsonl"), "precious");

    assertEquals(
        List.of("aa1: is there already; --force writes over it"),
        export(List.of("aa1"), false, file, false));
    assertEquals("precious", Files.readString(file));
    export(List.of("aa1"), false, file, true);
    assertTrue(Files.readString(file).contains("sha256"));
    assertEquals(List.of("aa1.jsonl"), names());
  }

  @Test
  void whatCannotBeWrittenIsSaid() throws Exception {
    created("aa1");

    List<String> lines = export(List.of("aa1"), false, folder.resolve("no/such/file"), false);

    assertEquals(List.of("aa1: cannot be written: there is no such file"), lines);
  }

  @Test
  void anImportIsToldWithoutControlCharacters() throws Exception {
    created("aa1");
    Path file = folder.resolve("aa1.jsonl");
    export(List.of("aa1"), false, file, false);
    MemoryJournal other = new MemoryJournal();
    told.clear();

    new SessionFiles(other).bring(new Kept.Import(file, null, false, false), told::add);

    assertEquals(
        "imported  aa1  \"Title�[2J↵aa1\"  1 events  from acp-server", told.getFirst().line());
    assertTrue(told.getFirst().json().contains("\"status\":\"imported\""));
    TransferException missing =
        assertThrows(
            TransferException.class,
            () -> files.bring(new Kept.Import(Path.of("/no/such"), null, false, false), told::add));
    assertEquals("/no/such cannot be read: there is no such file", missing.getMessage());
  }
}
