package acp.session;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue holds of a session that its events do not say. Immutable; {@code metadata} is
 * not to be changed.
 *
 * @param tags in their order
 * @param metadata what a program wants to remember of it: small, and its business alone
 * @param data what programs keep with it, by keys with a version; see {@link Labels#key}
 * @param archivedAt since when it is archived; null if it is not
 */
public record Traits(
    SessionType type,
    Origin origin,
    SortedSet<String> tags,
    ObjectNode metadata,
    SortedMap<String, JsonNode> data,
    @Nullable Instant archivedAt) {

  /** Those of a session that was just begun. */
  public static final Traits USUAL = of(SessionType.USER);

  /**
   * @throws IllegalArgumentException with a sentence for people if something has no place in the
   *     catalogue
   */
  public Traits {
    requireNonNull(type, "type");
    requireNonNull(origin, "origin");
    tags = new TreeSet<>(tags);
    if (!tags.isEmpty() || !metadata.isEmpty() || !data.isEmpty()) {
      Labels.check(tags, metadata, data); // else not loaded: a new session has none
    }
    data = new TreeMap<>(data);
  }

  /** Whether there is nothing to be said, as of most sessions when they begin. */
  public boolean areUsual() {
    return type == SessionType.USER
        && tags.isEmpty()
        && metadata.isEmpty()
        && data.isEmpty()
        && archivedAt == null
        && origin.isUnknown();
  }

  /** Those of a session of that type that was just begun. */
  public static Traits of(SessionType type) {
    return new Traits(
        type, Origin.UNKNOWN, Set.of(), JsonNodeFactory.instance.objectNode(), Map.of(), null);
  }

  /** The same, from plain collections. */
  public Traits(
      SessionType type,
      Origin origin,
      Set<String> tags,
      ObjectNode metadata,
      Map<String, JsonNode> data,
      @Nullable Instant archivedAt) {
    this(type, origin, new TreeSet<>(tags), metadata, new TreeMap<>(data), archivedAt);
  }
}
