package acp.store.sqlite;

import acp.session.Journal;
import acp.session.Search;
import acp.store.SearchContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Searching what is in a file. */
class SqliteSearchTest extends SearchContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return new SqliteJournal(folder);
  }

  @Override
  protected Search search() {
    return ((SqliteJournal) journal).search();
  }
}
