package acp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a session's traits; all else stays, and is not written. Immutable: each
 * method gives another.
 *
 * @param version the version that it is meant for, or the change is refused; null for any
 * @param archived true to put it aside, false to take it back; null to leave it
 * @param type null to leave it
 * @param metadata merged into what there is: a field that is null goes; null to leave it
 * @param tagged tags that are put on
 * @param untagged tags that are taken off
 * @param data values by key; null takes the key away
 */
public record Change(
    @Nullable Long version,
    @Nullable Boolean archived,
    @Nullable SessionType type,
    @Nullable ObjectNode metadata,
    List<String> tagged,
    List<String> untagged,
    Map<String, @Nullable JsonNode> data) {

  /** Nothing, whatever the version. */
  public static final Change NONE =
      new Change(null, null, null, null, List.of(), List.of(), Map.of());

  /**
   * @throws IllegalArgumentException with a sentence for people if something has no place in the
   *     catalogue
   */
  public Change {
    tagged = List.copyOf(tagged);
    untagged = List.copyOf(untagged);
    tagged.forEach(Labels::tag);
    Labels.checkTags(tagged.size());
    data = new TreeMap<>(data);
    data.forEach(
        (key, value) -> {
          Labels.key(key);
          if (value != null) {
            Labels.checkValue(value);
          }
        });
    Labels.checkData(data.size(), 0);
  }

  /** Only if the session is still at that version. */
  public Change ifAt(@Nullable Long expected) {
    return new Change(expected, archived, type, metadata, tagged, untagged, data);
  }

  public Change archived(boolean now) {
    return new Change(version, now, type, metadata, tagged, untagged, data);
  }

  public Change type(@Nullable SessionType now) {
    return new Change(version, archived, now, metadata, tagged, untagged, data);
  }

  public Change metadata(@Nullable ObjectNode merged) {
    return new Change(version, archived, type, merged, tagged, untagged, data);
  }

  public Change tags(List<String> on, List<String> off) {
    return new Change(version, archived, type, metadata, on, off, data);
  }

  public Change data(String key, @Nullable JsonNode value) {
    Map<String, @Nullable JsonNode> more = new TreeMap<>(data);
    more.put(key, value);
    return new Change(version, archived, type, metadata, tagged, untagged, more);
  }

  /** What {@code before} becomes. */
  public ObjectNode merged(ObjectNode before) {
    ObjectNode after = before.deepCopy();
    if (metadata != null) {
      for (Map.Entry<String, JsonNode> field : metadata.properties()) {
        if (field.getValue().isNull()) {
          after.remove(field.getKey());
        } else {
          after.set(field.getKey(), field.getValue());
        }
      }
    }
    return after;
  }
}
