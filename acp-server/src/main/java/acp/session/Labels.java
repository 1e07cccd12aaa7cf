package acp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be written on a session: all of it is bounded, and fit to be shown in a line. */
public final class Labels {
  /** Tags on one session. */
  public static final int MAX_TAGS = 32;

  /** Bytes of JSON. */
  public static final int MAX_METADATA = 16 * 1024;

  /** Bytes of JSON under one key. */
  public static final int MAX_VALUE = 64 * 1024;

  /** Bytes of JSON under all keys of one session. */
  public static final int MAX_DATA = 1 << 20;

  /** Keys of one session. */
  public static final int MAX_KEYS = 64;

  private static final int LONGEST_TAG = 50;
  private static final int DEEPEST = 100;
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._:/@+#-]*");
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,90}\\.v[1-9][0-9]{0,3}");

  private Labels() {}

  /**
   * Makes sure that a tag is one: a word of at most 50 letters, digits and {@code . _ : / @ + # -}.
   *
   * @return the tag
   * @throws IllegalArgumentException with a sentence for people
   */
  public static String tag(String tag) {
    if (tag.codePointCount(0, tag.length()) > LONGEST_TAG || !TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "A tag is one word of letters, digits and . _ : / @ + # -, at most "
              + LONGEST_TAG
              + " characters");
    }
    return tag;
  }

  /**
   * Makes sure that a key is one: a name with a version, such as {@code notes.v1}.
   *
   * @return the key
   * @throws IllegalArgumentException with a sentence for people
   */
  public static String key(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "A key is a name and a version, such as notes.v1, of letters, digits and . _ / -");
    }
    return key;
  }

  /**
   * Makes sure that there is room for so many.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  public static void checkTags(int count) {
    if (count > MAX_TAGS) {
      throw new IllegalArgumentException("A session has at most " + MAX_TAGS + " tags");
    }
  }

  /** The same of metadata. */
  public static void checkMetadata(ObjectNode metadata) {
    size(metadata, MAX_METADATA, "The metadata of a session");
  }

  /**
   * The same of what is kept under a key.
   *
   * @return its size
   */
  public static int checkValue(JsonNode value) {
    return size(value, MAX_VALUE, "What is kept under a key");
  }

  /** The same of all that is kept under keys. */
  public static void checkData(int keys, long bytes) {
    if (keys > MAX_KEYS || bytes > MAX_DATA) {
      throw new IllegalArgumentException(
          "What is kept with a session has at most "
              + MAX_KEYS
              + " keys and "
              + (MAX_DATA >> 10)
              + " KiB");
    }
  }

  static void check(Collection<String> tags, ObjectNode metadata, Map<String, JsonNode> data) {
    checkTags(tags.size());
    tags.forEach(Labels::tag);
    checkMetadata(metadata);
    long bytes = 0;
    for (Map.Entry<String, JsonNode> each : data.entrySet()) {
      key(each.getKey());
      bytes += checkValue(each.getValue());
    }
    checkData(data.size(), bytes);
  }

  private static int size(JsonNode value, int most, String what) {
    if (depth(value, 0) > DEEPEST) {
      throw new IllegalArgumentException(what + " is nested at most " + DEEPEST + " deep");
    }
    int bytes = value.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      throw new IllegalArgumentException(what + " has at most " + (most >> 10) + " KiB");
    }
    return bytes;
  }

  private static int depth(JsonNode value, int above) {
    int deepest = above;
    for (JsonNode each :
        above > DEEPEST ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : value) {
      deepest = Math.max(deepest, depth(each, above + 1));
    }
    return deepest;
  }
}
