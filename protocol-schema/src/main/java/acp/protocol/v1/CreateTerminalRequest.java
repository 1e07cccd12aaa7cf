package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import acp.protocol.NullAsEmpty;
import acp.protocol.Unsigned;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to run a command in a new terminal: the parameters of {@code terminal/create}.
 *
 * @param sessionId the session concerned
 * @param command the program to run
 * @param args its arguments; {@code null} when absent
 * @param env variables to add to its environment; {@code null} when absent
 * @param cwd where to run it, an absolute path; {@code null} when absent
 * @param outputByteLimit how many bytes of output to keep; the oldest are dropped; {@code null}
 *     when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/terminals">Terminals</a>
 */
public record CreateTerminalRequest(
    SessionId sessionId,
    String command,
    @NullAsEmpty @Nullable List<String> args,
    @NullAsEmpty @Nullable List<EnvVariable> env,
    @Nullable String cwd,
    @Unsigned(64) @Nullable Long outputByteLimit,
    @Meta @Nullable ObjectNode meta) {
  public CreateTerminalRequest {
    requireNonNull(sessionId, "sessionId");
    requireNonNull(command, "command");
    args = Copy.ofNullable(args);
    env = Copy.ofNullable(env);
    Check.unsigned(64, outputByteLimit, "outputByteLimit");
  }

  /** Holds what is required; the rest is absent. */
  public static CreateTerminalRequest of(SessionId sessionId, String command) {
    return new CreateTerminalRequest(sessionId, command, null, null, null, null, null);
  }

  /** The same with {@code args}. */
  public CreateTerminalRequest withArgs(List<String> args) {
    return new CreateTerminalRequest(sessionId, command, args, env, cwd, outputByteLimit, meta);
  }

  /** The same with {@code env}. */
  public CreateTerminalRequest withEnv(List<EnvVariable> env) {
    return new CreateTerminalRequest(sessionId, command, args, env, cwd, outputByteLimit, meta);
  }

  /** The same with {@code cwd}. */
  public CreateTerminalRequest withCwd(String cwd) {
    return new CreateTerminalRequest(sessionId, command, args, env, cwd, outputByteLimit, meta);
  }

  /** The same with {@code outputByteLimit}. */
  public CreateTerminalRequest withOutputByteLimit(long outputByteLimit) {
    return new CreateTerminalRequest(sessionId, command, args, env, cwd, outputByteLimit, meta);
  }

  /** The same with {@code meta}. */
  public CreateTerminalRequest withMeta(ObjectNode meta) {
    return new CreateTerminalRequest(sessionId, command, args, env, cwd, outputByteLimit, meta);
  }
}
