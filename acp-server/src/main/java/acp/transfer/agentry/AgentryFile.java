package acp.transfer.agentry;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.JsonDocument;
import acp.transfer.Lines;
import acp.transfer.Reasons;
import acp.transfer.Source;
import acp.transfer.TransferException;
import acp.transfer.foreign.OneFile;
import acp.transfer.foreign.Pull;
import acp.transfer.foreign.Telling;
import acp.transfer.foreign.Times;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;

/** Reads a session file of Agentry, whose {@code .toon} holds TOON or JSON. */
public final class AgentryFile implements Format {
  static final String NAME = "agentry";
  private static final Set<String> MESSAGES = Set.of("messages");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean matches(Head head) {
    return (head.has("session_id") && head.has("messages"))
        || (head.name().endsWith(".toon") && !head.startsWith("{"));
  }

  @Override
  public Source open(Path file) {
    if (!Head.of(file).startsWith("{")) {
      ObjectNode toon = toon(file);
      return new OneFile(
          file, id(toon), "", _ -> new ListReading(toon, toon.path("messages").iterator()));
    }
    ObjectNode facts = JsonDocument.without(MESSAGES, file);
    return new OneFile(file, id(facts), "", each -> new JsonReading(each, facts));
  }

  private static String id(ObjectNode facts) {
    String id = facts.path("session_id").asText("");
    if (id.isEmpty()) {
      throw new TransferException("does not say what the session is");
    }
    return id;
  }

  /** All of it: it cannot be read in parts. */
  private static ObjectNode toon(Path file) {
    try {
      if (Files.size(file) > Lines.LONGEST) {
        throw new TransferException("is larger than " + (Lines.LONGEST >> 20) + " MiB");
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return Toon.read(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new TransferException("is not valid UTF-8", e);
    } catch (IOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(e), e);
    }
  }

  /** What stands beside the messages. */
  static Telling telling(String id, JsonNode facts) {
    Telling telling = new Telling(NAME, id);
    JsonNode metadata = facts.path("metadata");
    telling.created(Times.of(facts.get("created_at")));
    telling.title(null, metadata.path("title").textValue());
    telling.cwd(metadata.path("cwd").textValue());
    return telling;
  }

  /** A session whose messages are in memory. */
  static final class ListReading extends Pull {
    private final Messages messages;
    private final Iterator<JsonNode> left;

    ListReading(ObjectNode facts, Iterator<JsonNode> messages) {
      this(telling(id(facts), facts), messages);
    }

    private ListReading(Telling telling, Iterator<JsonNode> messages) {
      super(telling);
      this.messages = new Messages(telling);
      this.left = messages;
    }

    @Override
    protected boolean advance(Telling telling) {
      if (!left.hasNext()) {
        return false;
      }
      messages.take(left.next());
      return true;
    }

    @Override
    public void close() {}
  }

  private static final class JsonReading extends Pull {
    private final JsonDocument document;
    private final Messages messages;

    JsonReading(Path file, ObjectNode facts) {
      this(file, telling(id(facts), facts));
    }

    private JsonReading(Path file, Telling telling) {
      super(telling);
      this.messages = new Messages(telling);
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
      messages.take(message);
      return true;
    }

    @Override
    public void close() {
      document.close();
    }
  }
}
