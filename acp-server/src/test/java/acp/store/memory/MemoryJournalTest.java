package acp.store.memory;

import acp.session.Journal;
import acp.store.JournalContract;

/** The journal in memory keeps the contract. */
class MemoryJournalTest extends JournalContract {

  @Override
  protected Journal open() {
    return new MemoryJournal();
  }
}
