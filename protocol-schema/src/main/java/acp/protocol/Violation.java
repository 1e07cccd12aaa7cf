package acp.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A value of the right type that the protocol does not allow; its message is our own predicate. */
final class Violation extends MismatchedInputException {
  private static final long serialVersionUID = 1;

  private final String predicate;

  Violation(JsonParser parser, String predicate) {
    super(parser, predicate);
    this.predicate = predicate;
  }

  /** What must hold of the value, to be put behind its path. */
  String predicate() {
    return predicate;
  }
}
