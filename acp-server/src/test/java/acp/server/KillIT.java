package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.SessionId;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random points of processes that share a store: each streams, edits and runs commands,
 * now in a session of its own, now in one that all of them want. Whatever an editor had received is
 * in the journal, once and in order; the next process replays it, no tool runs twice, and the file
 * is sound. {@code -Dkills=1000} for more than a few.
 */
@Timeout(5400)
class KillIT {
  private static final int KILLS = Integer.getInteger("kills", 25);
  private static final int PROCESSES = 4;

  /** So many lives have one session; then a new one is begun, or replays would grow for ever. */
  private static final int LIVES = 20;

  private static final String LARGE = "hello " + "a line of a large file\n".repeat(5_000);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Map<String, Received> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger prompts = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private Path project;

  @BeforeEach
  void makeTheProject() throws Exception {
    project = Files.createDirectory(home.resolve("project"));
  }

  @Test
  void whatEditorsReceivedIsOnDiskOnceAndNoToolRunsTwice() throws Exception {
    String shared;
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      shared = open(editor);
      editor.end();
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(PROCESSES)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        Random random = new Random(seed + i);
        all.add(threads.submit((Callable<Integer>) () -> live(shared, random)));
      }
      for (Future<Integer> one : all) {
        one.get();
      }
    }

    assertSound();
    sessions.forEach(
        (session, received) -> received.assertIn(journaled(session), session + ", seed " + seed));
    assertReplayed(shared);
    assertTrue(
        sessions.values().stream().mapToInt(Received::textLength).sum() > 0,
        "nothing was streamed");
    assertTrue(
        sessions.values().stream().mapToInt(Received::calls).sum() > 0, "no tool was called");
    System.out.printf(
        "%d kills of %d processes in %d sessions: %d prompts, %d refused because another process"
            + " was at work; integrity ok (seed %d)%n",
        kills.get(), PROCESSES, sessions.size(), prompts.get(), refused.get(), seed);
  }

  /** One process after the other, until there were enough kills; how many there were here. */
  private int live(String shared, Random random) throws Exception {
    String own = "";
    int life = 0;
    for (int kill = kills.incrementAndGet(); kill <= KILLS; kill = kills.incrementAndGet()) {
      String at = "kill " + kill + ", seed " + seed;
      try (Editor editor = Editor.start(home)) {
        editor.initialize();
        if (life++ % LIVES == 0) {
          own = open(editor);
        }
        String session = random.nextInt(3) == 0 ? shared : own;
        loadAndCheck(editor, session, session.equals(shared), at);
        work(editor, session, random);
      }
      assertEachRanOnce(at);
    }
    kills.decrementAndGet();
    return life;
  }

  private String open(Editor editor) throws Exception {
    String session = editor.open(project);
    sessions.put(session, new Received());
    return session;
  }

  /** What is received before is replayed, and closed unless others are at work. */
  private void loadAndCheck(Editor editor, String session, boolean isShared, String at)
      throws Exception {
    Received before = received(session).copy();
    Received replay = new Received();
    replay.add(load(editor, session));
    before.assertIn(replay, at);
    if (!isShared) {
      replay.assertClosed(at);
    }
  }

  private List<JsonNode> load(Editor editor, String session) throws Exception {
    int heard = editor.heard().size();
    JsonNode answer = editor.load(session, project);
    assertTrue(answer.has("result"), answer.toString());
    List<JsonNode> replay = new ArrayList<>();
    for (String line : editor.heard().subList(heard, editor.heard().size())) {
      replay.add(JSON.readTree(line));
    }
    return replay;
  }

  private Received received(String session) {
    return sessions.computeIfAbsent(session, _ -> new Received());
  }

  /** Prompts until enough was heard, or others are at work; then kills, in the midst of it. */
  private void work(Editor editor, String session, Random random) throws Exception {
    int patience = 1 + random.nextInt(60);
    int spin = random.nextInt(2_000_000);
    List<JsonNode> messages = new ArrayList<>();
    boolean free = true;
    while (free && messages.size() < patience) {
      free = promptOn(editor, session, messages, patience);
    }
    for (long end = System.nanoTime() + spin; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
    editor.kill();
    editor.answerPermissions(null); // nobody is there to be answered any more
    for (JsonNode last = editor.next(); last != null; last = editor.next()) {
      messages.add(last);
    }
    received(session).add(messages);
  }

  /** Prompts until the turn is over or enough was heard; false if another process is at work. */
  private boolean promptOn(Editor editor, String session, List<JsonNode> messages, int patience)
      throws Exception {
    int next = prompts.incrementAndGet();
    String text =
        switch (next % 4) {
          case 0 -> "stream n=400 size=20 delay=1";
          case 1 -> "run echo " + next + " >> ran.txt";
          case 2 -> "edit file" + next + ".txt";
          default -> LARGE;
        };
    int id = editor.sendPrompt(session, text);
    while (messages.size() < patience) {
      JsonNode message = editor.next();
      assertTrue(message != null, "the server ended by itself");
      messages.add(message);
      if (!message.has("method") && message.path("id").asInt() == id) {
        if (message.has("error")) {
          // Nothing else may go wrong; that another was a little faster is told the same way.
          assertEquals("busy", message.at("/error/data/kind").asText(), "refused: " + message);
          refused.incrementAndGet();
          return false;
        }
        return true;
      }
    }
    return true;
  }

  private Path store() {
    return home.resolve(".local/share/acp-server");
  }

  /** What a reader of the store's own sees. */
  private List<Entry> journaled(String session) {
    try (SqliteJournal journal = new SqliteJournal(store())) {
      return journal
          .read(new SessionId(session), 0)
          .collectList()
          .blockOptional(Duration.ofSeconds(60))
          .orElseThrow();
    }
  }

  /** Whatever is still open is shown closed, since nobody is at work any more. */
  private void assertReplayed(String session) throws Exception {
    try (Editor editor = Editor.start(home)) {
      editor.initialize();
      Received replay = new Received();
      replay.add(load(editor, session));
      received(session).assertIn(replay, "at the end, seed " + seed);
      replay.assertClosed("at the end, seed " + seed);
    }
  }

  private void assertSound() throws Exception {
    assertEquals("ok", ask("PRAGMA integrity_check"));
    assertEquals("0", ask("SELECT count(*) FROM blob WHERE no NOT IN (SELECT blob FROM piece)"));
    assertEquals(
        "0",
        ask(
            "SELECT count(*) FROM event e WHERE coalesce(e.pieces, 0)"
                + " <> (SELECT count(*) FROM piece p JOIN blob b ON b.no = p.blob"
                + " WHERE p.event = e.key)"));
    assertEquals("0", ask("SELECT count(*) FROM damage"));
  }

  private String ask(String question) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + store().resolve("sessions.db"));
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(question)) {
      return row.getString(1);
    }
  }

  private void assertEachRanOnce(String at) throws Exception {
    Path ran = project.resolve("ran.txt");
    if (Files.exists(ran)) {
      List<String> lines = Files.readAllLines(ran);
      assertEquals(new LinkedHashSet<>(lines).size(), lines.size(), at + ": a command ran twice");
    }
  }
}
