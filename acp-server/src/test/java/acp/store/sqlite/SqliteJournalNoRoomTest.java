package acp.store.sqlite;

import static acp.store.JournalFixture.S;
import static acp.store.JournalFixture.all;
import static acp.store.JournalFixture.entries;
import static acp.store.JournalFixture.entry;
import static acp.store.JournalFixture.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Disks that take no more, as far as a user can have one: by a limit of the length of files, which
 * needs no rights; and by a small disk of its own, where the system lets its user have that. Each
 * is met by a process of its own.
 */
class SqliteJournalNoRoomTest extends StoreFixture {

  /** Fills the store until it takes no more, then asks for room, then goes on. */
  static final class Filler {
    private Filler() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      try (SqliteJournal journal = new SqliteJournal(folder)) {
        journal.create(summary("s", "/", 0, 1), entries(1, 1)).block();
        int seq = fill(journal);
        List<Entry> kept = all(journal, S, 0);
        System.out.println(
            "kept " + (kept.equals(written(seq)) ? "all" : "other than") + " " + seq);
        Files.deleteIfExists(folder.resolve("ballast"));
        if (args.length > 1) {
          append(journal, seq + 1);
          System.out.println("went on");
        }
      }
      Runtime.getRuntime().halt(0);
    }

    /** The last seq that was taken. */
    private static int fill(Journal journal) {
      for (int seq = 2; ; seq++) {
        try {
          append(journal, seq);
        } catch (JournalException full) {
          System.out.println("refused: " + full.getMessage());
          return seq - 1;
        }
      }
    }

    private static void append(Journal journal, int seq) {
      journal.append(S, new Append(seq - 1, List.of(large(seq)), List.of(), null)).block();
    }

    private static List<Entry> written(int last) {
      List<Entry> all = new ArrayList<>(entries(1, 1));
      for (int seq = 2; seq <= last; seq++) {
        all.add(large(seq));
      }
      return all;
    }

    private static Entry large(int seq) {
      return entry(seq, seq + noise(40_000));
    }
  }

  @Test
  void aFileThatMayGrowNoMoreFailsTheWriteAndKeepsTheRest() throws Exception {
    Files.createDirectories(folder);

    List<String> said = run("ulimit -f 8000; exec \"$@\"", folder);

    assertTrue(said.getFirst().startsWith("refused: The session store " + folder), said.toString());
    assertTrue(said.get(1).startsWith("kept all "), said.toString());
    assertEquals("ok", ask("PRAGMA integrity_check"));
  }

  @Test
  void aFullDiskFailsTheWriteAndIsUsedAgainWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    String mount = "mount -t tmpfs -o size=4m none " + disk;
    if (!works("unshare -rm sh -c '" + mount + "'")) {
      return; // this user may have no disk; the test above is for them
    }
    String ballast = "; mkdir -p " + disk + "; head -c 2000000 /dev/zero > " + disk + "/ballast; ";

    List<String> said =
        run("exec unshare -rm sh -c '" + mount + ballast + "exec \"$@\"' sh \"$@\"", disk, "on");

    assertTrue(said.getFirst().contains("the disk is full; make room"), said.toString());
    assertTrue(said.get(1).startsWith("kept all "), said.toString());
    assertEquals("went on", said.get(2));
  }

  private static boolean works(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command + " 2> /dev/null").start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** Has the shell run a filler; what it said. */
  private static List<String> run(String shell, Path folder, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Filler.class.getName(),
            folder.toString()));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.inputReader()) {
      List<String> said = out.lines().toList();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the process does not end");
      assertEquals(0, process.exitValue(), said.toString());
      return said;
    }
  }
}
