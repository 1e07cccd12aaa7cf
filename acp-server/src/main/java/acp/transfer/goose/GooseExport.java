package acp.transfer.goose;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.JsonDocument;
import acp.transfer.Source;
import acp.transfer.TransferException;
import acp.transfer.foreign.Pull;
import acp.transfer.foreign.Telling;
import acp.transfer.foreign.Times;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads the JSON that {@code goose session export --format json} writes. */
public final class GooseExport implements Format {
  private static final Set<String> MESSAGES = Set.of("conversation", "messages");

  @Override
  public String name() {
    return GooseDatabase.NAME;
  }

  @Override
  public boolean matches(Head head) {
    return head.has("id") && head.has("working_dir");
  }

  @Override
  public Source open(Path file) {
    return new OneSession(file, JsonDocument.without(MESSAGES, file));
  }

  /** One session, and what stands beside its messages, before or behind. */
  private record OneSession(Path file, ObjectNode facts) implements Source, Source.Recording {

    @Override
    public List<Recording> recordings() {
      return List.of(this);
    }

    @Override
    public String name() {
      return facts.path("id").asText("");
    }

    @Override
    public Reading read() {
      return new DocumentReading(file, facts);
    }

    @Override
    public void close() {}
  }

  private static final class DocumentReading extends Pull {
    private final JsonDocument document;
    private final Messages messages;
    private final Usage usage;

    DocumentReading(Path file, ObjectNode facts) {
      this(file, facts, new Telling(GooseDatabase.NAME, facts.path("id").asText("")));
    }

    private DocumentReading(Path file, ObjectNode facts, Telling telling) {
      super(telling);
      telling.cwd(facts.path("working_dir").textValue());
      telling.created(Times.of(facts.get("created_at")));
      String name = facts.path("name").asText("");
      telling.title(null, name.isBlank() ? facts.path("description").textValue() : name);
      telling.lost("recipes", facts.hasNonNull("recipe") ? 1 : 0);
      telling.lost("schedules", facts.hasNonNull("schedule_id") ? 1 : 0);
      String model = facts.path("model_config").path("model_name").asText("");
      String provider = facts.path("provider_name").asText("");
      this.usage = new Usage(telling);
      this.messages =
          new Messages(telling, usage, provider.isEmpty() ? model : provider + "/" + model);
      this.document = new JsonDocument(file);
      if (!document.seek(MESSAGES)) {
        document.close();
        throw new TransferException("holds no conversation");
      }
    }

    @Override
    protected boolean advance(Telling telling) {
      JsonNode message = document.element();
      if (message == null) {
        document.finish();
        return false;
      }
      messages.take(
          Times.of(message.get("created")),
          message.path("role").asText(),
          message.get("content"),
          message.get("metadata"));
      return true;
    }

    @Override
    public void close() {
      document.close();
    }
  }
}
