package acp.permission;

/** What becomes of a deed. */
public enum Decision {
  /** Do it without asking. */
  ALLOW,
  /** Ask the user first. */
  ASK,
  /** Do not do it, and do not ask either. */
  DENY
}
