package acp.tool.terminal;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import acp.event.Shown;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Client;
import acp.tool.Blocking;
import acp.tool.Clip;
import acp.tool.Terminals;
import acp.tool.ToolContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs commands in terminals of the editor's where it offers them, so that the user sees them live;
 * else, or where it cannot make one, on this machine. If the editor is not heard of in time, the
 * command is not run a second time here. Thread-safe.
 */
public final class ClientTerminals implements Terminals {
  /** Bytes of output that the editor keeps; they come back as one line of the protocol. */
  static final long OUTPUT_LIMIT = 1024 * 1024;

  /** Bytes of it that are told and shown; all of it is kept if it is more. */
  static final int MOST_TOLD = 60 * 1024;

  /** How long an editor may take for what takes no time. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PAGER", "cat", "GIT_PAGER", "cat", "GIT_TERMINAL_PROMPT", "0");

  private final Client client;
  private final SessionId session;
  private final Terminals local;
  private final Outputs outputs;

  /**
   * @param local where commands run that the editor makes no terminal for
   * @param outputs where output is kept that is cut
   */
  public ClientTerminals(Client client, SessionId session, Terminals local, Outputs outputs) {
    this.outputs = requireNonNull(outputs, "outputs");
    this.client = requireNonNull(client, "client");
    this.session = requireNonNull(session, "session");
    this.local = requireNonNull(local, "local");
  }

  @Override
  public Mono<Finished> run(Command command, ToolContext context) {
    if (!client.offersTerminal()) {
      return local.run(command, context);
    }
    return Mono.using(
        () -> new Lease(client.createTerminal(session, toClient(command))),
        lease ->
            lease
                .terminal()
                .timeout(ANSWER)
                .map(Made::new)
                .onErrorResume(ClientTerminals::isRefusal, refusal -> Mono.just(new Made(null)))
                .onErrorMap(ClientTerminals::isOfTheClient, ClientTerminals::lost)
                .defaultIfEmpty(new Made(null))
                .flatMap(
                    made ->
                        made.terminal() == null
                            ? local.run(command, context)
                            : use(made.terminal(), lease, command, context)),
        Lease::close);
  }

  /** A terminal, or null where the editor refused to make one. */
  private record Made(Client.@Nullable Terminal terminal) {}

  /** Shown before it is waited for, and before it is released: else some editors show nothing. */
  private Mono<Finished> use(
      Client.Terminal terminal, Lease lease, Command command, ToolContext context) {
    Mono<Ended> ended =
        terminal
            .waitForExit()
            .defaultIfEmpty(new Client.Exit(null, null))
            .map(exit -> new Ended(exit, false))
            .doOnNext(exit -> lease.ended())
            .timeout(command.timeLimit(), Mono.defer(() -> kill(terminal)))
            .onErrorMap(ClientTerminals::isOfTheClient, ClientTerminals::lost);
    return context
        .show(List.of(new Shown.Terminal(terminal.id(), "")))
        .then(ended)
        .flatMap(
            end ->
                output(terminal)
                    .flatMap(output -> Blocking.call(() -> finished(terminal, end, output))));
  }

  private static Mono<Ended> kill(Client.Terminal terminal) {
    return ignoringFailure(terminal.kill())
        .thenReturn(new Ended(new Client.Exit(null, null), true));
  }

  private static Mono<Client.Output> output(Client.Terminal terminal) {
    Client.Output none = new Client.Output("[the editor did not tell the output]", false, null);
    return terminal
        .output()
        .timeout(ANSWER)
        .onErrorReturn(ClientTerminals::isOfTheClient, none)
        .defaultIfEmpty(none);
  }

  private Finished finished(Client.Terminal terminal, Ended end, Client.Output output) {
    String all = (output.truncated() ? "[… the beginning was left out …]\n" : "") + output.text();
    String text = Clip.middle(all, MOST_TOLD);
    Integer code = end.exit().exitCode();
    if (code == null && !end.timedOut() && output.exit() != null) {
      code = output.exit().exitCode();
    }
    return new Finished(
        text,
        code,
        end.timedOut(),
        new Shown.Terminal(terminal.id(), text),
        text.equals(all) ? null : keep(all));
  }

  private @Nullable String keep(String output) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    try (Kept kept = outputs.begin()) {
      kept.add(bytes, bytes.length);
      return kept.id();
    } catch (IOException noRoom) {
      return null;
    }
  }

  private static Mono<Void> ignoringFailure(Mono<Void> request) {
    return request
        .timeout(Duration.ofSeconds(2))
        .onErrorResume(ClientTerminals::isOfTheClient, failure -> Mono.empty());
  }

  /** The editor said that it made none, so the command did not run. */
  private static boolean isRefusal(Throwable failure) {
    return failure instanceof AcpException said
        && said.code() != ErrorCode.REQUEST_CANCELLED
        && !(said.getCause() instanceof TimeoutException);
  }

  private static boolean isOfTheClient(Throwable failure) {
    return failure instanceof AcpException || failure instanceof TimeoutException;
  }

  private static IOException lost(Throwable failure) {
    return new IOException(
        "The editor lost sight of its terminal ("
            + (failure instanceof AcpException ? failure.getMessage() : "no answer")
            + "). The command may have run.",
        failure);
  }

  private Client.Command toClient(Command command) {
    List<String> words = CommandWords.of(command.line());
    return new Client.Command(
        words.getFirst(),
        words.subList(1, words.size()),
        ENVIRONMENT,
        command.cwd().toString(),
        OUTPUT_LIMIT);
  }

  private record Ended(Client.Exit exit, boolean timedOut) {}
}
