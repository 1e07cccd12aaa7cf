package acp.surface.v1;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.ListSessionsRequest;
import acp.protocol.v1.ListSessionsResponse;
import acp.protocol.v1.LoadSessionRequest;
import acp.protocol.v1.LoadSessionResponse;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.PromptRequest;
import acp.protocol.v1.ResumeSessionRequest;
import acp.protocol.v1.ResumeSessionResponse;
import acp.protocol.v1.SessionNotification;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A short way for what every start waits for: the list of sessions, one that is made or loaded, the
 * first prompt, and what is first told of it. To look at the types of all that these may hold takes
 * longer than the rest of it, and most of them hold little. What is ordinary is read ({@link
 * PlainRequests}) and written ({@link PlainLists}, {@link PlainSettings}, {@link PlainUpdates})
 * here by hand; anything else goes to the types, so they remain the only judge. Tests hold the two
 * ways together.
 */
final class StartPath {
  private @Nullable ObjectMapper types;

  private StartPath() {}

  /** Writes what is ordinary. */
  interface Plain<T> {
    /** False if that is not ordinary, and nothing was written. */
    boolean write(T value, JsonGenerator out) throws IOException;
  }

  /** The mapper of version 1, with the short way. */
  static ObjectMapper mapper() {
    StartPath path = new StartPath();
    SimpleModule module = new SimpleModule("start path");
    path.reads(module, NewSessionRequest.class, PlainRequests::creating);
    path.reads(module, LoadSessionRequest.class, PlainRequests::loading);
    path.reads(module, ResumeSessionRequest.class, PlainRequests::resuming);
    path.reads(module, PromptRequest.class, PlainRequests::prompting);
    path.reads(module, ListSessionsRequest.class, PlainRequests::listing);
    path.writes(module, ListSessionsResponse.class, PlainLists::write);
    path.writes(module, NewSessionResponse.class, PlainSettings::created);
    path.writes(module, LoadSessionResponse.class, PlainSettings::loaded);
    path.writes(module, ResumeSessionResponse.class, PlainSettings::resumed);
    path.writes(module, SessionNotification.class, PlainUpdates::write);
    module.addSerializer(CommandsV1.Announcement.class, new CommandsV1.AnnouncementWriter());
    return ProtocolMapper.create().registerModule(module);
  }

  private synchronized ObjectMapper types() {
    if (types == null) {
      types = ProtocolMapper.create();
    }
    return types;
  }

  private <T> void reads(
      SimpleModule module, Class<T> type, Function<JsonNode, @Nullable T> plain) {
    module.addDeserializer(
        type,
        new JsonDeserializer<T>() {
          @Override
          public T deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            JsonNode tree = parser.readValueAsTree();
            T value = plain.apply(tree);
            return value != null ? value : types().treeToValue(tree, type);
          }
        });
  }

  private <T> void writes(SimpleModule module, Class<T> type, Plain<T> plain) {
    module.addSerializer(
        type,
        new JsonSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider unused)
              throws IOException {
            if (!plain.write(value, out)) {
              types().writeValue(out, value);
            }
          }
        });
  }
}
