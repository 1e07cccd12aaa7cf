package acp.store.memory;

import acp.session.Insights;
import acp.session.Journal;
import acp.store.InsightsContract;

/** Figures of what is in memory. */
class MemoryInsightsTest extends InsightsContract {
  private final MemoryJournal memory = new MemoryJournal();

  @Override
  protected Journal open() {
    return memory;
  }

  @Override
  protected Insights insights() {
    return memory.insights();
  }
}
