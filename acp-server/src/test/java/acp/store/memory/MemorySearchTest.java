package acp.store.memory;

import acp.session.Journal;
import acp.session.Search;
import acp.store.SearchContract;

/** Searching what is in memory. */
class MemorySearchTest extends SearchContract {
  private final MemoryJournal memory = new MemoryJournal();

  @Override
  protected Journal open() {
    return memory;
  }

  @Override
  protected Search search() {
    return memory.search();
  }
}
