package acp.transfer.own;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.SessionId;
import acp.store.Samples;
import acp.store.memory.MemoryJournal;
import acp.store.sqlite.SqliteJournal;
import acp.transfer.Carrying;
import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Import.Wanted;
import acp.transfer.Imported;
import acp.transfer.Imported.Status;
import acp.transfer.Source;
import acp.transfer.Target;
import acp.transfer.TransferException;
import acp.transfer.foreign.OneFile;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file is said in one sentence with the line, and nothing is written. */
class BadFileTest extends Carrying {
  private static final List<Event> SAMPLES = List.copyOf(Samples.all().values());

  @BeforeEach
  void onDisk() {
    to = new SqliteJournal(folder.resolve("store"));
    created(SAMPLES);
  }

  private List<String> lines() throws Exception {
    return new ArrayList<>(text(LINES, false).lines().toList());
  }

  private String refusal(Path file) {
    Imported refused = one(file);
    assertEquals(Status.REFUSED, refused.status(), refused::toString);
    assertEquals(List.of(), sessions());
    assertFalse(refused.problem().contains(folder.toString()), refused.problem());
    return refused.problem();
  }

  private String refusal(List<String> lines) throws Exception {
    return refusal(file("session.jsonl", String.join("\n", lines) + "\n"));
  }

  private String changed(int line, UnaryOperator<String> change) throws Exception {
    List<String> lines = lines();
    lines.set(line - 1, change.apply(lines.get(line - 1)));
    return refusal(lines);
  }

  @Test
  void aBrokenLineIsNamed() throws Exception {
    assertEquals("line 7: is not well-formed JSON", changed(7, line -> line.substring(0, 20)));
    assertEquals("line 7: is not well-formed JSON", changed(7, line -> line.replace('}', ' ')));
    assertEquals("line 7: is not one JSON object", changed(7, line -> "[1]"));
    assertEquals("line 7: is not one JSON object", changed(7, line -> line + line));
    assertEquals("line 7: has no \"type\" or no \"data\"", changed(7, line -> "{\"seq\":6}"));
    assertEquals("line 7: has no \"seq\"", changed(7, line -> "{\"sub\":6}"));
    assertEquals(
        "line 7: \"at\" is missing or wrong", changed(7, line -> line.replace("2026-", "20x6-")));
    assertEquals(
        "line 7: \"at\" is missing or wrong",
        changed(7, line -> line.replace("2026-", "+999999999-")));
    assertEquals("line 7: is nested too deep", changed(7, line -> "{\"a\":" + "[".repeat(5000)));
  }

  @Test
  void anIdThatIsThereTwiceIsNamed() throws Exception {
    List<String> lines = lines();
    lines.add(8, lines.get(7));

    assertEquals("line 9: has the same seq as the event before it", refusal(lines));
  }

  @Test
  void anEventThatIsNotInItsPlaceIsNamed() throws Exception {
    List<String> lines = lines();
    lines.add(4, lines.remove(8));
    assertEquals("line 6: its seq is not in its place", refusal(lines));
    assertEquals(
        "line 3: its seq is not in its place", changed(3, line -> line.replace(":2,", ":-2,")));
    assertEquals(
        "line 3: its seq is not in its place",
        changed(3, line -> line.replace(":2,", ":4294967296,")));
  }

  @Test
  void whatWasChangedLostOrAddedIsNoticed() throws Exception {
    assertTrue(changed(8, line -> line.replace("-1\"", "-2\"")).contains("checksum"));
    List<String> lines = lines();
    lines.remove(5);
    assertTrue(refusal(lines).contains("some were lost"));
    lines = lines();
    lines.removeLast();
    assertTrue(refusal(lines).contains("its end was cut off"));
    lines = lines();
    lines.add(lines.get(3));
    assertTrue(refusal(lines).contains("stands behind the end"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 1_000, 5_000})
  void aFileThatWasCutOffIsRefusedInBothForms(int kept) throws Exception {
    for (Target target : List.of(LINES, DOCUMENT)) {
      byte[] whole = exported(from, S, target, false);

      refusal(file("cut", Arrays.copyOf(whole, Math.min(kept, whole.length - 3))));
      refusal(file("cut", Arrays.copyOf(whole, whole.length - 3 - kept / 2)));
    }
  }

  @Test
  void aNewerFormatIsRefusedByName() throws Exception {
    String problem = changed(1, line -> line.replace("\"version\":1", "\"version\":2"));

    assertTrue(problem.contains("newer version of this program"), problem);
    Path document = file("d.json", text(DOCUMENT, false).replace("\"version\":1", "\"version\":2"));
    assertTrue(refusal(document).contains("newer version of this program"));
  }

  @ParameterizedTest
  @CsvSource({
    "\"id\":\"019a, \"id\":\"../../../019a",
    "\"id\":\"019a, \"id\":\"draft:",
    "\"cwd\":\"/home, \"cwd\":7,\"x\":\"",
    "\"created\":\"2026, \"created\":\"never",
    "\"last_seq\":, \"last_seq\":9999999999",
    "\"session\":, \"sess\":",
    "\"last_seq\":, \"traits\":[];\"last_seq\":",
    "\"last_seq\":, \"traits\":{\"type\":\"odd\"};\"last_seq\":",
    "\"last_seq\":, \"traits\":{\"tags\":[\"a b\"]};\"last_seq\":",
    "\"last_seq\":, \"traits\":{\"archived\":\"never\"};\"last_seq\":",
    "\"last_seq\":, \"traits\":{\"data\":{\"a\":1}};\"last_seq\":"
  })
  void aSessionThatIsNoneIsRefused(String part, String other) throws Exception {
    String problem = changed(1, line -> line.replace(part, other.replace(';', ',')));

    assertTrue(problem.startsWith("line 1: "), problem);
  }

  @Test
  void bytesThatAreNoTextAreNamed() throws Exception {
    byte[] whole = exported(from, S, LINES, false);
    int third = new String(whole, StandardCharsets.ISO_8859_1).indexOf("{\"seq\":2") + 30;
    whole[third] = (byte) 0xC0;

    assertEquals("line 3: is not valid UTF-8", refusal(file("session.jsonl", whole)));
  }

  @Test
  void anEndlessLineIsRefusedWithoutReadingItAll() throws Exception {
    Path file = file("session.jsonl", lines().getFirst() + "\n{\"seq\":1,\"at\":\"");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }

    assertEquals("line 2: is longer than 65 MiB", refusal(file));
  }

  @Test
  void anEndlessDocumentIsRefusedToo() throws Exception {
    String document = text(DOCUMENT, false);
    Path file = folder.resolve("endless.json");
    try (var out = Files.newBufferedWriter(file)) {
      out.write(document.substring(0, document.indexOf("\n{\"seq\":1")));
      out.write("\n{\"seq\":1,\"data\":{\"x\":[");
      String piece = "\"" + "a".repeat(1 << 20) + "\",";
      for (int i = 0; i < 70; i++) {
        out.write(piece);
      }
    }

    assertTrue(refusal(file).contains("one piece is longer than 65 MiB"));
  }

  @Test
  void aLargeSessionTakesLittleMemory() throws Exception {
    Path file = folder.resolve("large.jsonl");
    Checksum checksum = new Checksum();
    long count = 210;
    try (var out = Files.newBufferedWriter(file)) {
      String head = lines().getFirst().replaceAll("\"last_seq\":\\d+", "\"last_seq\":" + count);
      checksum.line(head);
      out.write(head + "\n");
      String text = "x".repeat(1 << 20);
      for (int seq = 1; seq <= count; seq++) {
        String line =
            "{\"seq\":%d,\"at\":\"2026-11-20T09:30:00Z\",\"type\":\"tool_output\",\"data\":{\"call\":\"c\",\"text\":\"%s\"}}"
                .formatted(seq, text);
        checksum.line(line);
        out.write(line + "\n");
      }
      out.write("{" + new Trailer(count, checksum.hex(), 0).fields(false) + "}\n");
    }

    Imported imported = one(file);

    assertEquals("", imported.problem());
    assertEquals(count, imported.events());
    assertEquals(count, requireNonNull(to.find(S).block()).lastSeq());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsRefusedInsteadOfWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe.jsonl");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

    TransferException refused = assertThrows(TransferException.class, () -> imported(pipe, ALL));

    assertEquals("is neither a file nor a folder", refused.getMessage());
    assertEquals(List.of(), imported(folder, new Wanted("acp-server", true, false)));
  }

  @Test
  void whatIsNotThereIsSaidAndWhatIsNoSessionToo() throws Exception {
    assertThrows(TransferException.class, () -> imported(folder.resolve("nothing"), ALL));
    assertTrue(refusal(file("a.txt", "hello")).contains("no session"));
    assertTrue(refusal(file("a.json", "{\"a\":1}")).contains("no session"));
    assertTrue(refusal(file("a.db", "SQLite format 3\0")).contains("no session"));
  }

  @Test
  void inAFolderOneBadFileDoesNotKeepTheOthersOut() throws Exception {
    Path home = Files.createDirectories(folder.resolve("sessions/2026"));
    Files.write(home.resolve("b.jsonl"), exported(from, S, LINES, false));
    Files.write(home.resolve("a.jsonl"), lines().subList(0, 4));
    Files.writeString(home.resolve("README"), "not one");
    Files.createSymbolicLink(home.resolve("loop"), home);

    List<Imported> all = imported(folder.resolve("sessions"), ALL);

    assertEquals(
        List.of(Status.REFUSED, Status.IMPORTED), all.stream().map(Imported::status).toList());
    assertEquals(SAMPLES.size(), kept(S).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "cwd"})
  void aTitleOrFolderThatNoListCouldHoldIsRefused(String field) throws Exception {
    String problem =
        changed(
            1,
            line ->
                line.replaceFirst(
                    "\"" + field + "\":\"[^\"]*\"",
                    "\"" + field + "\":\"/" + "x".repeat(200_000) + "\""));

    assertEquals("line 1: \"" + field + "\" is longer than any that this program writes", problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "values"})
  void whatWouldTakeAllTimeOrMemoryIsRefusedAtOnce(String what) throws Exception {
    String value =
        what.equals("number") ? "7".repeat(20_000_000) : "[" + "[],".repeat(1_100_000) + "1]";

    assertEquals(
        "line 7: has too many values, or one that is too long",
        changed(7, line -> line.replaceFirst("\"data\":\\{", "\"data\":{\"x\":" + value + ",")));
  }

  @Test
  void aNumberOfManyDigitsIsKeptToTheLast() throws Exception {
    String digits = "7".repeat(1_000);
    SessionId other = new SessionId("019a0000-0000-7000-8000-00000000000a");
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("n", new BigInteger(digits));
    created(other, "t", List.of(new Event.Unknown("later", data)));

    Imported imported = one(file("n.jsonl", exported(from, other, LINES, false)));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertTrue(kept(other).toString().contains(digits));
  }

  @Test
  void aLinkInAFolderLeadsToNoFileOutsideOfIt() throws Exception {
    Path outside = file("outside.jsonl", exported(from, S, LINES, false));
    Path home = Files.createDirectories(folder.resolve("given"));
    Files.createSymbolicLink(home.resolve("link.jsonl"), outside);

    assertEquals(List.of(), imported(home, ALL));
    assertEquals(List.of(), sessions());
  }

  @Test
  void aFileThatChangesWhileItIsReadLeavesNothing() throws Exception {
    Path file = file("changing.jsonl", exported(from, S, LINES, false));
    SessionId same = new SessionId("019a0000-0000-7000-8000-000000000001");
    formats =
        List.of(
            new Changing(
                () -> {
                  from.close();
                  from = new MemoryJournal();
                  created(same, "A title", List.of(SAMPLES.getFirst(), SAMPLES.get(1)));
                  Files.write(file, exported(from, same, LINES, false));
                }));

    assertEquals("the file was changed while it was read", refusal(file));
  }

  private List<Format> formats = List.of(new OwnFormat());

  @Override
  protected List<Format> formats() {
    return formats;
  }

  /** Our own format, in a file that somebody writes to behind the first reading. */
  private record Changing(Executable change) implements Format {
    @Override
    public String name() {
      return "acp-server";
    }

    @Override
    public boolean matches(Head head) {
      return true;
    }

    @Override
    public Source open(Path file) {
      Source source = new OwnFormat().open(file);
      Source.Recording whole = source.recordings().getFirst();
      int[] read = {0};
      return new OneFile(
          file,
          "",
          "",
          _ -> {
            if (read[0]++ == 1) {
              assertDoesNotThrow(change);
            }
            return whole.read();
          });
    }
  }
}
