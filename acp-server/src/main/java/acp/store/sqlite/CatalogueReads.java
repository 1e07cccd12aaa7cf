package acp.store.sqlite;

import acp.event.SessionId;
import acp.session.CatalogueEntry;
import acp.session.Filter;
import acp.session.Labels;
import acp.session.Origin;
import acp.session.SessionSummary;
import acp.session.SessionType;
import acp.session.Traits;
import acp.store.EventCodec;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ReadConnection} is asked of the catalogue. Its questions are made of what is asked
 * for, so that each is answered by the index that suits it; they are not kept compiled, since there
 * are many and each is rare.
 */
final class CatalogueReads {
  private static final ObjectMapper JSON =
      // What was taken in can be read, however long its numbers are: the whole is bounded.
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(Labels.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String ENTRY =
      "SELECT id, cwd, title, created_at, updated_at, last_seq, alias, parent_id, type, git_branch,"
          + " git_commit, client, client_version, metadata, archived_at, deleted_at, version,"
          + " (SELECT json_group_array(tag) FROM session_tag WHERE session = no), no, "
          + Tallies.COLUMNS
          + " FROM session WHERE ";
  private static final int TALLY = 20;
  private static final String NOT_GONE = "purged_at IS NULL AND id NOT LIKE 'draft:%'";
  private static final String GET = ENTRY + "id = ? AND " + NOT_GONE;
  private static final String DATA =
      "SELECT key, value FROM session_data WHERE session = ? ORDER BY key";

  /** What the lists of {@link acp.session.Journal#list} leave out. */
  static final String LISTED = "archived_at IS NULL AND type IN ('user', 'ephemeral')";

  private CatalogueReads() {}

  /** A question, and the values that it is asked with. */
  record Question(String sql, List<Object> values) {}

  static @Nullable CatalogueEntry get(Connection connection, SessionId session)
      throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(GET)) {
      sql.setString(1, session.value());
      try (ResultSet row = sql.executeQuery()) {
        return row.next() ? entry(row, data(connection, row.getLong(TALLY - 1))) : null;
      }
    }
  }

  static List<CatalogueEntry> query(
      Connection connection, Filter filter, @Nullable SessionSummary after, int limit)
      throws SQLException {
    Question question = question(filter, after, limit);
    List<CatalogueEntry> found = new ArrayList<>();
    try (PreparedStatement sql = connection.prepareStatement(question.sql)) {
      for (int i = 0; i < question.values.size(); i++) {
        sql.setObject(i + 1, question.values.get(i));
      }
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          if (row.getString(1) != null && row.getString(2) != null) {
            found.add(entry(row, Map.of()));
          }
        }
      }
    }
    return found;
  }

  static Question question(Filter filter, @Nullable SessionSummary after, int limit) {
    List<String> terms = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    terms.add(
        switch (filter.state()) {
          case ACTIVE -> "deleted_at IS NULL AND archived_at IS NULL";
          case ARCHIVED -> "deleted_at IS NULL AND archived_at IS NOT NULL";
          case KEPT -> "deleted_at IS NULL";
          case TRASHED -> "deleted_at IS NOT NULL AND " + NOT_GONE;
        });
    types(filter, terms);
    add(terms, values, "cwd = ?", wellFormed(filter.cwd()));
    add(terms, values, "model = ?", wellFormed(filter.model()));
    String provider = wellFormed(filter.provider());
    if (provider != null) {
      terms.add("model >= ? AND model < ?");
      values.addAll(List.of(provider + "/", provider + "0")); // what follows the slash
    }
    add(terms, values, "created_at >= ?", millis(filter.createdAfter()));
    add(terms, values, "created_at < ?", millis(filter.createdBefore()));
    add(terms, values, "updated_at >= ?", millis(filter.updatedAfter()));
    add(terms, values, "updated_at < ?", millis(filter.updatedBefore()));
    add(terms, values, "parent_id = ?", filter.parent() == null ? null : filter.parent().value());
    for (String tag : filter.tags()) {
      add(terms, values, "no IN (SELECT session FROM session_tag WHERE tag = ?)", wellFormed(tag));
    }
    String text = wellFormed(filter.text());
    if (text != null) {
      add(
          terms,
          values,
          "title LIKE ? ESCAPE '\\'",
          "%" + text.replaceAll("[%_\\\\]", "\\\\$0") + "%");
    }
    if (filter.empty() != null) {
      terms.add(filter.empty() ? "messages = 0" : "messages > 0");
    }
    if (after != null) {
      long last = after.updatedAt().toEpochMilli();
      terms.add("updated_at <= ? AND (updated_at < ? OR id > ?)");
      values.addAll(List.of(last, last, after.id().value()));
    }
    values.add(limit);
    return new Question(
        ENTRY + String.join(" AND ", terms) + " ORDER BY updated_at DESC, id LIMIT ?", values);
  }

  /** Few types that are rare are found by their own index. */
  private static void types(Filter filter, List<String> terms) {
    Set<SessionType> types = filter.types();
    if (types.size() == SessionType.values().length) {
      return;
    }
    if (types.size() == 1 && !types.contains(SessionType.USER)) {
      terms.add("type = '" + types.iterator().next().word() + "' AND type <> 'user'");
      return;
    }
    String words =
        java.util.Arrays.stream(SessionType.values())
            .filter(filter::takes)
            .map(type -> "'" + type.word() + "'")
            .collect(Collectors.joining(", "));
    terms.add("type IN (" + words + ")");
  }

  private static void add(
      List<String> terms, List<Object> values, String term, @Nullable Object value) {
    if (value != null) {
      terms.add(term);
      values.add(value);
    }
  }

  /** Ids of sessions that are called so; the one whose very name it is comes alone. */
  static List<SessionId> named(Connection connection, String name, boolean trashed, int limit)
      throws SQLException {
    String state = trashed ? "deleted_at IS NOT NULL AND " + NOT_GONE : "deleted_at IS NULL";
    String plain = EventCodec.wellFormed(name);
    List<SessionId> exact =
        ids(connection, "(id = ?1 OR alias = ?1) AND " + state, plain, plain, limit);
    if (!exact.isEmpty() || plain.isEmpty()) {
      return exact;
    }
    Set<SessionId> all = new LinkedHashSet<>();
    String end = plain + Character.toString(Character.MAX_CODE_POINT);
    all.addAll(ids(connection, "alias >= ?1 AND alias < ?2 AND " + state, plain, end, limit));
    all.addAll(ids(connection, "id >= ?1 AND id < ?2 AND " + state, plain, end, limit));
    return all.stream().limit(limit).toList();
  }

  private static List<SessionId> ids(
      Connection connection, String where, String from, String to, int limit) throws SQLException {
    List<SessionId> found = new ArrayList<>();
    try (PreparedStatement sql =
        connection.prepareStatement(
            "SELECT id FROM session WHERE (?2 IS NOT NULL) AND " + where + " LIMIT ?3")) {
      sql.setString(1, from);
      sql.setString(2, to);
      sql.setInt(3, limit);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          found.add(new SessionId(row.getString(1)));
        }
      }
    }
    return found;
  }

  private static CatalogueEntry entry(ResultSet row, Map<String, JsonNode> data)
      throws SQLException {
    String parent = row.getString(8);
    SessionType type = SessionType.of(String.valueOf(row.getString(9)));
    return new CatalogueEntry(
        new SessionSummary(
            new SessionId(row.getString(1)),
            row.getString(2),
            row.getString(3),
            Instant.ofEpochMilli(row.getLong(4)),
            Instant.ofEpochMilli(row.getLong(5)),
            row.getLong(6)),
        row.getString(7),
        parent == null ? null : new SessionId(parent),
        new Traits(
            type == null ? SessionType.HIDDEN : type, // a type of the future
            new Origin(row.getString(10), row.getString(11), row.getString(12), row.getString(13)),
            tags(row.getString(18)),
            metadata(row.getString(14)),
            new TreeMap<>(data),
            moment(row, 15)),
        Tallies.read(row, TALLY),
        moment(row, 16),
        row.getLong(17));
  }

  private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static Map<String, JsonNode> data(Connection connection, long no) throws SQLException {
    Map<String, JsonNode> data = new TreeMap<>();
    try (PreparedStatement sql = connection.prepareStatement(DATA)) {
      sql.setLong(1, no);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          data.put(row.getString(1), parsed(row.getString(2)));
        }
      }
    }
    return data;
  }

  private static SortedSet<String> tags(@Nullable String list) {
    SortedSet<String> tags = new TreeSet<>();
    parsed(list).forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** What is no object, any more, is none. */
  static ObjectNode metadata(@Nullable String text) {
    return parsed(text) instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode parsed(@Nullable String text) {
    try {
      return text == null ? JsonNodeFactory.instance.nullNode() : JSON.readTree(text);
    } catch (JsonProcessingException damaged) {
      return JsonNodeFactory.instance.nullNode();
    }
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : EventCodec.wellFormed(text);
  }
}
