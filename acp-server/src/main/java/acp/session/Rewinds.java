package acp.session;

import acp.event.Entry;
import acp.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was taken back of a session's conversation, and not brought back: the fold of its rewinds.
 * Immutable. Each rewind stands or does not, whatever other rewinds did to the place where it was
 * told; what at least one that stands has taken back is gone.
 */
public final class Rewinds {
  /** Nothing was ever taken back. */
  public static final Rewinds NONE = new Rewinds(List.of());

  private final Set<Long> known = new HashSet<>();
  private final TreeMap<Long, Standing> standing = new TreeMap<>();
  private final TreeMap<Long, Long> gone = new TreeMap<>();

  /**
   * A rewind that stands.
   *
   * @param seq of its event
   */
  public record Standing(long seq, Event.Rewound event) {}

  private Rewinds(List<Entry> rewinds) {
    for (Entry entry : rewinds) {
      known.add(entry.seq());
      switch (entry.event()) {
        case Event.Rewound e -> standing.put(entry.seq(), new Standing(entry.seq(), e));
        case Event.RewindUndone e -> standing.remove(e.rewind());
        default -> throw new IllegalArgumentException("no rewind: " + entry);
      }
    }
    standing.values().forEach(each -> takeBack(each.event().from(), each.event().to()));
  }

  /**
   * The fold.
   *
   * @param rewinds the events {@link #isRewind} of one session, in order
   */
  public static Rewinds of(List<Entry> rewinds) {
    return rewinds.isEmpty() ? NONE : new Rewinds(rewinds);
  }

  /** Whether the event is one that this is the fold of. */
  public static boolean isRewind(Event event) {
    return event instanceof Event.Rewound || event instanceof Event.RewindUndone;
  }

  /** True if what stands at that seq is no part of the conversation. */
  public boolean hide(long seq) {
    Map.Entry<Long, Long> range = gone.floorEntry(seq);
    return range != null && seq <= range.getValue();
  }

  /** Those that stand, the first one first. */
  public List<Standing> standing() {
    return List.copyOf(standing.values());
  }

  /** The last that stands; null if none does. */
  public @Nullable Standing last() {
    return standing.isEmpty() ? null : standing.lastEntry().getValue();
  }

  /** False for a rewind that was told after this was asked for. */
  boolean know(Entry entry) {
    return !isRewind(entry.event()) || known.contains(entry.seq());
  }

  /**
   * What was undone after {@code seq}, of that which stood there: the seqs of the rewinds. Whoever
   * takes the events up to there must undo them again to see what is seen now.
   */
  List<Long> undoneBehind(long seq, List<Entry> rewinds) {
    List<Long> undone = new ArrayList<>();
    List<Entry> before = rewinds.stream().filter(entry -> entry.seq() <= seq).toList();
    for (Standing then : of(before).standing()) {
      if (!standing.containsKey(then.seq())) {
        undone.add(then.seq());
      }
    }
    return undone;
  }

  /** Keeps the ranges apart, so that one look at the nearest tells. */
  private void takeBack(long from, long to) {
    long begin = from;
    long end = to;
    Map.Entry<Long, Long> near = gone.floorEntry(end);
    while (near != null && near.getValue() >= begin) {
      begin = Math.min(begin, near.getKey());
      end = Math.max(end, near.getValue());
      gone.remove(near.getKey());
      near = gone.floorEntry(end);
    }
    gone.put(begin, end);
  }
}
