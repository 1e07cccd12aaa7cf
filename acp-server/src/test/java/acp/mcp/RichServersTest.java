package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Risk;
import acp.protocol.AcpException;
import acp.session.SlashCommand;
import acp.tool.Bench;
import acp.tool.Intent;
import acp.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Servers with prompts and resources. */
@Timeout(60)
class RichServersTest {
  private static final Map<String, String> TOKEN = Map.of("TOKEN", "t0ken-of-theirs");

  /** A server that is hung up on may write while it ends. */
  @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
  Path folder;

  private Play play() {
    return new Play(folder, Play.QUICK).settle(Play.played("fs", TOKEN, "rich"));
  }

  @Test
  void promptsAreCommandsWhenTheirServerIsThere() throws Exception {
    BlockingQueue<List<SlashCommand>> told = new LinkedBlockingQueue<>();
    try (Play play = new Play(folder, Play.QUICK)) {
      play.servers.onPrompts(session -> told.add(play.servers.prompts(session)));
      play.settle(Play.played("fs", "rich"));

      List<SlashCommand> commands = told.poll(20, TimeUnit.SECONDS);

      assertEquals(
          List.of(
              new SlashCommand("fs:review", "Reviews *it*", "file [how]"),
              new SlashCommand("fs:a_talk_88905bc1", "A prompt of fs", null),
              new SlashCommand("fs:script", "A prompt of fs", null)),
          commands);
    }
  }

  @Test
  void promptsThatChangeAreToldAndThoseOfALostServerStay() throws Exception {
    BlockingQueue<List<SlashCommand>> told = new LinkedBlockingQueue<>();
    try (Play play = new Play(folder, Play.QUICK)) {
      play.servers.onPrompts(session -> told.add(play.servers.prompts(session)));
      play.settle(Play.played("fs", "rich", "once=" + folder.resolve("once")));
      told.poll(20, TimeUnit.SECONDS);
      play.call("fs__grow", "{}");
      List<SlashCommand> grown = told.poll(20, TimeUnit.SECONDS);
      play.call("fs__die", "{}");
      List<SlashCommand> given = told.poll(20, TimeUnit.SECONDS);

      assertEquals("fs:more0", String.valueOf(grown.getLast().name()));
      assertEquals(List.of(), given, "it is given up");
      assertEquals(List.of(), List.copyOf(told));
    }
  }

  @Test
  void aPromptIsFilledInWithTheWordsBehindItsName() {
    try (Play play = play()) {
      List<Content> content = Bench.now(play.prompt("fs:review", "how=fast 'my file.c'"));

      assertEquals(List.of(new Content.Text("Review my file.c fast")), content);
    }
  }

  @Test
  void aConversationSaysWhoSpeaksAndASecretIsKept() {
    try (Play play = play()) {
      String name = ToolNames.ofPrompt("fs", "a talk");
      List<Content> content = Bench.now(play.prompt(name, ""));

      assertEquals(
          List.of(
              new Content.Text("\nUser: "),
              new Content.Text("Knock"),
              new Content.Text("\nAssistant: "),
              new Content.Text("Who is there?"),
              new Content.Text("\nUser: "),
              new Content.Image("aGk=", "image/png", null),
              new Content.Text("\nUser: "),
              new Content.Resource("doc://a", "text/plain", "the token is ***", null)),
          content);
    }
  }

  @Test
  void aPromptThatLacksAWordSaysWhatItTakes() {
    try (Play play = play()) {
      AcpException missing =
          assertThrows(AcpException.class, () -> Bench.now(play.prompt("fs:review", "")));
      AcpException wordy =
          assertThrows(
              AcpException.class,
              () -> Bench.now(play.prompt(ToolNames.ofPrompt("fs", "a talk"), "loudly")));

      assertEquals("`file` is missing; this prompt takes `file [how]`.", missing.getMessage());
      assertEquals("This prompt takes nothing behind its name.", wordy.getMessage());
      assertEquals(false, play.prompt("fs:none", "").hasElement().block(Duration.ofSeconds(20)));
    }
  }

  @Test
  void resourcesAreListedAndRead() {
    try (Play play = play()) {
      String listed = play.call("list_resources", "{}").told();
      ToolResult read = play.call("read_resource", "{'server':'fs','uri':'doc://a'}");

      assertEquals("# fs\ndoc://a | A | first↵of all | text/plain\ndoc://{id} | any", listed);
      assertEquals(
          "[doc://a]\nhello ***\n[doc://b]\n[A picture, image/png]\n"
              + "[doc://c, which is no text: application/pdf, 6 bytes]",
          read.told());
      assertEquals(List.of(new Content.Image("aGk=", "image/png", null)), read.pictures());
    }
  }

  @Test
  void whatCannotBeReadIsSaid() {
    try (Play play = play()) {
      ToolResult none = play.call("read_resource", "{'server':'fs','uri':'doc://none'}");
      AcpException unknown =
          assertThrows(
              AcpException.class,
              () -> play.call("read_resource", "{'server':'xx','uri':'doc://a'}"));

      assertTrue(none.failed());
      assertTrue(none.told().endsWith("It answered with an error: no such resource"), none.told());
      assertEquals("No server of that name has resources. These have: fs.", unknown.getMessage());
    }
  }

  @Test
  void readingTellsTheServerSomethingUnlessItIsTrusted() {
    var trusted = new Configured(Play.played("own", "rich"), null, null, true);
    try (Play play = new Play(folder, Play.QUICK).set(trusted).settle()) {
      assertEquals(Risk.NONE, play.tool("read_resource").spec().worst());
      assertEquals(
          Risk.NONE, play.intend("read_resource", "{'server':'own','uri':'doc://a'}").risk());
    }
    try (Play play = play()) {
      Intent intent = play.intend("read_resource", "{'server':'fs','uri':'doc://a'}");

      assertEquals(Risk.NETWORK, intent.risk());
      assertEquals("resources of fs", intent.subject());
      assertEquals(Risk.NETWORK, play.tool("read_resource").spec().worst());
      assertEquals(Risk.NONE, play.tool("list_resources").spec().worst());
    }
  }

  @Test
  void whereNoServerHasResourcesThereIsNoToolForThem() {
    try (Play play = new Play(folder, Play.QUICK).settle(Play.played("fs"))) {
      assertFalse(play.names().contains("list_resources"));
    }
  }
}
