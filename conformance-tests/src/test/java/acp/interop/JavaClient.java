package acp.interop;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.agentclientprotocol.sdk.client.AcpAsyncClient;
import com.agentclientprotocol.sdk.client.AcpClient;
import com.agentclientprotocol.sdk.client.transport.AgentParameters;
import com.agentclientprotocol.sdk.client.transport.StdioAcpClientTransport;
import com.agentclientprotocol.sdk.json.TypeRef;
import com.agentclientprotocol.sdk.spec.AcpSchema;
import com.agentclientprotocol.sdk.spec.AcpSchema.ClientCapabilities;
import com.agentclientprotocol.sdk.spec.AcpSchema.FileSystemCapability;
import com.agentclientprotocol.sdk.spec.AcpSchema.PermissionOptionKind;
import com.agentclientprotocol.sdk.spec.AcpSchema.RequestPermissionRequest;
import com.agentclientprotocol.sdk.spec.AcpSchema.SessionUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/**
 * An editor on the Java SDK, with one agent process. It is the SDK's asynchronous client, because
 * that hands over the updates in the order of the wire, and all of them before the answer.
 */
final class JavaClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Editor editor = new Editor();
  private final List<SessionUpdate> updates = new CopyOnWriteArrayList<>();
  private final List<RequestPermissionRequest> asked = new CopyOnWriteArrayList<>();
  private final List<Object> unread = new CopyOnWriteArrayList<>();
  private final AcpAsyncClient sdk;
  private volatile CompletableFuture<AcpSchema.AgentMessageChunk> words = new CompletableFuture<>();
  private volatile PermissionOptionKind answer = PermissionOptionKind.ALLOW_ONCE;

  JavaClient(Home home) {
    this.sdk =
        AcpClient.async(new Stdio(home.agent()))
            .requestTimeout(PATIENCE)
            .clientCapabilities(
                new ClientCapabilities(new FileSystemCapability(true, true), true, null, null))
            .sessionUpdateConsumer(this::heard)
            .requestPermissionHandler(request -> Mono.fromCallable(() -> decide(request)))
            .readTextFileHandler(request -> Mono.fromCallable(() -> read(request)))
            .writeTextFileHandler(request -> Mono.fromCallable(() -> write(request)))
            .createTerminalHandler(request -> Mono.fromCallable(() -> run(request)))
            .terminalOutputHandler(request -> Mono.fromCallable(() -> output(request)))
            .waitForTerminalExitHandler(request -> Mono.fromCallable(() -> exit(request)))
            .releaseTerminalHandler(_ -> Mono.just(new AcpSchema.ReleaseTerminalResponse()))
            .killTerminalHandler(_ -> Mono.just(new AcpSchema.KillTerminalCommandResponse()))
            .build();
  }

  /** The client of the SDK itself, for all that it can do as it is. */
  AcpAsyncClient sdk() {
    return sdk;
  }

  /** What the user sees and uses beside it. */
  Editor editor() {
    return editor;
  }

  /** From now on the user answers every question so. */
  void answers(PermissionOptionKind kind) {
    answer = kind;
  }

  /** What the user was asked. */
  List<RequestPermissionRequest> asked() {
    return List.copyOf(asked);
  }

  /** Everything that was told of sessions up to now and that the SDK could read. */
  List<SessionUpdate> updates() {
    return List.copyOf(updates);
  }

  /** The updates of one kind. */
  <T extends SessionUpdate> List<T> updates(Class<T> kind) {
    return updates.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits for an answer of the agent. */
  static <T> T await(Mono<T> reply) {
    return requireNonNull(reply.block(PATIENCE));
  }

  /** Does the handshake and makes a session in that folder. */
  AcpSchema.NewSessionResponse open(Path folder) {
    await(sdk.initialize());
    return await(sdk.newSession(new AcpSchema.NewSessionRequest(folder.toString(), List.of())));
  }

  /** Sends a prompt, and does not wait for the end of its turn. */
  Mono<AcpSchema.PromptResponse> prompt(String session, String text) {
    return sdk.prompt(
        new AcpSchema.PromptRequest(session, List.of(new AcpSchema.TextContent(text))));
  }

  /** The next thing that the agent says. */
  CompletableFuture<AcpSchema.AgentMessageChunk> nextWords() {
    words = new CompletableFuture<>();
    return words;
  }

  /** Ends the agent; fails if the SDK could not read it, titles excepted, or it used stderr. */
  @Override
  public void close() {
    sdk.closeGracefully().block(PATIENCE);
    List<Object> surprises =
        unread.stream()
            .filter(message -> !message.toString().contains("sessionUpdate=session_info_update"))
            .toList();
    assertEquals(List.of(), surprises);
  }

  private Mono<Void> heard(AcpSchema.SessionNotification notification) {
    updates.add(notification.update());
    if (notification.update() instanceof AcpSchema.AgentMessageChunk chunk) {
      words.complete(chunk);
    }
    return Mono.empty();
  }

  private AcpSchema.RequestPermissionResponse decide(RequestPermissionRequest request) {
    asked.add(request);
    String chosen =
        request.options().stream()
            .filter(option -> option.kind() == answer)
            .findFirst()
            .orElseThrow()
            .optionId();
    return new AcpSchema.RequestPermissionResponse(new AcpSchema.PermissionSelected(chosen));
  }

  private AcpSchema.ReadTextFileResponse read(AcpSchema.ReadTextFileRequest request)
      throws IOException {
    return new AcpSchema.ReadTextFileResponse(editor.read(request.path()));
  }

  private AcpSchema.WriteTextFileResponse write(AcpSchema.WriteTextFileRequest request) {
    editor.write(request.path(), request.content());
    return new AcpSchema.WriteTextFileResponse();
  }

  private AcpSchema.CreateTerminalResponse run(AcpSchema.CreateTerminalRequest request)
      throws IOException, InterruptedException {
    Map<String, String> environment =
        requireNonNullElse(request.env(), List.<AcpSchema.EnvVariable>of()).stream()
            .collect(toMap(AcpSchema.EnvVariable::name, AcpSchema.EnvVariable::value));
    return new AcpSchema.CreateTerminalResponse(
        editor.run(
            request.command(),
            requireNonNullElse(request.args(), List.of()),
            request.cwd(),
            environment));
  }

  private AcpSchema.TerminalOutputResponse output(AcpSchema.TerminalOutputRequest request) {
    Editor.Ended ended = editor.terminal(request.terminalId());
    return new AcpSchema.TerminalOutputResponse(
        ended.output(), false, new AcpSchema.TerminalExitStatus(ended.exit(), null));
  }

  private AcpSchema.WaitForTerminalExitResponse exit(AcpSchema.WaitForTerminalExitRequest request) {
    return new AcpSchema.WaitForTerminalExitResponse(
        editor.terminal(request.terminalId()).exit(), null);
  }

  /** Starts the SDK's process as the tests want it, and notes what the SDK cannot read. */
  private final class Stdio extends StdioAcpClientTransport {
    private final ProcessBuilder process;

    Stdio(ProcessBuilder process) {
      super(
          AgentParameters.builder(process.command().getFirst())
              .args(process.command().subList(1, process.command().size()))
              .env(process.environment())
              .build());
      this.process = process;
      setStdErrorHandler(line -> unread.add("stderr: " + line));
    }

    @Override
    protected ProcessBuilder getProcessBuilder() {
      return process;
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      try {
        return super.unmarshalFrom(data, type);
      } catch (RuntimeException e) {
        unread.add(data);
        throw e;
      }
    }
  }
}
