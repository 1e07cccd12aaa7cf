package acp.conformance;

/**
 * Where that is told which a rule finds broken in a message that can still be understood, so that
 * the conversation goes on.
 */
interface Breaches {

  /** Takes note; {@code breach} names the requirement that is broken. */
  void add(Mismatch breach);

  /** Takes note that the message breaks the requirement. */
  default void add(String requirement, String expected, Heard message) {
    add(Mismatch.of(requirement, expected, Texts.shorten(message.text(), 2000)));
  }
}
