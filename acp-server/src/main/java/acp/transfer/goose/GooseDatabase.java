package acp.transfer.goose;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Source;
import acp.transfer.TransferException;
import acp.transfer.sqlite.ForeignDatabase;
import acp.transfer.sqlite.ForeignDatabase.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code sessions.db} of Goose, also while Goose is at work. Columns that came with a later
 * schema may be missing. Sessions of sub-agents, hidden and empty ones are passed over.
 */
public final class GooseDatabase implements Format {
  static final String NAME = "goose";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean matches(Head head) {
    if (!head.startsWith("SQLite format 3\0")) {
      return false;
    }
    try (ForeignDatabase database = ForeignDatabase.open(head.file())) {
      return isGoose(database);
    }
  }

  private static boolean isGoose(ForeignDatabase database) {
    return database.columns("sessions").containsAll(Set.of("id", "working_dir"))
        && database
            .columns("messages")
            .containsAll(Set.of("id", "session_id", "role", "content_json", "created_timestamp"));
  }

  @Override
  public Source open(Path file) {
    ForeignDatabase database = ForeignDatabase.open(file);
    try {
      if (!isGoose(database)) {
        throw new TransferException("has no sessions of Goose");
      }
      return new Sessions(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** All sessions of one database. */
  private record Sessions(ForeignDatabase database) implements Source {

    @Override
    public List<Recording> recordings() {
      Set<String> columns = database.columns("sessions");
      String type = columns.contains("session_type") ? "session_type" : "'user'";
      List<Recording> all = new ArrayList<>();
      try (Rows rows =
          database.rows(
              "SELECT id, "
                  + type
                  + ", EXISTS (SELECT 1 FROM messages WHERE session_id = sessions.id)"
                  + " FROM sessions ORDER BY id")) {
        while (rows.next()) {
          String id = String.valueOf(rows.text(1));
          all.add(new Session(database, id, why(rows.text(2), rows.number(3) != 0)));
        }
      }
      return all;
    }

    private static String why(@Nullable String type, boolean messages) {
      if ("sub_agent".equals(type)) {
        return "is a sub-agent's, and part of another session";
      }
      if ("hidden".equals(type)) {
        return "was not meant to be kept";
      }
      return messages ? "" : "has no messages";
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private record Session(ForeignDatabase database, String name, String passedOver)
      implements Source.Recording {

    @Override
    public Source.Reading read() {
      return new DatabaseReading(database, name);
    }
  }
}
