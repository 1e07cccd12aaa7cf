package acp.surface.v1;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.McpServer;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.SessionConfigOption;
import acp.protocol.v1.SessionMode;
import acp.protocol.v1.SessionModeState;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A short way for the one request that every start waits for, {@code session/new}, its answer and
 * what follows that. To look at the types of all that they may hold takes longer than the rest of
 * it, and most of them hold little. What is ordinary is read and written here by hand; anything
 * else goes to the types, so they remain the only judge. Tests hold the two ways together.
 */
final class StartPath {
  private @Nullable ObjectMapper types;

  private StartPath() {}

  /** The mapper of version 1, with the short way. */
  static ObjectMapper mapper() {
    StartPath path = new StartPath();
    SimpleModule module = new SimpleModule("start path");
    module.addDeserializer(NewSessionRequest.class, path.new RequestReader());
    module.addSerializer(NewSessionResponse.class, path.new ResponseWriter());
    module.addSerializer(CommandsV1.Announcement.class, new CommandsV1.AnnouncementWriter());
    return ProtocolMapper.create().registerModule(module);
  }

  private synchronized ObjectMapper types() {
    if (types == null) {
      types = ProtocolMapper.create();
    }
    return types;
  }

  private final class RequestReader extends JsonDeserializer<NewSessionRequest> {

    @Override
    public NewSessionRequest deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode request = parser.readValueAsTree();
      JsonNode cwd = request.path("cwd");
      List<McpServer> servers = PlainServers.of(request.path("mcpServers"));
      return request.size() == 2 && cwd.isTextual() && servers != null
          ? new NewSessionRequest(cwd.textValue(), servers, null, null)
          : types().treeToValue(request, NewSessionRequest.class);
    }
  }

  private final class ResponseWriter extends JsonSerializer<NewSessionResponse> {

    @Override
    public void serialize(NewSessionResponse response, JsonGenerator out, SerializerProvider types)
        throws IOException {
      SessionModeState modes = response.modes();
      List<SessionConfigOption> options = response.configOptions();
      if (response.meta() != null || !isPlain(modes) || !OptionsWriter.isPlain(options)) {
        types().writeValue(out, response);
        return;
      }
      out.writeStartObject();
      out.writeStringField("sessionId", response.sessionId().value());
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
}
