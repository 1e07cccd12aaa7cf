package acp.surface.v1;

import acp.protocol.Patch;
import acp.protocol.v1.ContentChunk;
import acp.protocol.v1.SessionInfoUpdate;
import acp.protocol.v1.SessionNotification;
import acp.protocol.v1.SessionUpdate;
import acp.protocol.v1.TextContent;
import acp.protocol.v1.UsageUpdate;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * The part of {@link StartPath} that writes text as it is said, and what each turn tells besides.
 */
final class PlainUpdates {

  private PlainUpdates() {}

  static boolean write(SessionNotification told, JsonGenerator out) throws IOException {
    if (told.meta() != null || !isPlain(told.update())) {
      return false;
    }
    out.writeStartObject();
    out.writeStringField("sessionId", told.sessionId().value());
    out.writeObjectFieldStart("update");
    out.writeStringField("sessionUpdate", told.update().sessionUpdate());
    if (told.update() instanceof ContentChunk chunk) {
      write(chunk, out);
    } else if (told.update() instanceof SessionInfoUpdate info) {
      write("title", info.title(), out);
      write("updatedAt", info.updatedAt(), out);
    } else if (told.update() instanceof UsageUpdate usage) {
      out.writeNumberField("used", usage.used());
      out.writeNumberField("size", usage.size());
    }
    out.writeEndObject();
    out.writeEndObject();
    return true;
  }

  private static boolean isPlain(SessionUpdate update) {
    if (update instanceof ContentChunk chunk) {
      return chunk.meta() == null
          && chunk.content() instanceof TextContent text
          && text.annotations() == null
          && text.meta() == null;
    }
    if (update instanceof UsageUpdate usage) {
      return usage.meta() == null && usage.cost() == null;
    }
    return update instanceof SessionInfoUpdate info && info.meta() == null;
  }

  private static void write(ContentChunk chunk, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("content");
    out.writeStringField("type", chunk.content().type());
    out.writeStringField("text", ((TextContent) chunk.content()).text());
    out.writeEndObject();
    if (chunk.messageId() != null) {
      out.writeStringField("messageId", chunk.messageId().value());
    }
  }

  private static void write(String name, Patch<String> value, JsonGenerator out)
      throws IOException {
    if (value instanceof Patch.Set<String> set) {
      out.writeStringField(name, set.value());
    } else if (value instanceof Patch.Clear<String>) {
      out.writeNullField(name);
    }
  }
}
