package acp.event;

/** What sort of deed a tool call is; clients choose icons, and some choose permissions, by it. */
public enum ToolKind {
  READ,
  EDIT,
  DELETE,
  MOVE,
  SEARCH,
  EXECUTE,
  THINK,
  FETCH,
  SWITCH_MODE,
  OTHER
}
