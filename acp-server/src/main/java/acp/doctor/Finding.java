package acp.doctor;

import static java.util.Objects.requireNonNull;

/**
 * What one check came to.
 *
 * @param check what was looked at, for programs, such as {@code store.integrity}
 * @param says what was found, in a sentence; never a secret
 * @param advice what to do about it; empty for nothing
 */
public record Finding(String check, Verdict verdict, String says, String advice) {

  /** How much it matters. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** Worth knowing, and nothing need be done. */
    NOTE,
    /** Works, and will not always. */
    WARNING,
    /** Does not work. */
    PROBLEM
  }

  public Finding {
    requireNonNull(check, "check");
    requireNonNull(verdict, "verdict");
    requireNonNull(says, "says");
    requireNonNull(advice, "advice");
  }

  public static Finding ok(String check, String says) {
    return new Finding(check, Verdict.OK, says, "");
  }

  public static Finding note(String check, String says) {
    return new Finding(check, Verdict.NOTE, says, "");
  }

  public static Finding warning(String check, String says, String advice) {
    return new Finding(check, Verdict.WARNING, says, advice);
  }

  public static Finding problem(String check, String says, String advice) {
    return new Finding(check, Verdict.PROBLEM, says, advice);
  }
}
