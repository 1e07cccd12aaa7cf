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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** Fields that hold base64 in an event; in what others put into one, they may hold anything. */
  private static final Set<String> BINARY = Set.of("data", "blob");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]*+");

  /** Fields that say in a list of names and values what the other one is. */
  private static final List<String> NAMING = List.of("name", "key", "header", "variable");

  /** A name that says that everything below it is secret. */
  private static final String ALL = "secret";

  /** An argument whose value is the next one. */
  private static final Pattern FLAG = Pattern.compile("--?[A-Za-z][\\w-]{0,60}");

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
        masked(session.title()),
        session.createdAt(),
        session.updatedAt(),
        session.lastSeq());
  }

  /** A tag or key that would be masked is left out: what is put in its place is none. */
  Traits mask(Traits traits) {
    Set<String> tags = new HashSet<>(traits.tags());
    tags.removeIf(tag -> !secrets.mask(tag).equals(tag));
    Map<String, JsonNode> data = new HashMap<>();
    traits
        .data()
        .forEach(
            (key, value) -> {
              if (secrets.mask(key).equals(key)) {
                data.put(key, mask(value.<JsonNode>deepCopy(), key));
              }
            });
    Origin origin = traits.origin();
    try {
      return new Traits(
          traits.type(),
          new Origin(
              masked(origin.branch()),
              origin.commit(),
              masked(origin.client()),
              masked(origin.clientVersion())),
          tags,
          object(traits.metadata(), false),
          data,
          traits.archivedAt());
    } catch (IllegalArgumentException tooLongNow) {
      return Traits.of(traits.type());
    }
  }

  private @Nullable String masked(@Nullable String text) {
    return text == null ? null : secrets.mask(text);
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
    return switch (node) {
      case ObjectNode object -> object(object, name != null && isSecret(name));
      case ArrayNode array -> list(array, name);
      case TextNode text ->
          TextNode.valueOf(
              name != null && isSecret(name)
                  ? secrets.all(text.textValue())
                  : secrets.mask(text.textValue()));
      case NumericNode number when name != null && isSecret(name) ->
          TextNode.valueOf(secrets.all(number.asText()));
      default -> node;
    };
  }

  private boolean isSecret(String name) {
    return secrets.isNameOfOne(name);
  }

  /** With its names, which may be anything in what is not ours. */
  private ObjectNode object(ObjectNode object, boolean secret) {
    ObjectNode masked = JsonNodeFactory.instance.objectNode();
    boolean value = NAMING.stream().anyMatch(each -> isSecret(object.path(each).asText("")));
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      boolean told = secret || (value && name.equals("value"));
      masked.set(
          secrets.mask(name),
          isBinary(object, field) ? field.getValue() : mask(field.getValue(), told ? ALL : name));
    }
    return masked;
  }

  private static boolean isBinary(ObjectNode object, Map.Entry<String, JsonNode> field) {
    return BINARY.contains(field.getKey())
        && (object.has("mime") || object.has("uri"))
        && BASE64.matcher(field.getValue().asText("")).matches();
  }

  private ArrayNode list(ArrayNode array, @Nullable String name) {
    boolean next = false;
    for (int i = 0; i < array.size(); i++) {
      String text = array.get(i).asText("");
      array.set(i, mask(array.get(i), next ? ALL : name));
      next = FLAG.matcher(text).matches() && isSecret(text);
    }
    return array;
  }
}
