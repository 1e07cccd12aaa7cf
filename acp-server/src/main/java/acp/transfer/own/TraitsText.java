package acp.transfer.own;

import acp.session.Origin;
import acp.session.SessionType;
import acp.session.Traits;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a session's events do not say, as its header has it: only what there is to be said. */
final class TraitsText {

  private TraitsText() {}

  /** To stand behind the header's other fields; empty for the usual ones. */
  static String of(Traits traits) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    // What is imported is meant to stay.
    if (traits.type() != SessionType.USER && traits.type() != SessionType.EPHEMERAL) {
      all.put("type", traits.type().word());
    }
    if (!traits.tags().isEmpty()) {
      traits.tags().forEach(all.putArray("tags")::add);
    }
    Instant archived = traits.archivedAt();
    if (archived != null) {
      all.put("archived", Header.time(archived));
    }
    Origin origin = traits.origin();
    pair(all, "git", "branch", origin.branch(), "commit", origin.commit());
    pair(all, "client", "name", origin.client(), "version", origin.clientVersion());
    if (!traits.metadata().isEmpty()) {
      all.set("metadata", traits.metadata());
    }
    if (!traits.data().isEmpty()) {
      all.putObject("data").setAll(traits.data());
    }
    return all.isEmpty() ? "" : ",\"traits\":" + Words.written(all);
  }

  private static void pair(
      ObjectNode all,
      String name,
      String first,
      @Nullable String one,
      String second,
      @Nullable String other) {
    if (one != null || other != null) {
      ObjectNode pair = all.putObject(name);
      if (one != null) {
        pair.put(first, one);
      }
      if (other != null) {
        pair.put(second, other);
      }
    }
  }

  /**
   * What a header says; the usual ones where it says nothing, as in older files.
   *
   * @throws TransferException if it is not what a catalogue holds
   */
  static Traits read(@Nullable JsonNode all) {
    if (all == null || all.isNull()) {
      return Traits.USUAL;
    }
    if (!all.isObject()) {
      throw Header.wrong("traits");
    }
    SessionType type =
        all.has("type") ? SessionType.of(all.path("type").asText()) : SessionType.USER;
    if (type == null || type == SessionType.EPHEMERAL) {
      throw Header.wrong("type");
    }
    Set<String> tags = new TreeSet<>();
    all.path("tags").forEach(tag -> tags.add(tag.asText()));
    Map<String, JsonNode> data = new TreeMap<>();
    all.path("data").properties().forEach(each -> data.put(each.getKey(), each.getValue()));
    JsonNode metadata = all.path("metadata");
    try {
      return new Traits(
          type,
          new Origin(
              text(all, "git", "branch"),
              text(all, "git", "commit"),
              text(all, "client", "name"),
              text(all, "client", "version")),
          tags,
          metadata instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
          data,
          all.has("archived") ? Header.time(all.path("archived").textValue(), "archived") : null);
    } catch (IllegalArgumentException unfit) {
      throw new TransferException("\"traits\": " + unfit.getMessage(), unfit);
    }
  }

  private static @Nullable String text(JsonNode all, String name, String field) {
    return all.path(name).path(field).textValue();
  }
}
