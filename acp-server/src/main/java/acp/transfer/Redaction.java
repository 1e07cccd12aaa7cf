package acp.transfer;

import acp.event.Entry;
import acp.event.Event;
import acp.session.Origin;
import acp.session.SessionSummary;
import acp.session.Traits;
import acp.store.EventCodec;
import acp.store.Trees;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Masks what looks like a secret in every text of an event, whatever its kind, and counts. It goes
 * over the event as it is written down, so that no field of it is forgotten. Pictures and other
 * base64 are left as they are. One thread.
 */
final class Redaction {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(2_000)
                  .build())
          .build();

  /** Fields that say what an event is, or hold base64. */
  private static final Set<String> LEFT_ALONE = Set.of("data", "blob", "type", "mime");

  private final EventCodec codec;
  private final Secrets secrets = new Secrets();

  Redaction(EventCodec codec) {
    this.codec = codec;
  }

  /** How many were masked so far. */
  long masked() {
    return secrets.masked();
  }

  SessionSummary mask(SessionSummary session) {
    return new SessionSummary(
        session.id(),
        secrets.mask(session.cwd()),
        session.title() == null ? null : secrets.mask(session.title()),
        session.createdAt(),
        session.updatedAt(),
        session.lastSeq());
  }

  /** A tag that would be masked is left out: what is put in its place is none. */
  Traits mask(Traits traits) {
    Set<String> tags = new HashSet<>(traits.tags());
    tags.removeIf(tag -> !secrets.mask(tag).equals(tag));
    Map<String, JsonNode> data = new HashMap<>();
    traits.data().forEach((key, value) -> data.put(key, mask(value.deepCopy(), null)));
    Origin origin = traits.origin();
    try {
      return new Traits(
          traits.type(),
          new Origin(
              origin.branch() == null ? null : secrets.mask(origin.branch()),
              origin.commit(),
              origin.client(),
              origin.clientVersion()),
          tags,
          (ObjectNode) mask(traits.metadata().deepCopy(), null),
          data,
          traits.archivedAt());
    } catch (IllegalArgumentException tooLongNow) {
      return Traits.of(traits.type());
    }
  }

  Entry mask(Entry entry) {
    long before = secrets.masked();
    JsonNode masked = mask(tree(codec.data(entry.event())), null);
    if (secrets.masked() == before) {
      return entry;
    }
    Event event = codec.event(codec.type(entry.event()), masked);
    return new Entry(entry.seq(), entry.at(), event);
  }

  private static JsonNode tree(String data) {
    try (JsonParser json = JSON.createParser(data)) {
      json.nextToken();
      return Trees.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode mask(JsonNode node, @Nullable String name) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> field.setValue(mask(field.getValue(), field.getKey())));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, mask(array.get(i), name));
        }
      }
      case TextNode text when name == null || !LEFT_ALONE.contains(name) -> {
        String value = text.textValue();
        return TextNode.valueOf(
            name != null && secrets.isNameOfOne(name) ? secrets.all(value) : secrets.mask(value));
      }
      default -> {}
    }
    return node;
  }
}
