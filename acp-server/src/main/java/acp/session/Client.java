package acp.session;

import acp.event.CallId;
import acp.event.Event;
import acp.event.PermissionOption;
import acp.event.SessionId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What a session may ask of the editor. Every answer is a {@code Mono} that does nothing until
 * subscribed to; unsubscribing withdraws the question. Failures are {@link
 * acp.protocol.AcpException}s with the client's own error code; a call that the client does not
 * offer fails with {@code METHOD_NOT_FOUND}.
 */
public interface Client {

  /** True if {@link #readTextFile} reaches the editor's buffers. */
  boolean offersReadTextFile();

  /** True if {@link #writeTextFile} reaches the editor's buffers. */
  boolean offersWriteTextFile();

  /** True if {@link #createTerminal} is served. */
  boolean offersTerminal();

  /** True if {@link #fill} reaches the user. */
  default boolean offersForms() {
    return false;
  }

  /** True if {@link #open} reaches the user. */
  default boolean offersPages() {
    return false;
  }

  /**
   * Asks the user to fill in a form. No clock runs on a human, as with permissions.
   *
   * @param call the call that asks; null for none
   * @return what was filled in, by field, each as its field takes it; empty if the user declined,
   *     or what came is no answer to the form
   */
  default Mono<Map<String, List<String>>> fill(
      SessionId session, @Nullable CallId call, Form form) {
    return Mono.empty();
  }

  /**
   * Asks the user to open a page in their browser.
   *
   * @param page without anything that lets its reader in somewhere
   * @return whether the user agreed to open it; that says nothing of what was done there
   */
  default Mono<Boolean> open(SessionId session, CallId call, URI page, String why) {
    return Mono.just(false);
  }

  /**
   * Asks the user whether a tool call may be done. No clock runs on a human: this waits until it is
   * answered, withdrawn, or the connection ends.
   *
   * @return the id of the option chosen; empty when cancelled or when the answer is not one of the
   *     options
   */
  Mono<String> requestPermission(
      SessionId session, Event.ToolCallStarted call, List<PermissionOption> options);

  /**
   * The text of a file as the editor has it, unsaved changes included. Bounded in time.
   *
   * @param path absolute
   * @param line the first line, from 1; null for the start
   * @param limit how many lines; null for all
   */
  Mono<String> readTextFile(
      SessionId session, String path, @Nullable Integer line, @Nullable Integer limit);

  /**
   * Writes a file through the editor. Bounded in time; after a failure the file may have been
   * written.
   */
  Mono<Void> writeTextFile(SessionId session, String path, String content);

  /** Starts a command in a terminal of the editor's. The caller must release it on every path. */
  Mono<Terminal> createTerminal(SessionId session, Command command);

  /**
   * A command for a terminal.
   *
   * @param cwd absolute
   * @param outputLimit bytes of output kept, the latest ones
   */
  record Command(
      String command, List<String> args, Map<String, String> env, String cwd, long outputLimit) {
    public Command {
      args = List.copyOf(args);
      env = Map.copyOf(env);
    }
  }

  /** A terminal of the editor's. */
  interface Terminal {
    String id();

    /** Waits for the command to end, however long it takes. */
    Mono<Exit> waitForExit();

    /** What has been printed so far. */
    Mono<Output> output();

    /** Ends the command; the terminal stays readable. */
    Mono<Void> kill();

    /** Lets the terminal go; its id is dead from then on. */
    Mono<Void> release();
  }

  /** How a command ended; both null when the editor does not say. */
  record Exit(@Nullable Integer exitCode, @Nullable String signal) {}

  /**
   * What a command printed.
   *
   * @param truncated true if the beginning was dropped
   * @param exit null while it runs
   */
  record Output(String text, boolean truncated, @Nullable Exit exit) {}
}
