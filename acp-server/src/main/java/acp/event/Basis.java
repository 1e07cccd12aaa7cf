package acp.event;

/** What a decision about a deed rests upon. */
public enum Basis {
  /** The session's mode. */
  MODE,
  /** It is known to do no harm. */
  HARMLESS,
  /** The user allowed it for the rest of the session. */
  GRANT,
  /** A rule of the user's or the project's. */
  RULE,
  /** The user's answer, just now. */
  USER,
  /** Nobody answered, so it is not done. */
  NOBODY
}
