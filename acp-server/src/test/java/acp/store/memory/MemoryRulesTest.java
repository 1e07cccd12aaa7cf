package acp.store.memory;

import acp.store.RuleStoreContract;

class MemoryRulesTest extends RuleStoreContract {

  @Override
  protected Kept open() {
    MemoryJournal journal = new MemoryJournal();
    return new Kept(journal, journal.rules());
  }
}
