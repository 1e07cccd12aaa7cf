package acp.conformance.provider;

/** How one provider is asked, and how it answers. Has no state. */
interface Dialect {

  /** What it is called. */
  String name();

  /** What stands behind the host in the base URL that users of it know. */
  String base();

  /**
   * Reads a request as strictly as the real provider does.
   *
   * @throws Unfit if that would refuse it
   */
  Conversation read(Request request);

  /** Begins to answer. */
  Speaker answer(Request request, Wire wire, int number);

  /** The body of a refusal. */
  String refusal(int status, String message);

  /** True if calls go by the names that the provider gave them, and not by the agent's. */
  default boolean namesCalls() {
    return false;
  }
}
