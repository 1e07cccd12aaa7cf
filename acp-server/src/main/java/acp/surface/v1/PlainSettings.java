package acp.surface.v1;

import acp.protocol.v1.LoadSessionResponse;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.ResumeSessionResponse;
import acp.protocol.v1.SessionConfigOption;
import acp.protocol.v1.SessionMode;
import acp.protocol.v1.SessionModeState;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link StartPath} that writes what a session can be set to. */
final class PlainSettings {

  private PlainSettings() {}

  static boolean created(NewSessionResponse response, JsonGenerator out) throws IOException {
    return response.meta() == null
        && write(response.sessionId().value(), response.modes(), response.configOptions(), out);
  }

  static boolean loaded(LoadSessionResponse response, JsonGenerator out) throws IOException {
    return response.meta() == null && write(null, response.modes(), response.configOptions(), out);
  }

  static boolean resumed(ResumeSessionResponse response, JsonGenerator out) throws IOException {
    return response.meta() == null && write(null, response.modes(), response.configOptions(), out);
  }

  private static boolean write(
      @Nullable String id,
      @Nullable SessionModeState modes,
      @Nullable List<SessionConfigOption> options,
      JsonGenerator out)
      throws IOException {
    if (!isPlain(modes) || !OptionsWriter.isPlain(options)) {
      return false;
    }
    out.writeStartObject();
    if (id != null) {
      out.writeStringField("sessionId", id);
    }
    if (modes != null) {
      out.writeObjectFieldStart("modes");
      out.writeStringField("currentModeId", modes.currentModeId().value());
      out.writeArrayFieldStart("availableModes");
      for (SessionMode mode : modes.availableModes()) {
        write(mode, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    if (options != null) {
      out.writeFieldName("configOptions");
      OptionsWriter.write(options, out);
    }
    out.writeEndObject();
    return true;
  }

  private static void write(SessionMode mode, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", mode.id().value());
    out.writeStringField("name", mode.name());
    if (mode.description() != null) {
      out.writeStringField("description", mode.description());
    }
    out.writeEndObject();
  }

  private static boolean isPlain(@Nullable SessionModeState modes) {
    if (modes == null) {
      return true;
    }
    for (SessionMode mode : modes.availableModes()) {
      if (mode.meta() != null) {
        return false;
      }
    }
    return modes.meta() == null;
  }
}
