package acp.surface.v1;

import acp.protocol.v1.ListSessionsResponse;
import acp.protocol.v1.SessionInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The part of {@link StartPath} that writes a page of sessions. */
final class PlainLists {

  private PlainLists() {}

  static boolean write(ListSessionsResponse response, JsonGenerator out) throws IOException {
    boolean plain = response.meta() == null;
    for (SessionInfo session : response.sessions()) {
      plain &= session.meta() == null && session.additionalDirectories() == null;
    }
    if (!plain) {
      return false;
    }
    out.writeStartObject();
    out.writeArrayFieldStart("sessions");
    for (SessionInfo session : response.sessions()) {
      out.writeStartObject();
      out.writeStringField("sessionId", session.sessionId().value());
      out.writeStringField("cwd", session.cwd());
      write("title", session.title(), out);
      write("updatedAt", session.updatedAt(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
    write("nextCursor", response.nextCursor(), out);
    out.writeEndObject();
    return true;
  }

  private static void write(String name, @Nullable String value, JsonGenerator out)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }
}
