package acp.transfer.foreign;

import acp.event.Entry;
import acp.transfer.Facts;
import acp.transfer.Source;
import org.jspecify.annotations.Nullable;

/** A reading that tells a piece at a time, and gives the events that come of it. */
public abstract class Pull implements Source.Reading {
  private final Telling telling;
  private boolean over;

  protected Pull(Telling telling) {
    this.telling = telling;
  }

  /** Tells the next piece, if there is one; false at the end. */
  protected abstract boolean advance(Telling telling);

  @Override
  public final @Nullable Entry next() {
    Entry entry = telling.poll();
    while (entry == null && !over) {
      if (!advance(telling)) {
        over = true;
        telling.end();
      }
      entry = telling.poll();
    }
    return entry;
  }

  @Override
  public final Facts facts() {
    return telling.facts();
  }
}
