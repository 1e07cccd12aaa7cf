package acp.surface.v1;

import acp.event.CallId;
import acp.event.Event;
import acp.event.PermissionOption;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.protocol.v1.CreateElicitationResponse;
import acp.protocol.v1.CreateTerminalRequest;
import acp.protocol.v1.CreateTerminalResponse;
import acp.protocol.v1.ElicitationAcceptAction;
import acp.protocol.v1.ElicitationFormMode;
import acp.protocol.v1.ElicitationId;
import acp.protocol.v1.ElicitationScope;
import acp.protocol.v1.ElicitationSessionScope;
import acp.protocol.v1.ElicitationUrlMode;
import acp.protocol.v1.EnvVariable;
import acp.protocol.v1.KillTerminalRequest;
import acp.protocol.v1.PermissionOptionId;
import acp.protocol.v1.PermissionOptionKind;
import acp.protocol.v1.ReadTextFileRequest;
import acp.protocol.v1.ReadTextFileResponse;
import acp.protocol.v1.ReleaseTerminalRequest;
import acp.protocol.v1.RequestPermissionRequest;
import acp.protocol.v1.RequestPermissionResponse;
import acp.protocol.v1.SelectedPermissionOutcome;
import acp.protocol.v1.TerminalExitStatus;
import acp.protocol.v1.TerminalId;
import acp.protocol.v1.TerminalOutputRequest;
import acp.protocol.v1.TerminalOutputResponse;
import acp.protocol.v1.ToolCallId;
import acp.protocol.v1.WaitForTerminalExitRequest;
import acp.protocol.v1.WaitForTerminalExitResponse;
import acp.protocol.v1.WriteTextFileRequest;
import acp.rpc.Peer;
import acp.session.Client;
import acp.session.Form;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A version 1 client, as sessions ask it. What it did not advertise is never called.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/overview#client">Overview § client</a>
 */
final class ClientV1 implements Client {
  /** For calls that no human is behind: some clients never answer what they do not know. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String ELICIT = "elicitation/create";

  private final Peer peer;
  private final Offers offers;

  ClientV1(Peer peer, Offers offers) {
    this.peer = peer;
    this.offers = offers;
  }

  @Override
  public boolean offersReadTextFile() {
    return offers.readTextFile();
  }

  @Override
  public boolean offersWriteTextFile() {
    return offers.writeTextFile();
  }

  @Override
  public boolean offersTerminal() {
    return offers.terminal();
  }

  @Override
  public boolean offersForms() {
    return offers.forms();
  }

  @Override
  public boolean offersPages() {
    return offers.urls();
  }

  @Override
  public Mono<Map<String, List<String>>> fill(SessionId session, @Nullable CallId call, Form form) {
    if (!offersForms()) {
      return notOffered(ELICIT);
    }
    var request =
        new ElicitationFormMode(form.message(), scope(session, call), FormsV1.schema(form), null);
    return peer.ask(ELICIT, request, CreateElicitationResponse.class)
        .mapNotNull(response -> FormsV1.filled(form, response));
  }

  @Override
  public Mono<Boolean> open(SessionId session, CallId call, URI page, String why) {
    if (!offersPages()) {
      return notOffered(ELICIT);
    }
    var request =
        new ElicitationUrlMode(
            why, scope(session, call), new ElicitationId(call.value()), page.toASCIIString(), null);
    return peer.ask(ELICIT, request, CreateElicitationResponse.class)
        .map(ElicitationAcceptAction.class::isInstance);
  }

  private static ElicitationScope scope(SessionId session, @Nullable CallId call) {
    return new ElicitationSessionScope(
        id(session), call == null ? null : new ToolCallId(call.value()));
  }

  @Override
  public Mono<String> requestPermission(
      SessionId session, Event.ToolCallStarted call, List<PermissionOption> options) {
    var request =
        new RequestPermissionRequest(
            id(session),
            ToolCallsV1.asked(call),
            options.stream().map(ClientV1::option).toList(),
            null);
    return peer.ask("session/request_permission", request, RequestPermissionResponse.class)
        .mapNotNull(
            response ->
                response.outcome() instanceof SelectedPermissionOutcome selected
                    ? selected.optionId().value()
                    : null)
        .filter(chosen -> options.stream().anyMatch(option -> option.id().equals(chosen)));
  }

  @Override
  public Mono<String> readTextFile(
      SessionId session, String path, @Nullable Integer line, @Nullable Integer limit) {
    if (!offersReadTextFile()) {
      return notOffered("fs/read_text_file");
    }
    var request = new ReadTextFileRequest(id(session), path, wide(line), wide(limit), null);
    return peer.ask("fs/read_text_file", request, ReadTextFileResponse.class, PATIENCE)
        .map(ReadTextFileResponse::content);
  }

  @Override
  public Mono<Void> writeTextFile(SessionId session, String path, String content) {
    if (!offersWriteTextFile()) {
      return notOffered("fs/write_text_file");
    }
    var request = new WriteTextFileRequest(id(session), path, content, null);
    return peer.ask("fs/write_text_file", request, Void.class, PATIENCE);
  }

  @Override
  public Mono<Terminal> createTerminal(SessionId session, Command command) {
    if (!offersTerminal()) {
      return notOffered("terminal/create");
    }
    var request =
        new CreateTerminalRequest(
            id(session),
            command.command(),
            command.args(),
            command.env().entrySet().stream()
                .map(variable -> EnvVariable.of(variable.getKey(), variable.getValue()))
                .toList(),
            command.cwd(),
            command.outputLimit(),
            null);
    return peer.ask("terminal/create", request, CreateTerminalResponse.class, PATIENCE)
        .map(created -> new TerminalV1(id(session), created.terminalId()));
  }

  private static acp.protocol.v1.SessionId id(SessionId session) {
    return new acp.protocol.v1.SessionId(session.value());
  }

  private static @Nullable Long wide(@Nullable Integer number) {
    return number == null ? null : Long.valueOf(number);
  }

  private static acp.protocol.v1.PermissionOption option(PermissionOption option) {
    return acp.protocol.v1.PermissionOption.of(
        new PermissionOptionId(option.id()),
        option.name(),
        PermissionOptionKind.valueOf(option.kind().name()));
  }

  private static <T> Mono<T> notOffered(String method) {
    return Mono.error(
        new AcpException(ErrorCode.METHOD_NOT_FOUND, "The client does not offer " + method));
  }

  /** A terminal of the client's. */
  private final class TerminalV1 implements Terminal {
    private final acp.protocol.v1.SessionId session;
    private final TerminalId terminal;

    TerminalV1(acp.protocol.v1.SessionId session, TerminalId terminal) {
      this.session = session;
      this.terminal = terminal;
    }

    @Override
    public String id() {
      return terminal.value();
    }

    @Override
    public Mono<Exit> waitForExit() {
      return peer.ask(
              "terminal/wait_for_exit",
              WaitForTerminalExitRequest.of(session, terminal),
              WaitForTerminalExitResponse.class)
          .map(exit -> exit(exit.exitCode(), exit.signal()));
    }

    @Override
    public Mono<Output> output() {
      return peer.ask(
              "terminal/output",
              TerminalOutputRequest.of(session, terminal),
              TerminalOutputResponse.class,
              PATIENCE)
          .map(
              output -> {
                TerminalExitStatus status = output.exitStatus();
                return new Output(
                    output.output(),
                    output.truncated(),
                    status == null ? null : exit(status.exitCode(), status.signal()));
              });
    }

    @Override
    public Mono<Void> kill() {
      return peer.ask(
          "terminal/kill", KillTerminalRequest.of(session, terminal), Void.class, PATIENCE);
    }

    @Override
    public Mono<Void> release() {
      return peer.ask(
          "terminal/release", ReleaseTerminalRequest.of(session, terminal), Void.class, PATIENCE);
    }

    private static Exit exit(@Nullable Long code, @Nullable String signal) {
      return new Exit(code == null ? null : code.intValue(), signal);
    }
  }
}
