package acp.store.memory;

import acp.session.Journal;
import acp.store.JournalReadContract;

/** The journal in memory keeps the contract with its readers. */
class MemoryJournalReadTest extends JournalReadContract {

  @Override
  protected Journal open() {
    return new MemoryJournal();
  }
}
