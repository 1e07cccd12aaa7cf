package acp.conformance.honest;

/**
 * What the agent can be told to do wrong, by {@code --fault=NAME}: the transcript that catches it,
 * and the requirement that it breaks there.
 */
public enum Fault {
  NONE("", ""),

  READS_ASCII_ALONE("protocol/framing-unicode", "transport.takes-utf8"),
  READS_ONE_MESSAGE_A_BLOCK("protocol/framing-split", "transport.newline-ends-a-message"),
  REFUSES_CARRIAGE_RETURNS("protocol/framing-crlf", "transport.takes-carriage-returns"),
  ANSWERS_BLANK_LINES("protocol/framing-blank-lines", "transport.takes-blank-lines"),
  DROPS_A_LAST_LINE("protocol/eof-without-newline", "transport.takes-a-last-line-without-newline"),
  REFUSES_LARGE_LINES("protocol/large-line", "transport.takes-large-lines"),
  DIES_OF_GARBAGE("protocol/garbage", "transport.survives-garbage"),
  DIES_OF_DEPTH("protocol/deep-nesting", "transport.survives-deep-nesting"),
  NEEDS_ASCII_DIRECTORIES("protocol/environment-path-only", "transport.needs-no-environment"),

  RUNS_ON_AFTER_EOF("protocol/eof-at-once", "process.ends-with-its-input"),
  ENDS_WITH_CODE_1("protocol/eof-exit-code", "process.exits-with-0"),
  FORGETS_QUESTIONS_AT_EOF("protocol/eof-after-requests", "process.answers-before-it-ends"),
  IGNORES_EOF_IN_MID_TURN("protocol/eof-mid-turn", "process.ends-turns-with-its-input"),
  LEAVES_CHILDREN("scripted/eof-running-command", "process.leaves-no-children"),
  SHARES_ITS_INPUT("scripted/run-stdin", "process.keeps-its-streams-to-itself"),

  NUMBER_IDS_BECOME_STRINGS("protocol/id-zero", "jsonrpc.echoes-ids"),
  BIG_IDS_LOSE_PRECISION("protocol/id-big", "jsonrpc.echoes-ids"),
  LOSES_IDS_OF_BAD_REQUESTS("protocol/errors-keep-ids", "jsonrpc.echoes-ids-of-bad-requests"),
  IGNORES_NULL_IDS("protocol/id-null", "jsonrpc.answers-id-null"),
  ANSWERS_NOTIFICATIONS("protocol/unknown-notification", "jsonrpc.never-answers-notifications"),
  ANSWERS_CUSTOM_NOTIFICATIONS(
      "protocol/unknown-notification", "extensibility.takes-custom-notifications"),
  ANSWERS_RESPONSES("protocol/stray-response", "jsonrpc.drops-stray-responses"),
  UNKNOWN_METHODS_FAIL("protocol/unknown-method", "jsonrpc.unknown-methods"),
  KEEPS_SILENT_ABOUT_GARBAGE("protocol/malformed-unparseable", "jsonrpc.parse-errors"),
  REFUSES_ESCAPED_NULS("protocol/control-characters", "jsonrpc.raw-control-characters"),
  KEEPS_SILENT_ABOUT_SCALARS("protocol/malformed-scalar", "jsonrpc.invalid-requests"),
  ANSWERS_BATCHES("protocol/malformed-array", "jsonrpc.no-batches"),
  REFUSES_PARAMS_BY_ANOTHER_CODE("protocol/params-wrong-kind", "jsonrpc.invalid-params"),
  REFUSES_EMPTY_ARRAYS("scripted/params-empty-array", "jsonrpc.empty-array-params"),
  STOPS_AFTER_AN_ERROR("protocol/after-errors", "jsonrpc.stays-usable"),
  LEAKS_CLASS_NAMES("protocol/errors-hide-insides", "jsonrpc.hides-its-insides"),
  ECHOES_PARAMETERS("protocol/errors-hide-parameters", "jsonrpc.keeps-parameters-out-of-errors"),
  TAKES_ANY_ANSWER("protocol/own-ids-matched", "jsonrpc.matches-own-ids-only"),
  REUSES_IDS("protocol/own-ids", "wire.request-ids-differ"),

  OMITS_CAPABILITIES("protocol/initialize-capabilities", "initialize.answers"),
  ANSWERS_VERSION_2("protocol/initialize-version-1", "initialize.agrees-on-version-1"),
  ECHOES_THE_VERSION("protocol/initialize-version-65535", "initialize.answers-its-latest-version"),
  OMITS_ITS_NAME("protocol/initialize-agent-info", "initialize.names-itself"),
  OMITS_MCP_CAPABILITIES(
      "protocol/initialize-states-capabilities", "initialize.states-its-capabilities"),
  NEEDS_THE_CLIENTS_FILES(
      "protocol/initialize-any-capabilities", "initialize.works-with-any-capabilities"),
  INSISTS_ON_VALID_CAPABILITIES(
      "protocol/initialize-odd-capabilities", "initialize.takes-malformed-capabilities-as-missing"),
  SERVES_BEFORE_INITIALIZE("protocol/before-initialize", "initialize.comes-first"),
  DIES_OF_EARLY_NOTIFICATIONS(
      "protocol/before-initialize-notification", "initialize.takes-early-notifications"),
  TAKES_ANY_VERSION("protocol/initialize-version-wrong-type", "initialize.refuses-bad-versions"),
  SERVES_LOGOUT_UNADVERTISED(
      "protocol/logout-not-advertised", "initialize.offers-no-more-than-it-serves"),

  OFFERS_TERMINAL_LOGIN_TO_ALL(
      "protocol/initialize-no-terminal-login", "wire.terminal-login-only-if-offered"),
  USES_A_LOGIN_ID_TWICE("protocol/auth-ids", "wire.auth-method-ids-differ"),
  LOGINS_FAIL("scripted/authenticate", "auth.authenticates"),
  TAKES_ANY_LOGIN("protocol/authenticate-unknown", "auth.refuses-unknown-methods"),
  TAKES_TERMINAL_LOGINS("scripted/auth-terminal", "auth.refuses-terminal-methods"),
  ASKS_FOR_A_LOGIN_IT_LACKS("protocol/auth-none", "auth.asks-only-where-it-can"),
  LOGOUTS_FAIL("protocol/logout", "auth.logs-out"),
  LOGS_OUT_FOR_EVER("scripted/logout", "auth.logs-in-again"),

  GIVES_AN_EMPTY_ID("protocol/session-new", "new.gives-an-id"),
  GIVES_THE_SAME_SESSION_TWICE("protocol/session-new-twice", "new.ids-differ"),
  WORKS_WHERE_IT_WAS_STARTED("protocol/read-in-cwd", "new.works-in-its-directory"),
  TAKES_RELATIVE_CWD("protocol/session-new-relative-cwd", "new.refuses-relative-directories"),
  TAKES_A_MISSING_CWD("protocol/missing-field", "new.refuses-bad-parameters"),
  REFUSES_NULL_SERVERS("protocol/session-new-null-servers", "new.takes-null-for-no-servers"),

  REPLAYS_AFTER_THE_RESPONSE("protocol/load-open-session", "load.replays-then-answers"),
  REFUSES_TO_LOAD_OPEN_SESSIONS("protocol/load-open-session", "load.works-on-open-sessions"),
  REPLAYS_HALF("protocol/load-open-session", "load.replays-all-text"),
  SPEAKS_AFTER_LOAD("protocol/load-open-session", "load.is-silent-afterwards"),
  REPLAYS_ONLY_ONCE("protocol/load-twice", "load.replays-the-same-again"),
  LOADED_SESSIONS_CANNOT_GO_ON("protocol/load-goes-on", "load.goes-on"),
  FORGETS_SESSIONS_AT_EXIT("protocol/load-after-exit", "load.survives-an-exit"),
  KEEPS_ONLY_ENDED_TURNS("scripted/kill-mid-stream", "load.survives-a-kill"),
  SHOWS_DEAD_CALLS_AS_OPEN("protocol/edit-killed", "load.shows-calls-ended"),
  FORGETS_CANCELLED_CALLS("protocol/edit-cancelled-replayed", "load.shows-calls-ended"),
  ASKS_AGAIN_AFTER_LOAD("protocol/edit-killed", "load.does-nothing-by-itself"),
  FORGETS_THE_PLAN("scripted/replay-of-a-plan", "load.shows-the-plan"),
  REPLAYS_TEXT_ONLY("protocol/load-image", "load.shows-all-of-a-prompt"),
  FORGETS_SETTINGS("scripted/config-kept", "load.keeps-settings"),
  LOADS_WHAT_IS_NOT_THERE("protocol/load-unknown", "load.refuses-unknown-sessions"),
  LOADS_INTO_RELATIVE_DIRECTORIES(
      "protocol/load-relative-cwd", "load.refuses-relative-directories"),
  LOADS_WITHOUT_A_DIRECTORY("protocol/load-bad-parameters", "load.refuses-bad-parameters"),

  RESUMES_FAIL("protocol/resume", "resume.works"),
  REPLAYS_IN_RESUME("protocol/resume", "resume.sends-no-history"),
  RESUMES_WHAT_IS_NOT_THERE("protocol/resume-unknown-refused", "resume.refuses-unknown-sessions"),
  RESUMES_WITHOUT_A_DIRECTORY("protocol/resume-bad-parameters", "resume.refuses-bad-parameters"),

  LISTS_NULL("protocol/list", "list.answers-an-array"),
  LISTS_NEED_PARAMETERS("protocol/list", "list.needs-no-parameters"),
  IGNORES_THE_CWD_FILTER("protocol/list-cwd", "list.filters-by-directory"),
  TAKES_ANY_CURSOR("protocol/list-bad-cursor", "list.refuses-bad-cursors"),
  TAKES_CURSORS_OF_ANY_TYPE("protocol/list-bad-parameters", "list.refuses-bad-parameters"),
  LISTS_NO_TIMES("protocol/list-newest-first", "list.says-when"),
  LISTS_THE_OLDEST_FIRST("protocol/list-newest-first", "list.puts-the-newest-first"),

  DELETES_NOTHING("protocol/delete", "delete.removes-from-the-list"),
  NUMBERS_ITS_SESSIONS("protocol/delete", "new.ids-are-not-reused"),
  DELETES_FAIL("protocol/delete", "delete.answers-an-object"),
  DELETES_ONLY_WHAT_IS_THERE("protocol/delete-unknown", "delete.takes-unknown-sessions"),
  DELETE_DROPS_THE_TURN("protocol/delete-mid-turn", "delete.ends-the-turn"),
  DELETES_WITHOUT_AN_ID("protocol/delete-bad-parameters", "delete.refuses-bad-parameters"),

  CLOSES_FAIL("protocol/close", "close.answers"),
  CLOSES_WITHOUT_ENDING_THE_TURN("protocol/close-mid-turn", "close.ends-the-turn"),
  CLOSES_BEFORE_THE_TURN_ENDS("scripted/close-order", "close.answers-the-prompt-first"),
  SPEAKS_AFTER_CLOSE("protocol/close-mid-turn", "close.is-silent-afterwards"),
  CLOSE_LEAVES_WORK("scripted/close-stops-work", "close.stops-work"),
  CLOSES_WITHOUT_AN_ID("protocol/close-bad-parameters", "close.refuses-bad-parameters"),

  REFUSES_TEXT("protocol/prompt-text", "prompt.takes-text"),
  REFUSES_LINKS("protocol/prompt-resource-link", "prompt.takes-resource-links"),
  REFUSES_IMAGES("protocol/prompt-image", "prompt.takes-images"),
  REFUSES_THE_AUDIO_IT_OFFERS("protocol/prompt-audio", "prompt.takes-audio"),
  REFUSES_RESOURCES("protocol/prompt-embedded", "prompt.takes-resources"),
  TAKES_ANY_BLOCK("protocol/prompt-unknown-block", "prompt.refuses-what-is-not-advertised"),
  INVENTS_A_STOP_REASON("protocol/prompt-text", "prompt.ends-with-a-stop-reason"),
  MIXES_SESSIONS_UP("protocol/updates-name-their-session", "prompt.updates-name-its-session"),
  TALKS_AFTER_THE_ANSWER("scripted/hello", "prompt.is-silent-after-the-answer"),
  FAILURE_IS_END_OF_TURN("scripted/fail-500", "prompt.failures-are-errors"),
  LIMIT_IS_END_OF_TURN("scripted/fail-max-tokens", "prompt.limits-are-stop-reasons"),
  REFUSAL_IS_AN_ERROR("scripted/fail-refusal", "prompt.refusals-are-stop-reasons"),
  DROPS_A_SECOND_PROMPT("protocol/prompt-while-busy", "prompt.answers-a-second-prompt"),
  RUNS_ONE_TURN_AT_A_TIME("protocol/prompt-two-sessions", "prompt.sessions-are-independent"),
  OMITS_MESSAGE_IDS("protocol/prompt-message-ids", "prompt.messages-have-ids"),
  REPEATS_MESSAGE_IDS("protocol/prompt-message-ids", "prompt.messages-have-ids"),
  THINKS_IN_ITS_ANSWER("scripted/think", "prompt.thoughts-are-told-apart"),
  CHOKES_ON_MANY_BLOCKS("protocol/prompt-many-blocks", "prompt.takes-many-blocks"),
  CHOKES_ON_EMPTY_PROMPTS("protocol/prompt-empty", "prompt.survives-empty-prompts"),
  TAKES_A_MISSING_PROMPT("protocol/prompt-bad-parameters", "prompt.refuses-bad-parameters"),
  ANSWERS_FOR_UNKNOWN_SESSIONS(
      "protocol/prompt-unknown-session-refused", "prompt.refuses-unknown-sessions"),

  CANCEL_IS_AN_ERROR("protocol/cancel", "cancel.answers-cancelled"),
  IGNORES_CANCEL("protocol/cancel", "cancel.answers-cancelled"),
  LOSES_EARLY_CANCELS("protocol/cancel-at-once", "cancel.hits-the-prompt-before-it"),
  UPDATES_AFTER_CANCELLED("protocol/cancel", "cancel.is-silent-afterwards"),
  ANSWERS_EVERY_CANCEL("protocol/cancel-twice", "cancel.answers-once"),
  CANCEL_POISONS_THE_NEXT_PROMPT("protocol/cancel-idle", "cancel.spares-the-next-prompt"),
  DIES_OF_UNKNOWN_CANCELS("protocol/cancel-unknown-session", "cancel.takes-unknown-sessions"),
  CANCEL_LEAVES_WORK("scripted/run-stopped", "cancel.stops-work"),
  WAITS_FOR_PERMISSION_AFTER_CANCEL("protocol/edit-cancelled", "cancel.ends-questions"),
  RUNS_ON_LATE_PERMISSION("protocol/edit-cancelled-late", "cancel.takes-late-approval-for-none"),
  CANCEL_LEAVES_CALLS_OPEN("protocol/edit-cancelled", "cancel.ends-tool-calls"),
  CANCEL_FORGETS_WAITING_PROMPTS("scripted/queue-cancelled", "cancel.answers-waiting-prompts"),
  ANSWERS_CANCELLED_REQUESTS_TWICE(
      "protocol/cancel-request-answered", "cancel.request-is-answered-once"),
  CANCELS_IDS_OF_ANOTHER_TYPE(
      "protocol/cancel-request-other-id", "cancel.request-takes-unknown-ids"),

  ASKS_BEFORE_THE_TOOL_CALL("scripted/edit-allowed", "wire.tool-call-comes-first"),
  DOES_IT_BEFORE_THE_ANSWER("protocol/edit-asks-first", "permission.waits-for-the-answer"),
  TAKES_REJECTION_FOR_APPROVAL("scripted/run-rejected", "permission.rejection-is-obeyed"),
  TAKES_CANCELLED_FOR_APPROVAL(
      "protocol/edit-cancelled-outcome", "permission.cancelled-is-no-approval"),
  TAKES_UNKNOWN_OPTIONS_FOR_APPROVAL(
      "protocol/edit-unknown-option", "permission.unknown-options-are-no-approval"),
  TAKES_ERRORS_FOR_APPROVAL("protocol/edit-permission-error", "permission.errors-are-no-approval"),
  REJECTION_FAILS_THE_TURN("protocol/edit-rejected", "permission.rejection-ends-the-call"),
  USES_AN_OPTION_ID_TWICE("protocol/edit-asks-first", "wire.permission-options-differ"),
  OFFERS_ONLY_TO_ALLOW("protocol/edit-options", "permission.offers-to-allow-and-to-reject"),
  SHOWS_BARE_BLOCKS("protocol/edit-asks-first", "wire.schema"),
  HIDES_THE_DIFF("protocol/edit-diff", "permission.shows-the-diff"),
  FORGETS_ALWAYS("scripted/edit-always", "permission.remembers-always"),
  SERVES_NOTHING_WHILE_IT_ASKS("protocol/edit-holds-up-nothing", "permission.holds-up-nothing"),

  REUSES_CALL_IDS("protocol/edit-new-id", "wire.tool-call-ids-differ"),
  SKIPS_IN_PROGRESS("protocol/edit-in-order", "tools.go-on-in-order"),
  LEAVES_CALLS_OPEN("protocol/tools-ended", "tools.are-ended-with-the-turn"),
  FAILED_TOOLS_FAIL_THE_TURN("scripted/read-missing", "tools.failures-end-the-call"),
  NAMES_FILES_RELATIVELY("protocol/read-locations", "wire.paths-are-absolute"),
  SHOWS_NO_DIFFS("protocol/edit-shown", "tools.edits-are-diffs"),
  SHOWS_OLD_TEXT_OF_NEW_FILES("scripted/edit-new-file", "tools.new-files-have-no-old-text"),
  CALLS_EVERYTHING_OTHER("scripted/read-from-disk", "tools.say-their-kind"),
  HIDES_OUTPUT("protocol/run-output", "tools.show-their-output"),
  READS_ANYTHING("scripted/read-outside", "tools.stay-in-the-workspace"),
  FOLLOWS_LINKS("scripted/read-through-a-link", "tools.stay-in-the-workspace"),

  PLANS_IN_PIECES("scripted/plan-whole", "plan.holds-all-entries"),
  PLANS_IN_SILENCE("scripted/plan", "plan.is-told-when-made"),
  TELLS_A_PLAN_ONCE("scripted/plan", "plan.is-told-again"),

  MODES_CANNOT_BE_SET("protocol/set-mode", "modes.can-be-set"),
  MODES_WAIT_FOR_THE_TURN("protocol/set-mode-busy", "modes.can-be-set-while-busy"),
  TAKES_ANY_MODE("protocol/set-mode-unknown", "modes.refuse-unknown-modes"),
  SETS_MISSING_MODES("protocol/set-mode-bad-parameters", "modes.refuse-bad-parameters"),
  MODE_LEAVES_THE_OPTION("protocol/mode-moves-option", "modes.move-the-option"),
  MODE_IS_NOT_TOLD("protocol/mode-tells-itself", "modes.move-the-option"),
  OPTION_LEAVES_THE_MODE("protocol/mode-follows-option", "modes.follow-the-option"),
  CURRENT_MODE_IS_NOT_OFFERED("protocol/session-modes", "wire.current-mode-is-available"),

  CURRENT_VALUE_IS_NOT_OFFERED("scripted/config-options", "wire.current-value-is-available"),
  OPTIONS_CANNOT_BE_SET("protocol/config-set", "config.can-be-set"),
  USES_AN_OPTION_TWICE("protocol/config-set", "config.ids-are-unique"),
  INVENTS_CATEGORIES("protocol/config-set", "wire.custom-words-begin-with-underscore"),
  ANSWERS_ONE_OPTION("protocol/config-set-all", "config.answers-all-options"),
  LEAVES_DEPENDENT_OPTIONS("scripted/config-dependent", "config.applies-dependent-changes"),
  BOOLEANS_FOR_ALL("protocol/config-no-booleans", "wire.boolean-option-only-if-offered"),
  BOOLEANS_IN_UPDATES("scripted/config-no-boolean-updates", "wire.boolean-option-only-if-offered"),
  BOOLEANS_CANNOT_BE_SET("scripted/config-boolean", "config.booleans-can-be-set"),
  TAKES_UNKNOWN_OPTIONS("protocol/config-unknown", "config.refuses-unknown-options"),
  TAKES_UNKNOWN_VALUES("protocol/config-unknown", "config.refuses-unknown-values"),
  TAKES_VALUES_OF_ANY_TYPE("protocol/config-unknown", "config.refuses-wrong-types"),
  KEEPS_REFUSED_VALUES("protocol/config-unchanged", "config.is-unchanged-by-refusals"),
  UPDATES_ONE_OPTION("scripted/config-updates-whole", "config.updates-hold-all-options"),
  OPTIONS_WAIT_FOR_THE_TURN("protocol/config-busy", "config.can-be-set-while-busy"),

  SPEAKS_BEFORE_SESSION_NEW_IS_ANSWERED(
      "protocol/commands-after-new", "commands.come-after-the-new-session"),
  COMMANDS_AFTER_LOAD("protocol/load-commands", "commands.come-before-a-load-is-answered"),
  COMMANDS_FAIL("scripted/commands", "commands.are-answered"),
  REFUSES_SLASHES("protocol/slash-unknown", "commands.unknown-ones-are-text"),

  CALLS_WHAT_IS_NOT_OFFERED("protocol/files-not-offered", "wire.fs-only-if-offered"),
  IGNORES_UNSAVED_BUFFERS("protocol/read-unsaved", "files.reads-through-the-client"),
  WRITES_TO_THE_DISK("protocol/edit-by-client", "files.writes-through-the-client"),
  EDITS_WHAT_IS_ON_DISK("protocol/edit-unsaved", "files.edits-what-it-has-read"),
  READS_ONLY_THROUGH_THE_CLIENT("protocol/read-falls-back", "files.falls-back-to-the-disk"),
  WRITES_BEHIND_THE_CLIENT("protocol/edit-client-fails", "files.failed-writes-fail-the-call"),

  IGNORES_TERMINALS("protocol/run-in-terminal", "terminals.are-used-where-offered"),
  ASKS_FOR_TERMINALS("protocol/run-here", "wire.terminal-only-if-offered"),
  LEAKS_TERMINALS("protocol/run-in-terminal", "wire.terminal-is-released"),
  LEAKS_TERMINALS_ON_CANCEL("protocol/run-terminal-cancelled", "wire.terminal-is-released"),
  SHOWS_RELEASED_TERMINALS("scripted/run-in-terminal", "wire.terminal-is-shown-while-it-lives"),
  USES_RELEASED_TERMINALS(
      "scripted/run-terminal-after-release", "wire.terminal-is-used-while-it-lives"),
  REFUSED_TERMINALS_FAIL_THE_TURN(
      "protocol/run-terminal-refused", "terminals.refused-ones-cost-the-call-at-most"),
  RUNS_NOTHING_ITSELF("protocol/run-here", "terminals.run-here-where-not-offered"),

  ASKS_BY_ANY_MODE("scripted/elicitation-form-only", "wire.elicitation-only-if-offered"),
  OMITS_THE_MODE("scripted/elicitation-form", "wire.schema"),
  FORMS_HAVE_NO_TYPE("scripted/elicitation-form", "elicitation.forms-have-a-schema"),
  IGNORES_ANSWERS("scripted/elicitation-form", "elicitation.takes-answers"),
  TAKES_DECLINE_FOR_ACCEPT("scripted/elicitation-declined", "elicitation.decline-is-safe"),
  TAKES_ANY_ACTION_FOR_ACCEPT(
      "scripted/elicitation-unknown-action", "elicitation.unknown-actions-are-no-approval"),
  TAKES_WHAT_WAS_NOT_OFFERED(
      "scripted/elicitation-checked", "elicitation.checks-what-was-submitted"),
  CHOKES_ON_NO_CONTENT(
      "scripted/elicitation-no-content", "elicitation.takes-missing-content-as-null"),
  DOES_NOT_FALL_BACK("scripted/elicitation-not-offered", "elicitation.falls-back"),
  URLS_HAVE_NO_ID("scripted/elicitation-url", "elicitation.urls-have-an-id"),
  QUESTIONS_OUTLIVE_A_CANCEL("scripted/elicitation-cancelled", "elicitation.ends-with-a-cancel"),

  TELLS_NO_TITLE("scripted/title", "title.is-told"),
  LISTS_ANOTHER_TITLE("protocol/list-title", "title.is-listed"),
  TITLES_HAVE_MANY_LINES("scripted/title", "title.is-one-line"),
  NOTICES_FOR_ALL("scripted/notice-not-taken", "wire.notice-only-if-offered"),
  SENDS_NO_NOTICES("scripted/notice", "notices.are-sent-where-taken"),
  DROPS_NOTICES("scripted/notice-not-taken", "notices.fall-back"),
  REPLAYS_NOTICES("scripted/notice-not-replayed", "notices.are-not-replayed"),
  COMPACTS_FOR_ALL("scripted/compact-not-taken", "wire.compaction-only-if-offered"),
  SENDS_CHUNKS_FIRST("scripted/compact", "compaction.goes-on-in-order"),
  REPLAYS_CHUNKS("scripted/compact-replayed", "compaction.is-replayed-whole"),

  REFUSES_DIRECTORIES("protocol/additional-directories", "directories.takes-absolute-ones"),
  TAKES_BAD_DIRECTORIES("protocol/additional-directories-bad", "directories.refuses-bad-ones"),
  CREATES_WHAT_IT_REFUSES(
      "protocol/additional-directories-nothing-created",
      "directories.creates-nothing-when-refused"),
  RESTORES_DIRECTORIES("scripted/directories", "directories.are-not-restored"),
  IGNORES_DIRECTORIES("scripted/directories", "directories.are-used"),
  SEARCHES_ALL_DIRECTORIES("scripted/directories", "directories.do-not-resolve-names"),

  STARTS_NO_SERVERS("protocol/mcp-started", "mcp.starts-stdio-servers"),
  ASKS_FOR_NO_TOOLS("protocol/mcp-tools", "mcp.asks-for-tools"),
  STARTS_ONE_SERVER("protocol/mcp-two", "mcp.starts-all-servers"),
  STARTS_NO_SERVERS_ON_LOAD("protocol/mcp-on-load", "mcp.starts-them-on-load"),
  DEAD_SERVERS_FAIL_THE_SESSION(
      "protocol/session-new-dead-server", "mcp.dead-servers-cost-no-session"),
  TAKES_MALFORMED_SERVERS("protocol/session-new-bad-server", "mcp.refuses-malformed-servers"),
  TAKES_ANY_TRANSPORT("protocol/mcp-not-advertised-sse", "mcp.refuses-what-is-not-advertised"),
  LEAKS_SECRETS("protocol/mcp-secrets", "mcp.keeps-secrets"),
  LEAVES_SERVERS("protocol/mcp-ended", "mcp.ends-its-servers"),

  IGNORES_CUSTOM_REQUESTS("protocol/unknown-extension", "extensibility.answers-custom-requests"),
  REFUSES_UNKNOWN_FIELDS("protocol/unknown-fields", "extensibility.takes-unknown-fields"),
  REFUSES_META("protocol/prompt-meta", "extensibility.takes-meta"),
  SERVES_FORK("protocol/not-advertised-fork", "extensibility.serves-unstable-only-if-advertised"),
  RUNS_FOUR_TURNS_AT_A_TIME("protocol/eight-sessions", "order.eight-sessions-at-once"),
  SERVES_NOTHING_IN_MID_TURN("protocol/list-while-busy", "order.turns-hold-up-nothing"),

  PRINTS_A_BANNER("protocol/initialize-version-1", "wire.nothing-but-messages"),
  PRETTY_PRINTS("protocol/initialize-version-1", "wire.one-message-per-line"),
  ENDS_LINES_WITH_CRLF("protocol/initialize-version-1", "wire.one-message-per-line");

  private final String catcher;
  private final String broken;

  Fault(String catcher, String broken) {
    this.catcher = catcher;
    this.broken = broken;
  }

  /** The transcript that catches it, as {@code suite/name}. */
  public String catcher() {
    return catcher;
  }

  /** The requirement that it breaks. */
  public String broken() {
    return broken;
  }
}
