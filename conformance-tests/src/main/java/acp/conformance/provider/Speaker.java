package acp.conformance.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says one answer in a dialect, as the real provider streams it. The parts come in order; {@link
 * #end} or {@link #fail} is the last. Keeps what it has said, with the seals it gave.
 */
abstract class Speaker {
  private static final int FEW = 12;

  private final Wire wire;
  private final int number;
  private final List<Turn.Part> said = new CopyOnWriteArrayList<>();

  Speaker(Wire wire, int number) {
    this.wire = wire;
    this.number = number;
  }

  /** Begins to stream. */
  abstract void begin() throws IOException;

  /** Thinks aloud. */
  abstract void think(String text) throws IOException;

  /** Says something. */
  abstract void say(String text) throws IOException;

  /** Calls a tool. */
  abstract void call(Step.Call call) throws IOException;

  /** Ends well, or at a limit. */
  abstract void end(Step.Reason reason) throws IOException;

  /** Breaks off. */
  abstract void fail(String message) throws IOException;

  /** What has been said so far. */
  List<Turn.Part> said() {
    return said;
  }

  /** An event without a name. */
  final void event(String data) throws IOException {
    wire.send("data: " + data + "\n\n");
  }

  final void event(String type, String data) throws IOException {
    wire.send("event: " + type + "\ndata: " + data + "\n\n");
  }

  /** A name that nothing else in this run has. */
  final String name(String prefix) {
    return prefix + "played" + number + "x" + said.size();
  }

  /** A few words as they are, more in three pieces, none of which ends within a character. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int step = text.length() <= FEW ? FEW : text.length() / 3 + 1;
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + step);
      to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
