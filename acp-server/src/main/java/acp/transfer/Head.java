package acp.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The beginning of a file, and what can be told from it. */
public final class Head {
  /** In bytes. The first line of some files is a system prompt of tens of kilobytes. */
  private static final int SIZE = 256 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final byte[] bytes;
  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private boolean whole;
  private boolean alone = true;

  private Head(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Looks at a file.
   *
   * @throws TransferException if it cannot be read
   */
  public static Head of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Head head = new Head(file, in.readNBytes(SIZE));
      head.look();
      return head;
    } catch (IOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(e), e);
    }
  }

  private void look() {
    int from = startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    try (JsonParser json = JSON.createParser(bytes, from, bytes.length - from)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        names.add(name);
        if (value == JsonToken.VALUE_STRING) {
          texts.put(name, json.getText());
        }
        json.skipChildren();
      }
      whole = json.currentToken() == JsonToken.END_OBJECT;
      alone = json.nextToken() == null;
    } catch (IOException cutShort) {
      // what was seen so far is what there is to judge by
    }
  }

  /** The file itself. */
  public Path file() {
    return file;
  }

  /** Its name, in lower case. */
  public String name() {
    return String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether it begins with these bytes, given as characters of Latin-1. */
  public boolean startsWith(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= wanted.length
        && java.util.Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
  }

  /** The text of that field of the JSON object it begins with; empty if it has none. */
  public String text(String field) {
    return texts.getOrDefault(field, "");
  }

  /** Whether the JSON object it begins with has that field, as far as was seen. */
  public boolean has(String field) {
    return names.contains(field);
  }

  /** Whether the JSON object it begins with ended within what was seen, and more follows. */
  public boolean isLines() {
    return whole && !alone;
  }

  /** The beginning as text. */
  public String beginning() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
