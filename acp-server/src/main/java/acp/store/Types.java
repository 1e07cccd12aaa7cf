package acp.store;

/**
 * The names of the event types in the journal. They are a file format: added to, never renamed, and
 * free of what the classes are called.
 */
final class Types {
  static final String SESSION_OPENED = "session_opened";
  static final String PROMPT_ACCEPTED = "prompt_accepted";
  static final String MESSAGE_CHUNK = "message_chunk";
  static final String MESSAGE_ENDED = "message_ended";
  static final String TOOL_CALL_STARTED = "tool_call_started";
  static final String TOOL_CALL_CHANGED = "tool_call_changed";
  static final String TOOL_OUTPUT = "tool_output";
  static final String TOOL_CALL_ENDED = "tool_call_ended";
  static final String FILE_CHANGED = "file_changed";
  static final String FILES_RESTORED = "files_restored";
  static final String INSTRUCTIONS_LOADED = "instructions_loaded";
  static final String PERMISSION_DECIDED = "permission_decided";
  static final String PLAN_CHANGED = "plan_changed";
  static final String PERMISSION_ASKED = "permission_asked";
  static final String PERMISSION_ANSWERED = "permission_answered";
  static final String GRANTS_REVOKED = "grants_revoked";
  static final String CONFIG_CHANGED = "config_changed";
  static final String TITLE_CHANGED = "title_changed";
  static final String USAGE_REPORTED = "usage_reported";
  static final String NOTICE_RAISED = "notice_raised";
  static final String COMMAND_RUN = "command_run";
  static final String PROMPT_EXPANDED = "prompt_expanded";
  static final String CONTEXT_CLEARED = "context_cleared";
  static final String CONTEXT_TRIMMED = "context_trimmed";
  static final String CONTEXT_RESTORED = "context_restored";
  static final String REWOUND = "rewound";
  static final String REWIND_UNDONE = "rewind_undone";
  static final String COMPACTION_STARTED = "compaction_started";
  static final String COMPACTION_CHUNK = "compaction_chunk";
  static final String COMPACTION_ENDED = "compaction_ended";
  static final String TURN_ENDED = "turn_ended";

  /** The kinds of {@link acp.event.Content}. */
  static final String TEXT = "text";

  static final String IMAGE = "image";
  static final String LINK = "link";
  static final String RESOURCE = "resource";

  /** The kinds of {@link acp.event.Shown}. */
  static final String BLOCK = "block";

  static final String DIFF = "diff";
  static final String TERMINAL = "terminal";

  private Types() {}
}
