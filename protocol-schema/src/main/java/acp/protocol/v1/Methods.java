package acp.protocol.v1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of version 1: their names, and a table of what they take and give. */
public final class Methods {
  /** Agree on the version and on what each end offers. */
  public static final String INITIALIZE = "initialize";

  /** Log in. */
  public static final String AUTHENTICATE = "authenticate";

  /** Forget the login. */
  public static final String LOGOUT = "logout";

  /** Begin a session. */
  public static final String SESSION_NEW = "session/new";

  /** Go on with a session and tell its history. */
  public static final String SESSION_LOAD = "session/load";

  /** Go on with a session, its history untold. */
  public static final String SESSION_RESUME = "session/resume";

  /** List the sessions. */
  public static final String SESSION_LIST = "session/list";

  /** Remove a session from the list. */
  public static final String SESSION_DELETE = "session/delete";

  /** End the work on a session. */
  public static final String SESSION_CLOSE = "session/close";

  /** Give a message to a session; answered when its turn is over. */
  public static final String SESSION_PROMPT = "session/prompt";

  /** Put a session into a mode. */
  public static final String SESSION_SET_MODE = "session/set_mode";

  /** Set an option of a session. */
  public static final String SESSION_SET_CONFIG_OPTION = "session/set_config_option";

  /** Stop the turn under way. */
  public static final String SESSION_CANCEL = "session/cancel";

  /** Tell what happened in a session. */
  public static final String SESSION_UPDATE = "session/update";

  /** Ask whether a tool call may run. */
  public static final String SESSION_REQUEST_PERMISSION = "session/request_permission";

  /** Read a text file. */
  public static final String READ_TEXT_FILE = "fs/read_text_file";

  /** Write a text file. */
  public static final String WRITE_TEXT_FILE = "fs/write_text_file";

  /** Run a command in a new terminal. */
  public static final String TERMINAL_CREATE = "terminal/create";

  /** Get what a terminal has shown. */
  public static final String TERMINAL_OUTPUT = "terminal/output";

  /** Wait for a command to end. */
  public static final String TERMINAL_WAIT_FOR_EXIT = "terminal/wait_for_exit";

  /** End a command. */
  public static final String TERMINAL_KILL = "terminal/kill";

  /** Give a terminal back. */
  public static final String TERMINAL_RELEASE = "terminal/release";

  /** Ask the user for something. */
  public static final String ELICITATION_CREATE = "elicitation/create";

  /** Tell that a question at a URL is done. */
  public static final String ELICITATION_COMPLETE = "elicitation/complete";

  /** Take a request back. */
  public static final String CANCEL_REQUEST = "$/cancel_request";

  private Methods() {}

  /** Who serves a method. */
  public enum Side {
    /** The client calls, the agent serves. */
    AGENT,
    /** The agent calls, the client serves. */
    CLIENT,
    /** Either end may call the other. */
    PROTOCOL
  }

  /**
   * A method of the protocol.
   *
   * @param name its name on the wire
   * @param servedBy who serves it
   * @param params the type of its parameters
   * @param result the type of its result; {@code null} for a notification
   */
  public record Method(String name, Side servedBy, Class<?> params, @Nullable Class<?> result) {
    /** Whether it is told without an answer. */
    public boolean isNotification() {
      return result == null;
    }
  }

  /** All methods, the agent's first. Made anew at each call: it loads every type it names. */
  public static List<Method> all() {
    return List.of(
        new Method(INITIALIZE, Side.AGENT, InitializeRequest.class, InitializeResponse.class),
        new Method(AUTHENTICATE, Side.AGENT, AuthenticateRequest.class, AuthenticateResponse.class),
        new Method(LOGOUT, Side.AGENT, LogoutRequest.class, LogoutResponse.class),
        new Method(SESSION_NEW, Side.AGENT, NewSessionRequest.class, NewSessionResponse.class),
        new Method(SESSION_LOAD, Side.AGENT, LoadSessionRequest.class, LoadSessionResponse.class),
        new Method(
            SESSION_RESUME, Side.AGENT, ResumeSessionRequest.class, ResumeSessionResponse.class),
        new Method(SESSION_LIST, Side.AGENT, ListSessionsRequest.class, ListSessionsResponse.class),
        new Method(
            SESSION_DELETE, Side.AGENT, DeleteSessionRequest.class, DeleteSessionResponse.class),
        new Method(
            SESSION_CLOSE, Side.AGENT, CloseSessionRequest.class, CloseSessionResponse.class),
        new Method(SESSION_PROMPT, Side.AGENT, PromptRequest.class, PromptResponse.class),
        new Method(
            SESSION_SET_MODE,
            Side.AGENT,
            SetSessionModeRequest.class,
            SetSessionModeResponse.class),
        new Method(
            SESSION_SET_CONFIG_OPTION,
            Side.AGENT,
            SetSessionConfigOptionRequest.class,
            SetSessionConfigOptionResponse.class),
        new Method(SESSION_CANCEL, Side.AGENT, CancelNotification.class, null),
        new Method(SESSION_UPDATE, Side.CLIENT, SessionNotification.class, null),
        new Method(
            SESSION_REQUEST_PERMISSION,
            Side.CLIENT,
            RequestPermissionRequest.class,
            RequestPermissionResponse.class),
        new Method(
            READ_TEXT_FILE, Side.CLIENT, ReadTextFileRequest.class, ReadTextFileResponse.class),
        new Method(
            WRITE_TEXT_FILE, Side.CLIENT, WriteTextFileRequest.class, WriteTextFileResponse.class),
        new Method(
            TERMINAL_CREATE,
            Side.CLIENT,
            CreateTerminalRequest.class,
            CreateTerminalResponse.class),
        new Method(
            TERMINAL_OUTPUT,
            Side.CLIENT,
            TerminalOutputRequest.class,
            TerminalOutputResponse.class),
        new Method(
            TERMINAL_WAIT_FOR_EXIT,
            Side.CLIENT,
            WaitForTerminalExitRequest.class,
            WaitForTerminalExitResponse.class),
        new Method(
            TERMINAL_KILL, Side.CLIENT, KillTerminalRequest.class, KillTerminalResponse.class),
        new Method(
            TERMINAL_RELEASE,
            Side.CLIENT,
            ReleaseTerminalRequest.class,
            ReleaseTerminalResponse.class),
        new Method(
            ELICITATION_CREATE,
            Side.CLIENT,
            CreateElicitationRequest.class,
            CreateElicitationResponse.class),
        new Method(ELICITATION_COMPLETE, Side.CLIENT, CompleteElicitationNotification.class, null),
        new Method(CANCEL_REQUEST, Side.PROTOCOL, CancelRequestNotification.class, null));
  }
}
