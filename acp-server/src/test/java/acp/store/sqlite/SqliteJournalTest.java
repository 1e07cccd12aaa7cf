package acp.store.sqlite;

import acp.session.Journal;
import acp.store.JournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a file keeps the contract. */
class SqliteJournalTest extends JournalContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return new SqliteJournal(folder.resolve("store"));
  }
}
