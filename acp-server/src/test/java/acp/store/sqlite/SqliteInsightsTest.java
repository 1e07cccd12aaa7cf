package acp.store.sqlite;

import acp.session.Insights;
import acp.session.Journal;
import acp.store.InsightsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Figures of what is in a file. */
class SqliteInsightsTest extends InsightsContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return new SqliteJournal(folder);
  }

  @Override
  protected Insights insights() {
    return ((SqliteJournal) journal).insights();
  }
}
