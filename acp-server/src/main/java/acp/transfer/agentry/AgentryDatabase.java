package acp.transfer.agentry;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Json;
import acp.transfer.Lines;
import acp.transfer.Source;
import acp.transfer.TransferException;
import acp.transfer.sqlite.ForeignDatabase;
import acp.transfer.sqlite.ForeignDatabase.Rows;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code memory.db} of Agentry, where all messages of a session are one JSON value. */
public final class AgentryDatabase implements Format {

  @Override
  public String name() {
    return AgentryFile.NAME;
  }

  @Override
  public boolean matches(Head head) {
    if (!head.startsWith("SQLite format 3\0")) {
      return false;
    }
    try (ForeignDatabase database = ForeignDatabase.open(head.file())) {
      return database.columns("sessions").contains("session_id")
          && database.columns("agent_state").containsAll(Set.of("session_id", "key", "value"));
    }
  }

  @Override
  public Source open(Path file) {
    return new Sessions(ForeignDatabase.open(file));
  }

  private record Sessions(ForeignDatabase database) implements Source {

    @Override
    public List<Recording> recordings() {
      List<Recording> all = new ArrayList<>();
      try (Rows rows =
          database.rows(
              "SELECT session_id, created_at, metadata, EXISTS (SELECT 1 FROM agent_state"
                  + " WHERE session_id = sessions.session_id AND key = 'messages')"
                  + " FROM sessions ORDER BY session_id")) {
        while (rows.next()) {
          ObjectNode facts = JsonNodeFactory.instance.objectNode();
          facts.put("session_id", String.valueOf(rows.text(1))).put("created_at", rows.text(2));
          JsonNode metadata = json(rows.text(3));
          if (metadata != null) {
            facts.set("metadata", metadata);
          }
          all.add(new Session(database, facts, rows.number(4) == 0 ? "has no messages" : ""));
        }
      }
      return all;
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : Json.value(text);
  }

  private record Session(ForeignDatabase database, ObjectNode facts, String passedOver)
      implements Source.Recording {

    @Override
    public String name() {
      return facts.path("session_id").asText();
    }

    @Override
    public Source.Reading read() {
      try (Rows rows =
          database.rows(
              "SELECT octet_length(value), value FROM agent_state WHERE session_id = ?"
                  + " AND key = 'messages'",
              name())) {
        if (!rows.next() || rows.number(1) > Lines.LONGEST) {
          throw new TransferException(
              "its messages are larger than " + (Lines.LONGEST >> 20) + " MiB");
        }
        JsonNode messages = json(rows.text(2));
        if (messages == null || !messages.isArray()) {
          throw new TransferException("its messages cannot be read");
        }
        return new AgentryFile.ListReading(facts, messages.iterator());
      }
    }
  }
}
