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

  /** What was sent and received, and for how much as far as that is known. */
  static String tokens(Tokens tokens) {
    String taken = number(tokens.input()) + " in, " + number(tokens.output()) + " out";
    return tokens.cost() > 0 ? taken + ", about " + dollars(tokens.cost()) : taken;
  }

  /** A price: in cents, where it has some, else exact enough to be more than nothing. */
  private static String dollars(long billionths) {
    double dollars = billionths / 1e9;
    return dollars >= 0.1
        ? String.format(Locale.ROOT, "$%,.2f", dollars)
        : dollars >= 0.0001 ? String.format(Locale.ROOT, "$%.4f", dollars) : "$0.0001";
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
