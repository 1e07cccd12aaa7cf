package acp.store.search;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.session.Search.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes passages of a session's events, which are told in order. What the agent says is a passage
 * once something else follows it; until then its rows may still become fewer.
 */
public final class Passages {
  private final List<Passage> ready = new ArrayList<>();
  private @Nullable Saying saying;
  private long settled;

  /** What the agent is saying. */
  private static final class Saying {
    private final MessageId message;
    private final long seq;
    private final Instant at;
    private final StringBuilder text = new StringBuilder();
    private long last;

    Saying(MessageId message, Entry first) {
      this.message = message;
      this.seq = first.seq();
      this.at = first.at();
    }

    void add(Entry entry, String more) {
      last = entry.seq();
      int room = Passage.LONGEST - text.length();
      text.append(more, 0, Math.clamp(room, 0, more.length()));
    }

    Passage passage() {
      return new Passage(seq, last, at, Kind.ANSWER, message.value(), null, text.toString());
    }
  }

  /** The next event. */
  public void add(Entry entry) {
    if (entry.event() instanceof Event.MessageChunk chunk && chunk.role() == Event.Role.AGENT) {
      if (saying == null || !saying.message.equals(chunk.message())) {
        end();
        saying = new Saying(chunk.message(), entry);
      }
      saying.add(entry, chunk.text());
      return;
    }
    end();
    settled = entry.seq();
    switch (entry.event()) {
      case Event.PromptAccepted e -> ready.add(Passage.of(entry.seq(), entry.at(), e));
      case Event.ToolCallStarted e -> ready.add(Passage.of(entry.seq(), entry.at(), e));
      case Event.TitleChanged e -> ready.add(Passage.of(entry.seq(), entry.at(), e));
      default -> {}
    }
  }

  /** What is being said is a passage, though nothing follows. */
  public void end() {
    if (saying != null) {
      ready.add(saying.passage());
      settled = saying.last;
      saying = null;
    }
  }

  /** The passages that are complete, in order; each is told once. */
  public List<Passage> take() {
    List<Passage> taken = List.copyOf(ready);
    ready.clear();
    return taken;
  }

  /** All events up to this seq are in passages that are complete, or in none; 0 for none. */
  public long settled() {
    return settled;
  }
}
