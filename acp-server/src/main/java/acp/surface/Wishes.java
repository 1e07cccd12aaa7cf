package acp.surface;

import acp.protocol.AcpException;
import acp.session.Origin;
import acp.session.SessionType;
import acp.session.Traits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client says of a session that it begins, in {@code _meta}: the same in every version. */
public final class Wishes {
  private static final String NAME = "acp-server";

  private Wishes() {}

  /**
   * The traits that a new session shall begin with.
   *
   * @param meta the {@code _meta} of the request; null if it has none
   * @throws AcpException (invalid params) if they cannot be had
   */
  public static Traits of(@Nullable JsonNode meta) {
    JsonNode wish = meta == null ? null : meta.get(NAME);
    if (wish == null || wish.isNull()) {
      return Traits.USUAL;
    }
    try {
      return new Traits(
          type(wish.get("type")),
          Origin.UNKNOWN,
          tags(wish.get("tags")),
          metadata(wish.get("metadata")),
          Map.of(),
          null);
    } catch (IllegalArgumentException unfit) {
      throw AcpException.invalidParams("_meta." + NAME, String.valueOf(unfit.getMessage()));
    }
  }

  private static SessionType type(@Nullable JsonNode word) {
    SessionType type = word == null ? SessionType.USER : SessionType.of(word.asText());
    if (type == null) {
      throw new IllegalArgumentException(
          "A type is user, sub_agent, scheduled, hidden or ephemeral");
    }
    return type;
  }

  private static Set<String> tags(@Nullable JsonNode list) {
    Set<String> tags = new HashSet<>();
    if (list != null) {
      list.forEach(tag -> tags.add(tag.asText()));
    }
    return tags;
  }

  private static ObjectNode metadata(@Nullable JsonNode value) {
    if (value == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("metadata is an object");
  }
}
