package acp.command;

import acp.event.Event;
import acp.event.Tokens;
import java.util.Locale;

/** Numbers in words. */
final class Figures {

  private Figures() {}

  /** A number with its thousands apart. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** What was sent and received. */
  static String tokens(Tokens tokens) {
    return number(tokens.input()) + " in, " + number(tokens.output()) + " out";
  }

  /** How full the context was when the model was last asked. */
  static String context(Event.UsageReported last) {
    long used = last.input() + last.output();
    return last.window() > 0
        ? number(used)
            + " of "
            + number(last.window())
            + " tokens ("
            + share(used, last.window())
            + ") at the last request"
        : number(used) + " tokens at the last request; its size is not known";
  }

  /** A part of a whole that is not 0. */
  static String share(long part, long whole) {
    return Math.round(100.0 * part / whole) + " %";
  }
}
