package acp.transfer;

import acp.event.Entry;
import acp.event.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Events with the neighbouring pieces of one text as one, so that nobody has to look for something
 * that is in two of them. What grows beyond {@link #LONGEST} is told in parts that end with a line.
 */
final class Joined implements Iterator<Entry> {
  /** In characters. */
  static final int LONGEST = 8 << 20;

  private final Iterator<Entry> entries;
  private final Deque<Entry> ready = new ArrayDeque<>();
  private @Nullable Entry first;
  private StringBuilder text = new StringBuilder();

  Joined(Iterator<Entry> entries) {
    this.entries = entries;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && entries.hasNext()) {
      take(entries.next());
    }
    if (ready.isEmpty()) {
      end();
    }
    return !ready.isEmpty();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void take(Entry entry) {
    String more = text(entry.event());
    if (more == null) {
      end();
      ready.add(entry);
      return;
    }
    Entry open = first;
    if (open == null || !isMoreOf(open.event(), entry.event())) {
      end();
      first = entry;
    } else if (text.length() + more.length() > LONGEST) {
      cut(open, entry);
    }
    text.append(more);
  }

  /** Tells what there is up to its last line break; the rest goes on with {@code entry}. */
  private void cut(Entry open, Entry entry) {
    int line = text.lastIndexOf("\n") + 1;
    int cut = line == 0 ? text.length() : line;
    ready.add(with(open, text.substring(0, cut)));
    text.delete(0, cut);
    first = entry;
  }

  private void end() {
    Entry open = first;
    if (open != null) {
      ready.add(with(open, text.toString()));
    }
    first = null;
    text = new StringBuilder();
  }

  private static @Nullable String text(Event event) {
    return switch (event) {
      case Event.MessageChunk chunk -> chunk.text();
      case Event.ToolOutput output -> output.text();
      case Event.CompactionChunk chunk -> chunk.text();
      default -> null;
    };
  }

  private static boolean isMoreOf(Event event, Event next) {
    return switch (event) {
      case Event.MessageChunk chunk ->
          next instanceof Event.MessageChunk more
              && more.message().equals(chunk.message())
              && more.role() == chunk.role();
      case Event.ToolOutput output ->
          next instanceof Event.ToolOutput more && more.call().equals(output.call());
      case Event.CompactionChunk chunk ->
          next instanceof Event.CompactionChunk more
              && more.compaction().equals(chunk.compaction());
      default -> false;
    };
  }

  private static Entry with(Entry entry, String text) {
    Event whole =
        switch (entry.event()) {
          case Event.MessageChunk chunk ->
              new Event.MessageChunk(chunk.message(), chunk.role(), text);
          case Event.ToolOutput output -> new Event.ToolOutput(output.call(), text);
          case Event.CompactionChunk chunk -> new Event.CompactionChunk(chunk.compaction(), text);
          default -> entry.event();
        };
    return new Entry(entry.seq(), entry.at(), whole);
  }
}
