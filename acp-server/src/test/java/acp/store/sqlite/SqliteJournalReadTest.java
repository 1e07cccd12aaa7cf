package acp.store.sqlite;

import acp.session.Journal;
import acp.store.JournalReadContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a file keeps the contract with its readers. */
class SqliteJournalReadTest extends JournalReadContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return new SqliteJournal(folder);
  }
}
