package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing a transcript does or expects. What a text may contain of variables is filled in when it
 * is played.
 */
sealed interface Step {

  /** The line of the file on which the step begins, counted from 1. */
  int line();

  /** {@code > object}: we say this; {@code jsonrpc} is filled in. */
  record Say(int line, JsonNode message) implements Step {}

  /**
   * {@code < object}: the agent must say at least this. {@code <? object}: it must, if it says
   * something of the kind at all; else the transcript does not apply.
   */
  record Hear(int line, JsonNode expected, boolean ifAtAll) implements Step {}

  /** {@code ! ms [$S]}: for so long nothing comes, or nothing about that session. */
  record Silence(int line, Duration time, @Nullable String session) implements Step {}

  /** {@code !~ "regex"}: the message heard last does not contain this. */
  record Lacks(int line, Pattern pattern) implements Step {}

  /**
   * {@code @raw text} (a newline is added) or {@code @bytes "text"} (nothing is added): sent as
   * UTF-8, as it is.
   */
  record Raw(int line, String text) implements Step {}

  /** {@code @hex digits}: these bytes and nothing else. */
  record Hex(int line, String digits) implements Step {}

  /** {@code @client json}: the client's capabilities, for the next {@code @initialize}. */
  record Client(int line, JsonNode capabilities) implements Step {}

  /** {@code @initialize}: version 1 is asked for and must be answered. */
  record Initialize(int line) implements Step {}

  /** {@code @session S}: a new session in {@code $CWD}, its id bound to {@code $S}. */
  record NewSession(int line, String variable) implements Step {}

  /**
   * {@code @needs path}: without this in what the agent has answered so far, the transcript does
   * not apply.
   */
  record Needs(int line, String path) implements Step {}

  /** {@code @ordered}: from here on, answers come in the order in which they are awaited. */
  record Ordered(int line) implements Step {}

  /**
   * {@code @auto permission kind}: permissions that are not awaited are answered with the option of
   * this kind.
   */
  record AutoPermission(int line, String kind) implements Step {}

  /** {@code @auto fs}: file requests that are not awaited are served from the disk. */
  record AutoFiles(int line) implements Step {}

  /**
   * {@code @auto terminal "output"}: commands that are not awaited end at once with this output and
   * exit code 0.
   */
  record AutoTerminal(int line, String output) implements Step {}

  /**
   * {@code @auto elicitation action {content}}: questions to the user that are not awaited are
   * answered so.
   */
  record AutoElicitation(int line, String action, @Nullable JsonNode content) implements Step {}

  /**
   * {@code @mcp NAME}: an MCP server that writes down what happens to it; {@code $NAME} is it, for
   * {@code mcpServers}.
   */
  record McpServer(int line, String variable) implements Step {}

  /** {@code @expect-mcp NAME "regex"}: that server writes down such a line, or has. */
  record ExpectMcp(int line, String variable, String regex) implements Step {}

  /**
   * {@code @env KEY=VALUE}, {@code @env !KEY} or {@code @env only KEY…}: the environment of the
   * next process.
   */
  record Env(int line, List<String> words) implements Step {}

  /** {@code @file path "text"}: a file of the workspace, made by us. */
  record PutFile(int line, String path, String text) implements Step {}

  /** {@code @expect-file path "text"}: the file's text matches, now. */
  record ExpectFile(int line, String path, JsonNode expected) implements Step {}

  /** {@code @buffer path "text"}: what the client has of a file in its editor, not saved. */
  record PutBuffer(int line, String path, String text) implements Step {}

  /** {@code @expect-buffer path "text"}: what the client has of it matches, now. */
  record ExpectBuffer(int line, String path, JsonNode expected) implements Step {}

  /** {@code @expect-no-file path}: there is no such file, now. */
  record ExpectNoFile(int line, String path) implements Step {}

  /**
   * {@code @replayed $S}: what the last load replayed of the agent's text begins with all that was
   * heard live.
   */
  record Replayed(int line, String session) implements Step {}

  /**
   * {@code @unheard words}: no update or call of these kinds came since we last asked something.
   */
  record Unheard(int line, List<String> kinds) implements Step {}

  /**
   * {@code @heard $S words}: an update or call of each of these kinds came about the session since
   * we last prompted it.
   */
  record HeardAbout(int line, String session, List<String> kinds) implements Step {}

  /**
   * {@code @no-children}: after the exit, none of the processes that the agent had started runs.
   */
  record NoChildren(int line) implements Step {}

  /** {@code @no-stderr}: the agent has written nothing to stderr so far. */
  record NoStderr(int line) implements Step {}

  /** {@code @tools-ended $S}: each tool call told in this process has completed or failed. */
  record ToolsEnded(int line, String session) implements Step {}

  /** {@code @eof}: we close the agent's stdin. */
  record Eof(int line) implements Step {}

  /** {@code @exit code} or {@code @exit *}: the agent ends by itself, with this code or any. */
  record Exit(int line, @Nullable Integer code) implements Step {}

  /** {@code @kill}: SIGKILL, to the agent and all it has started. */
  record Kill(int line) implements Step {}

  /** {@code @start}: another process of the same agent, in the same home. */
  record Start(int line) implements Step {}
}
