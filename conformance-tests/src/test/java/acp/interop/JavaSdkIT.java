package acp.interop;

import static acp.interop.JavaClient.await;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.agentclientprotocol.sdk.spec.AcpSchema;
import com.agentclientprotocol.sdk.spec.AcpSchema.AgentMessageChunk;
import com.agentclientprotocol.sdk.spec.AcpSchema.ContentBlock;
import com.agentclientprotocol.sdk.spec.AcpSchema.CurrentModeUpdate;
import com.agentclientprotocol.sdk.spec.AcpSchema.PermissionOptionKind;
import com.agentclientprotocol.sdk.spec.AcpSchema.PlanEntryStatus;
import com.agentclientprotocol.sdk.spec.AcpSchema.SessionConfigSelect;
import com.agentclientprotocol.sdk.spec.AcpSchema.SessionUpdate;
import com.agentclientprotocol.sdk.spec.AcpSchema.StopReason;
import com.agentclientprotocol.sdk.spec.AcpSchema.TextContent;
import com.agentclientprotocol.sdk.spec.AcpSchema.ToolCall;
import com.agentclientprotocol.sdk.spec.AcpSchema.ToolCallContent;
import com.agentclientprotocol.sdk.spec.AcpSchema.ToolCallDiff;
import com.agentclientprotocol.sdk.spec.AcpSchema.ToolCallStatus;
import com.agentclientprotocol.sdk.spec.AcpSchema.ToolCallUpdateNotification;
import com.agentclientprotocol.sdk.spec.AcpSchema.UserMessageChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built agent, driven by the official Java SDK.
 *
 * <p>Of all messages that the tests bring about, the SDK fails to read one kind, which is its own
 * fault: its {@code SessionUpdate} has no {@code session_info_update}, so it drops the title of a
 * session. Any other that it cannot read fails the test. What it writes has discriminators twice,
 * as in {@code {"type":"text","type":"text","text":"hello"}}, which agents have to put up with.
 */
@Timeout(60)
class JavaSdkIT {
  private final Home home;

  JavaSdkIT(@TempDir Path folder) throws IOException {
    this.home = new Home(folder);
  }

  @Test
  void theHandshakeTellsWhatTheAgentCanDo() {
    try (JavaClient client = new JavaClient(home)) {

      AcpSchema.InitializeResponse hello = await(client.sdk().initialize());

      assertEquals(1, hello.protocolVersion());
      assertEquals("acp-server", hello.agentInfo().name());
      assertTrue(hello.agentCapabilities().loadSession());
      assertTrue(hello.agentCapabilities().sessionCapabilities().list() != null);
    }
  }

  @Test
  void anAnswerIsStreamedAndAPlanIsCompleted() {
    try (JavaClient client = new JavaClient(home)) {
      String session = client.open(home.workspace()).sessionId();

      AcpSchema.PromptResponse streamed =
          await(client.prompt(session, "stream n=8 size=5 delay=50"));
      int pieces = client.updates(AgentMessageChunk.class).size();
      AcpSchema.PromptResponse planned = await(client.prompt(session, "plan"));

      assertEquals(StopReason.END_TURN, streamed.stopReason());
      assertTrue(pieces > 1, () -> "not streamed: " + client.updates());
      assertEquals(StopReason.END_TURN, planned.stopReason());
      List<AcpSchema.PlanEntry> plan = client.updates(AcpSchema.Plan.class).getLast().entries();
      assertEquals(3, plan.size());
      assertTrue(plan.stream().allMatch(e -> e.status() == PlanEntryStatus.COMPLETED));
    }
  }

  @Test
  void anAllowedEditIsShownAndChangesTheBufferOfTheEditor() throws Exception {
    Path notes = Files.writeString(home.workspace().resolve("notes.txt"), "saved\n");
    try (JavaClient client = new JavaClient(home)) {
      client.editor().write(notes.toString(), "not saved yet\n");
      String session = client.open(home.workspace()).sessionId();

      AcpSchema.PromptResponse done = await(client.prompt(session, "edit notes.txt"));

      assertEquals(StopReason.END_TURN, done.stopReason());
      assertEquals(1, client.asked().size());
      ToolCallDiff diff = told(client).diffs().getLast();
      assertEquals(notes.toString(), diff.path());
      assertEquals("not saved yet\n", diff.oldText());
      assertEquals(diff.newText(), client.editor().read(notes.toString()));
      assertEquals("saved\n", Files.readString(notes));
      // It reads before it edits.
      assertEquals(
          List.of(ToolCallStatus.COMPLETED, ToolCallStatus.COMPLETED),
          List.copyOf(told(client).calls().values()));
    }
  }

  @Test
  void whatIsRejectedIsNotDone() throws Exception {
    Path notes = Files.writeString(home.workspace().resolve("notes.txt"), "saved\n");
    try (JavaClient client = new JavaClient(home)) {
      String session = client.open(home.workspace()).sessionId();
      client.answers(PermissionOptionKind.REJECT_ONCE);

      AcpSchema.PromptResponse edit = await(client.prompt(session, "edit notes.txt"));
      AcpSchema.PromptResponse run = await(client.prompt(session, "run sleep 0; echo hi"));

      assertEquals(StopReason.END_TURN, edit.stopReason());
      assertEquals(StopReason.END_TURN, run.stopReason());
      assertEquals(2, client.asked().size());
      assertEquals("saved\n", client.editor().read(notes.toString()));
      assertEquals(List.of(), client.editor().terminals());
      assertEquals(
          List.of(ToolCallStatus.COMPLETED, ToolCallStatus.FAILED, ToolCallStatus.FAILED),
          List.copyOf(told(client).calls().values()));
    }
  }

  @Test
  void anAllowedCommandRunsInATerminalOfTheEditor() {
    try (JavaClient client = new JavaClient(home)) {
      String session = client.open(home.workspace()).sessionId();

      AcpSchema.PromptResponse done = await(client.prompt(session, "run sleep 0; echo hi"));

      assertEquals(StopReason.END_TURN, done.stopReason());
      assertEquals(1, client.asked().size());
      assertEquals(1, client.editor().terminals().size());
      assertEquals("hi\n", client.editor().terminal("terminal-1").output());
      assertEquals(List.of(ToolCallStatus.COMPLETED), List.copyOf(told(client).calls().values()));
    }
  }

  @Test
  void cancelInMidTurnAnswersCancelled() throws Exception {
    try (JavaClient client = new JavaClient(home)) {
      String session = client.open(home.workspace()).sessionId();

      AcpSchema.PromptResponse slow = cancelled(client, session);

      assertEquals(StopReason.CANCELLED, slow.stopReason());
      assertEquals(StopReason.END_TURN, await(client.prompt(session, "hello")).stopReason());
    }
  }

  @Test
  void theModeIsSetAsModeAndAsOption() {
    try (JavaClient client = new JavaClient(home)) {
      AcpSchema.NewSessionResponse opened = client.open(home.workspace());
      String session = opened.sessionId();

      await(
          client
              .sdk()
              .setSessionMode(new AcpSchema.SetSessionModeRequest(session, "accept_edits")));
      AcpSchema.SetSessionConfigOptionResponse options =
          await(
              client
                  .sdk()
                  .setSessionConfigOption(
                      AcpSchema.SetSessionConfigOptionRequest.select(session, "mode", "ask")));

      assertEquals("ask", opened.modes().currentModeId());
      assertEquals(
          List.of("accept_edits", "ask"),
          client.updates(CurrentModeUpdate.class).stream()
              .map(CurrentModeUpdate::currentModeId)
              .toList());
      assertTrue(
          options.configOptions().stream()
              .anyMatch(
                  option ->
                      option instanceof SessionConfigSelect mode
                          && mode.id().equals("mode")
                          && mode.currentValue().equals("ask")));
    }
  }

  @Test
  void aSecondProcessListsTheSessionAndTellsItAgain() throws Exception {
    Files.writeString(home.workspace().resolve("notes.txt"), "saved\n");
    String session;
    Told live;
    try (JavaClient client = new JavaClient(home)) {
      session = client.open(home.workspace()).sessionId();
      aWholeSession(client, session);
      live = told(client);
    }
    try (JavaClient client = new JavaClient(home)) {
      await(client.sdk().initialize());
      String folder = home.workspace().toString();

      List<AcpSchema.SessionInfo> listed =
          await(client.sdk().listSessions(new AcpSchema.ListSessionsRequest(folder))).sessions();
      await(client.sdk().loadSession(new AcpSchema.LoadSessionRequest(session, folder, List.of())));

      assertEquals(
          List.of(session), listed.stream().map(AcpSchema.SessionInfo::sessionId).toList());
      assertEquals("hello", listed.getFirst().title());
      assertEquals(live, told(client));
      assertEquals(
          List.of("hello", "plan", "edit notes.txt", "run sleep 0; echo hi", "slow"),
          client.updates(UserMessageChunk.class).stream().map(u -> text(u.content())).toList());
      assertEquals(List.of(), client.asked());
    }
  }

  /**
   * What a session shows, however it was cut into updates.
   *
   * @param words all that the agent said
   * @param calls the last status of each tool call, in the order in which they began
   * @param diffs all diffs that were shown, each once
   */
  private record Told(String words, Map<String, ToolCallStatus> calls, List<ToolCallDiff> diffs) {}

  private static Told told(JavaClient client) {
    String words =
        client.updates(AgentMessageChunk.class).stream()
            .map(chunk -> text(chunk.content()))
            .collect(joining());
    Map<String, ToolCallStatus> calls = new LinkedHashMap<>();
    Set<ToolCallContent> shown = new LinkedHashSet<>();
    for (SessionUpdate update : client.updates()) {
      if (update instanceof ToolCall call) {
        calls.put(call.toolCallId(), call.status());
        shown.addAll(requireNonNullElse(call.content(), List.of()));
      } else if (update instanceof ToolCallUpdateNotification call) {
        calls.computeIfPresent(
            call.toolCallId(), (_, old) -> requireNonNullElse(call.status(), old));
        shown.addAll(requireNonNullElse(call.content(), List.of()));
      }
    }
    List<ToolCallDiff> diffs =
        shown.stream()
            .filter(ToolCallDiff.class::isInstance)
            .map(ToolCallDiff.class::cast)
            .toList();
    return new Told(words, calls, diffs);
  }

  private static String text(ContentBlock content) {
    return ((TextContent) content).text();
  }

  private static void aWholeSession(JavaClient client, String session) throws Exception {
    for (String prompt : List.of("hello", "plan", "edit notes.txt")) {
      assertEquals(StopReason.END_TURN, await(client.prompt(session, prompt)).stopReason());
    }
    client.answers(PermissionOptionKind.REJECT_ONCE);
    assertEquals(
        StopReason.END_TURN, await(client.prompt(session, "run sleep 0; echo hi")).stopReason());
    assertEquals(StopReason.CANCELLED, cancelled(client, session).stopReason());
  }

  private static AcpSchema.PromptResponse cancelled(JavaClient client, String session)
      throws Exception {
    CompletableFuture<?> words = client.nextWords();
    CompletableFuture<AcpSchema.@Nullable PromptResponse> turn =
        client.prompt(session, "slow").toFuture();
    words.get(30, TimeUnit.SECONDS);
    client.sdk().cancel(new AcpSchema.CancelNotification(session)).block();
    return requireNonNull(turn.get(30, TimeUnit.SECONDS));
  }
}
