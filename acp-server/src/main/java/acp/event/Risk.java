package acp.event;

/** What a deed can harm; the permission policy decides by it. */
public enum Risk {
  /** Looks, or tells; changes nothing. */
  NONE,
  /** Asks another machine for something, and so tells it something too. */
  NETWORK,
  /** Changes files of the workspace. */
  EDIT,
  /** Runs a command, which may do anything. */
  EXECUTE
}
