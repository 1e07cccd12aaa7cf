package acp.store.search;

import acp.event.Entry;
import acp.event.Event;
import acp.store.insight.Facts;
import acp.store.insight.Facts.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stretch of a session's events, told in order, yields: passages, each with the model of its
 * time, and facts. It ends where nothing of it can change any more; what is behind that is left for
 * the next stretch.
 */
public final class Harvest {
  private final long from;
  private final long counted;
  private final Facts facts;
  private final Passages folding = new Passages();
  private final List<Found> passages = new ArrayList<>();
  private final List<Entry> held = new ArrayList<>();
  private int chars;

  /** A passage, and the model of its time; null while none was chosen. */
  public record Found(Passage passage, @Nullable String model) {}

  /**
   * @param from the seq behind which the stretch begins
   * @param counted the seq behind which turns count; before it they belong to another session
   */
  public Harvest(long from, long counted, Standing standing) {
    this.from = from;
    this.counted = counted;
    this.facts = new Facts(standing);
  }

  /** The next event. */
  public void add(Entry entry) {
    folding.add(entry);
    held.add(entry);
    settle();
  }

  /** What is being said is taken for all of it. */
  public void end() {
    folding.end();
    settle();
  }

  private void settle() {
    for (Passage passage : folding.take()) {
      chars += passage.text().length();
      passages.add(new Found(passage, facts.model()));
    }
    int done = 0;
    while (done < held.size() && held.get(done).seq() <= folding.settled()) {
      Entry entry = held.get(done++);
      // What was chosen before the session was branched off stands; nothing else of it counts.
      if (entry.seq() > counted || entry.event() instanceof Event.ConfigChanged) {
        facts.add(entry);
      }
    }
    held.subList(0, done).clear();
  }

  /** The passages so far, in order. */
  public List<Found> passages() {
    return passages;
  }

  /** The facts so far. */
  public Facts facts() {
    return facts;
  }

  /** Up to here the events are done with. */
  public long seq() {
    return Math.max(from, folding.settled());
  }

  /** Characters of all passages so far. */
  public int chars() {
    return chars;
  }
}
