package acp.transfer.own;

import acp.event.Entry;
import acp.store.EventCodec;
import acp.transfer.Facts;
import acp.transfer.JsonDocument;
import acp.transfer.Source;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the document, an event at a time, however it is laid out. What the session is must stand
 * before the events, since of them no more than one is held.
 */
final class DocumentReading implements Source.Reading {
  private final JsonDocument document;
  private final Checking checking;
  private boolean over;

  DocumentReading(Path file) {
    this.document = new JsonDocument(file);
    try {
      if (!document.seek(Set.of("events"))) {
        throw new TransferException("holds no \"events\"");
      }
      ObjectNode fields = document.fields();
      Header.check(fields.get("format"), fields.get("version"));
      Header header = Header.of(fields.get("session"), fields.get("redacted"));
      this.checking = new Checking(header, new EventCodec());
    } catch (RuntimeException e) {
      document.close();
      throw e;
    }
  }

  @Override
  public @Nullable Entry next() {
    if (over) {
      return null;
    }
    JsonNode event = document.element();
    if (event == null) {
      document.finish();
      ObjectNode fields = document.fields();
      checking.end(Trailer.of(fields.get("count"), fields.get("sha256"), fields.get("masked")));
      over = true;
      return null;
    }
    try {
      return checking.event(event, null, 0);
    } catch (TransferException e) {
      throw TransferException.at(document.line(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Facts facts() {
    return checking.facts();
  }

  @Override
  public void close() {
    document.close();
  }
}
