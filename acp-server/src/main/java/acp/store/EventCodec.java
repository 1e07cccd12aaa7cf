package acp.store;

import acp.event.Event;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How events are written down: the name of a type and a line of JSON. A file format, spelled out by
 * hand, so that no class or component of ours can be renamed into a different one. Within it:
 *
 * <ul>
 *   <li>Types and fields are added, never renamed or given another meaning.
 *   <li>A field that came later is absent from older lines and is then null, empty or 0. Fields
 *       that this version does not know are passed over.
 *   <li>A type that this version does not know is kept whole as {@link Event.Unknown}, and so is a
 *       line that cannot be read. Nothing that was written makes reading fail.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class EventCodec {
  private static final Logger LOG = LoggerFactory.getLogger(EventCodec.class);

  /** Deeper than any frame may be that reaches us, by more than the levels that we add to it. */
  private static final int MAX_DEPTH = 2_000;

  /** What was taken in must be readable again, so there is no limit of length here. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(MAX_DEPTH)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  /** The name of the event's type in the journal. */
  public String type(Event event) {
    return wellFormed(EventWriter.type(event));
  }

  /**
   * The event as one line of JSON, with U+FFFD for every half of a surrogate pair, which no file
   * can hold.
   *
   * @throws UncheckedIOException if a value in it is nested too deep to be read again
   */
  public String data(Event event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      EventWriter.write(event, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wellFormed(text.toString());
  }

  /** The event that was written as {@code data} under {@code type}. Never fails. */
  public Event event(String type, String data) {
    return event(type, data, () -> {});
  }

  /**
   * As above.
   *
   * @param unreadable called if the data is not what that type has
   */
  public Event event(String type, String data, Runnable unreadable) {
    JsonNode tree;
    try {
      tree = parse(data);
    } catch (IOException e) {
      unreadable.run();
      return unreadable(type, data);
    }
    return event(type, tree, unreadable);
  }

  /** As the other, of data that {@link Trees} has read. */
  public Event event(String type, JsonNode tree) {
    return event(type, tree, () -> {});
  }

  private Event event(String type, JsonNode tree, Runnable unreadable) {
    try {
      return tree instanceof ObjectNode object
          ? EventReader.read(type, new Fields(object))
          : new Event.Unknown(type, tree);
    } catch (RuntimeException e) {
      unreadable.run();
      warn(type);
      return new Event.Unknown(type, tree);
    }
  }

  /** What stands for an event that cannot be read, with what is left of it. */
  public Event unreadable(String type, String data) {
    warn(type);
    return new Event.Unknown(type, TextNode.valueOf(data));
  }

  private static JsonNode parse(String data) throws IOException {
    try (JsonParser json = JSON.createParser(data)) {
      if (json.nextToken() == null) {
        throw new IOException("empty");
      }
      JsonNode tree = Trees.read(json);
      if (json.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return tree;
    }
  }

  private void warn(String type) {
    if (unreadable.add(type)) {
      LOG.warn("An event of type {} in the journal cannot be read; it is kept but not shown", type);
    }
  }

  /** The word for who gave a title, as it is written down. */
  public static String word(Event.TitleSource source) {
    return Words.of(source);
  }

  /** The text with U+FFFD for every half of a surrogate pair. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return mend(text, i);
      }
    }
    return text;
  }

  private static String mend(String text, int from) {
    StringBuilder mended = new StringBuilder(text.length()).append(text, 0, from);
    text.substring(from)
        .codePoints()
        .map(point -> isHalf(point) ? 0xFFFD : point)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
