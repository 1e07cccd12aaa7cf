package acp.transfer.goose;

import acp.transfer.Json;
import acp.transfer.TransferException;
import acp.transfer.foreign.Pull;
import acp.transfer.foreign.Telling;
import acp.transfer.foreign.Times;
import acp.transfer.sqlite.ForeignDatabase;
import acp.transfer.sqlite.ForeignDatabase.Rows;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session out of Goose's database, a message at a time. */
final class DatabaseReading extends Pull {
  /** In bytes; as long as a line of a file may be. */
  private static final long LONGEST = 65L << 20;

  private final ForeignDatabase database;
  private final String id;
  private final Usage usage;
  private final Messages messages;
  private final Rows rows;
  private boolean over;

  DatabaseReading(ForeignDatabase database, String id) {
    this(database, id, new Telling(GooseDatabase.NAME, id));
  }

  private DatabaseReading(ForeignDatabase database, String id, Telling telling) {
    super(telling);
    this.database = database;
    this.id = id;
    this.usage = new Usage(telling);
    this.messages = new Messages(telling, usage, session(telling));
    ledger();
    String metadata = column(database.columns("messages"), "metadata_json");
    this.rows =
        database.rows(
            "SELECT created_timestamp, role, CASE WHEN "
                + fits("content_json")
                + " THEN content_json END, CASE WHEN "
                + fits(metadata)
                + " THEN "
                + metadata
                + " END FROM messages WHERE session_id = ? ORDER BY created_timestamp, id",
            id);
  }

  /** By bytes: the length of a text counts only up to the first NUL. */
  private static String fits(String column) {
    return "octet_length(" + column + ") <= " + LONGEST;
  }

  private static String column(Set<String> columns, String name) {
    return columns.contains(name) ? name : "NULL";
  }

  /** Tells what the session is; gives the name of its model. */
  private String session(Telling telling) {
    Set<String> has = database.columns("sessions");
    String question =
        "SELECT working_dir, created_at, %s, %s, %s, %s, %s, %s FROM sessions WHERE id = ?"
            .formatted(
                column(has, "name"),
                column(has, "description"),
                column(has, "provider_name"),
                column(has, "model_config_json"),
                column(has, "recipe_json"),
                column(has, "schedule_id"));
    try (Rows row = database.rows(question, id)) {
      if (!row.next()) {
        throw new TransferException("is not there any more");
      }
      telling.cwd(row.text(1));
      telling.created(Times.of(row.text(2)));
      String name = row.text(3);
      telling.title(null, name == null || name.isBlank() ? row.text(4) : name);
      telling.lost("recipes", row.text(7) == null ? 0 : 1);
      telling.lost("schedules", row.text(8) == null ? 0 : 1);
      JsonNode config = row.text(6) == null ? null : Json.value(String.valueOf(row.text(6)));
      String model = config == null ? "" : config.path("model_name").asText("");
      return row.text(5) == null || model.isEmpty() ? model : row.text(5) + "/" + model;
    }
  }

  private void ledger() {
    Set<String> has = database.columns("usage_ledger");
    if (!has.contains("session_id")) {
      return;
    }
    String question =
        "SELECT created_timestamp, model, input_tokens, output_tokens, %s, %s, %s, %s"
            .formatted(
                column(has, "cache_read_tokens"),
                column(has, "cache_write_tokens"),
                column(has, "cost"),
                column(has, "is_compaction"));
    try (Rows row =
        database.rows(question + " FROM usage_ledger WHERE session_id = ? ORDER BY id", id)) {
      while (row.next()) {
        String model = row.text(2) == null ? "" : String.valueOf(row.text(2));
        usage.add(
            new Usage.Row(
                Times.of(row.number(1)),
                Usage.reported(
                    model,
                    row.number(3),
                    row.number(4),
                    row.number(5),
                    row.number(6),
                    row.decimal(7)),
                row.number(8) != 0));
      }
    }
  }

  @Override
  protected boolean advance(Telling telling) {
    if (over || !rows.next()) {
      if (!over) {
        usage.end();
      }
      over = true;
      return false;
    }
    messages.take(
        Times.of(rows.number(1)),
        String.valueOf(rows.text(2)),
        json(rows.text(3)),
        json(rows.text(4)));
    return true;
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : Json.value(text);
  }

  @Override
  public void close() {
    rows.close();
  }
}
