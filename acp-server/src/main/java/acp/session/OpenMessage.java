package acp.session;

import acp.event.Entry;
import acp.event.Event;
import acp.session.Journal.Superseded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's message that is being written: the rows it has in the journal so far, and the text
 * they hold, so that they can become one row when it ends. A run is a stretch of rows without a
 * gap; rows of something else end it, because one row in place of several must not change the order
 * of what is told.
 */
final class OpenMessage {
  /**
   * A run longer than this, in characters, is made one row and let go of, so that memory stays
   * bounded.
   */
  static final int RUN_LIMIT = 1 << 20;

  private final Event.MessageChunk first;
  private final List<Superseded> done = new ArrayList<>();
  private @Nullable Entry start;
  private long end;
  private StringBuilder text = new StringBuilder();

  OpenMessage(Event.MessageChunk first) {
    this.first = first;
  }

  boolean isOf(Event.MessageChunk chunk) {
    return first.message().equals(chunk.message()) && first.role() == chunk.role();
  }

  Event.MessageChunk first() {
    return first;
  }

  /** Takes in a row of this message. */
  void add(Entry entry, Event.MessageChunk chunk) {
    if (start != null && (entry.seq() != end + 1 || text.length() > RUN_LIMIT)) {
      closeRun();
    }
    if (start == null) {
      start = entry;
    }
    end = entry.seq();
    text.append(chunk.text());
  }

  /** What can be replaced now that the message has ended. */
  List<Superseded> close() {
    closeRun();
    return done;
  }

  private void closeRun() {
    Entry from = start;
    if (from != null && end > from.seq()) {
      var whole = new Event.MessageChunk(first.message(), first.role(), text.toString());
      done.add(new Superseded(from.seq(), end, new Entry(from.seq(), from.at(), whole)));
    }
    start = null;
    text = new StringBuilder();
  }
}
