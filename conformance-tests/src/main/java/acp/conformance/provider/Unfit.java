package acp.conformance.provider;

/** A request that the real provider would refuse; the message says why. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Unfit(String why) {
    this(400, why);
  }

  Unfit(int status, String why) {
    super(why);
    this.status = status;
  }

  int status() {
    return status;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /** Refuses with that sentence unless it is so. */
  static void unless(boolean fit, String why) {
    if (!fit) {
      throw new Unfit(why);
    }
  }
}
