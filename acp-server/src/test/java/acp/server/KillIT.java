package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.SessionId;
import acp.store.sqlite.SqliteJournal;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random points of a session that streams, edits and runs commands: whatever the editor
 * had received is in the journal, the next process replays it, and no tool runs twice. {@code
 * -Dkills=200} for more than a few.
 */
@Timeout(1200)
class KillIT {
  private static final int KILLS = Integer.getInteger("kills", 25);

  @TempDir Path home;

  @Test
  void whatTheEditorReceivedIsOnDiskAndNoToolRunsTwice() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    Path project = Files.createDirectory(home.resolve("project"));
    Path ran = project.resolve("ran.txt");
    String session = "";
    Received received = new Received();
    int commands = 0;

    for (int kill = 0; kill < KILLS; kill++) {
      String at = "kill " + kill + ", seed " + seed;
      try (Editor editor = Editor.start(home)) {
        editor.initialize();
        if (session.isEmpty()) {
          session = editor.open(project);
        } else {
          received.check(replayed(editor, session, project), at);
          received.checkJournal(journaled(session), at);
        }
        int patience = 1 + random.nextInt(60);
        int spin = random.nextInt(2_000_000);
        List<JsonNode> messages = new ArrayList<>();
        while (messages.size() < patience) {
          commands = promptOn(editor, session, commands, messages, patience);
        }
        for (long end = System.nanoTime() + spin; System.nanoTime() < end; ) {
          Thread.onSpinWait();
        }
        editor.kill();
        editor.answerPermissions(null); // nobody is there to be answered any more
        for (JsonNode last = editor.next(); last != null; last = editor.next()) {
          messages.add(last);
        }
        messages.forEach(received::add);
      }
      assertEachRanOnce(ran, at);
    }

    assertTrue(received.textLength() > 0, "nothing was streamed");
    assertTrue(received.calls.size() > 0, "no tool was called");
  }

  /**
   * Prompts until the turn is over or enough was heard; the number of commands asked for so far.
   */
  private static int promptOn(
      Editor editor, String session, int commands, List<JsonNode> messages, int patience)
      throws Exception {
    int next = commands + 1;
    String text =
        switch (next % 3) {
          case 0 -> "stream n=400 size=20 delay=1";
          case 1 -> "run echo " + next + " >> ran.txt";
          default -> "edit file" + next + ".txt";
        };
    int id = editor.sendPrompt(session, text);
    while (messages.size() < patience) {
      JsonNode message = editor.next();
      assertFalse(message == null, "the server ended by itself");
      messages.add(message);
      if (!message.has("method") && message.path("id").asInt() == id) {
        break;
      }
    }
    return next;
  }

  private static Received replayed(Editor editor, String session, Path project) throws Exception {
    Received replay = new Received();
    int before = editor.heard().size();
    JsonNode answer = editor.load(session, project);
    assertTrue(answer.has("result"), answer.toString());
    for (String line : editor.heard().subList(before, editor.heard().size())) {
      replay.add(new com.fasterxml.jackson.databind.ObjectMapper().readTree(line));
    }
    return replay;
  }

  /** The text of each message, as a reader of the store's own sees it. */
  private Map<String, String> journaled(String session) {
    Map<String, String> texts = new HashMap<>();
    try (SqliteJournal journal = new SqliteJournal(home.resolve(".local/share/acp-server"))) {
      List<Entry> entries =
          journal.read(new SessionId(session), 0).collectList().block(Duration.ofSeconds(20));
      for (Entry entry : entries == null ? List.<Entry>of() : entries) {
        if (entry.event() instanceof Event.MessageChunk chunk) {
          texts.merge(chunk.message().value(), chunk.text(), String::concat);
        }
      }
    }
    return texts;
  }

  private static void assertEachRanOnce(Path ran, String at) throws Exception {
    if (Files.exists(ran)) {
      List<String> lines = Files.readAllLines(ran);
      assertEquals(new LinkedHashSet<>(lines).size(), lines.size(), at + ": a command ran twice");
    }
  }

  /** What an editor has received of a session. */
  private static final class Received {
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final Set<String> calls = new HashSet<>();
    private final Map<String, String> ended = new HashMap<>();

    void add(JsonNode message) {
      JsonNode update = message.at("/params/update");
      switch (update.path("sessionUpdate").asText()) {
        case "agent_message_chunk", "agent_thought_chunk" ->
            texts
                .computeIfAbsent(update.path("messageId").asText(), _ -> new StringBuilder())
                .append(update.at("/content/text").asText());
        case "tool_call" -> calls.add(update.path("toolCallId").asText());
        case "tool_call_update" -> {
          String status = update.path("status").asText();
          if (status.equals("completed") || status.equals("failed")) {
            ended.put(update.path("toolCallId").asText(), status);
          }
        }
        default -> {}
      }
    }

    int textLength() {
      return texts.values().stream().mapToInt(StringBuilder::length).sum();
    }

    /** All of this is in {@code replay}, and nothing in it is left open. */
    void check(Received replay, String at) {
      texts.forEach(
          (message, text) -> {
            StringBuilder back = replay.texts.get(message);
            assertTrue(
                back != null && back.toString().startsWith(text.toString()),
                at + ": of message " + message + " came back " + back + " instead of " + text);
          });
      assertTrue(replay.calls.containsAll(calls), at + ": a tool call is missing");
      ended.forEach(
          (call, status) ->
              assertEquals(status, replay.ended.get(call), at + ": the end of " + call));
      assertTrue(replay.ended.keySet().containsAll(replay.calls), at + ": a call is left open");
    }

    void checkJournal(Map<String, String> journal, String at) {
      texts.forEach(
          (message, text) ->
              assertTrue(
                  journal.getOrDefault(message, "").startsWith(text.toString()),
                  at + ": the journal lacks text of message " + message));
    }
  }
}
