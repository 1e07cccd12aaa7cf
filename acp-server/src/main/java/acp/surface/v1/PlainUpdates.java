package acp.surface.v1;

import acp.protocol.v1.ContentChunk;
import acp.protocol.v1.SessionNotification;
import acp.protocol.v1.TextContent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The part of {@link StartPath} that writes text as it is said. */
final class PlainUpdates {

  private PlainUpdates() {}

  static boolean write(SessionNotification told, JsonGenerator out) throws IOException {
    boolean plain =
        told.meta() == null
            && told.update() instanceof ContentChunk chunk
            && chunk.meta() == null
            && chunk.content() instanceof TextContent text
            && text.annotations() == null
            && text.meta() == null;
    if (!plain) {
      return false;
    }
    ContentChunk chunk = (ContentChunk) told.update();
    out.writeStartObject();
    out.writeStringField("sessionId", told.sessionId().value());
    out.writeObjectFieldStart("update");
    out.writeStringField("sessionUpdate", chunk.sessionUpdate());
    out.writeObjectFieldStart("content");
    out.writeStringField("type", "text");
    out.writeStringField("text", ((TextContent) chunk.content()).text());
    out.writeEndObject();
    if (chunk.messageId() != null) {
      out.writeStringField("messageId", chunk.messageId().value());
    }
    out.writeEndObject();
    out.writeEndObject();
    return true;
  }
}
