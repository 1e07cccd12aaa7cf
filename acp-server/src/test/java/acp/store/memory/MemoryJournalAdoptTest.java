package acp.store.memory;

import acp.session.Journal;
import acp.store.JournalAdoptContract;

/** The journal in memory, and who brings a whole session. */
class MemoryJournalAdoptTest extends JournalAdoptContract {
  @Override
  protected Journal open() {
    return new MemoryJournal();
  }
}
