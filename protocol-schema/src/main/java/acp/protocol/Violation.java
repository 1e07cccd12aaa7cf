package acp.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A value that the protocol does not allow, where Java's types cannot say so. */
public final class Violation extends MismatchedInputException {
  private static final long serialVersionUID = 1;

  private final String predicate;

  /**
   * @param parser where the value was read
   * @param predicate what must hold of the value, to be put behind its path, such as {@code must
   *     not be empty}; holds nothing of the value itself
   */
  public Violation(JsonParser parser, String predicate) {
    super(parser, predicate);
    this.predicate = predicate;
  }

  /** What must hold of the value, to be put behind its path. */
  String predicate() {
    return predicate;
  }
}
