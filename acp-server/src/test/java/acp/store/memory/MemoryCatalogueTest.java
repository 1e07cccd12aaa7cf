package acp.store.memory;

import acp.session.Journal;
import acp.store.CatalogueContract;

/** The catalogue in memory keeps the contract. */
class MemoryCatalogueTest extends CatalogueContract {

  @Override
  protected Journal open() {
    return new MemoryJournal();
  }
}
