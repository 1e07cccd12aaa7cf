package acp.transfer;

import acp.store.Trees;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in a file, of which one field is a long list: that is read an element at a time,
 * the others are held. One thread.
 */
public final class JsonDocument implements AutoCloseable {
  private final Bounded in;
  private final Json.Counted json;
  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

  /** How much was read for them, in bytes. */
  private long held;

  /** Does something that may fail in the ways of a file. */
  private interface Step<T extends @Nullable Object> {
    T take() throws IOException;
  }

  /**
   * Opens a file.
   *
   * @throws TransferException if it cannot be opened, or is no object
   */
  public JsonDocument(Path file) {
    try {
      this.in = new Bounded(Files.newInputStream(file));
      this.json = new Json.Counted(Json.FACTORY.createParser(in));
    } catch (IOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(e), e);
    }
    try {
      step(
          () -> {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            return true;
          });
    } catch (TransferException e) {
      close();
      throw e;
    }
  }

  /** All fields of a file but those of these names. */
  public static ObjectNode without(Set<String> lists, Path file) {
    try (JsonDocument document = new JsonDocument(file)) {
      while (document.seek(lists)) {
        document.step(document::skip);
      }
      return document.fields;
    }
  }

  /**
   * Reads on to a list of one of these names, and into it.
   *
   * @return false if there is none up to the end of the object
   */
  public boolean seek(Set<String> lists) {
    return step(
        () -> {
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (lists.contains(name) && value == JsonToken.START_ARRAY) {
              return true;
            }
            in.restart();
            fields.set(name, Trees.read(json));
            held += in.read;
            if (held > Lines.LONGEST) {
              throw new IOException("there is too much beside the list");
            }
          }
          expect(json.currentToken(), JsonToken.END_OBJECT);
          return false;
        });
  }

  /** The next element of the list; null at its end. */
  public @Nullable JsonNode element() {
    return this.<@Nullable JsonNode>step(
        () -> {
          in.restart();
          json.restart();
          return json.nextToken() == JsonToken.END_ARRAY ? null : element(json.currentToken());
        });
  }

  private boolean skip() throws IOException {
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == null) {
        throw cutOff();
      }
      in.restart();
      json.restart();
      json.skipChildren();
    }
    return true;
  }

  private JsonNode element(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw cutOff();
    }
    return Trees.read(json);
  }

  /** Reads the fields behind the list, and makes sure that nothing stands behind the object. */
  public void finish() {
    boolean more = seek(Set.of());
    step(
        () -> {
          if (more || json.nextToken() != null) {
            throw TransferException.at(line(), "stands behind the end");
          }
          return true;
        });
  }

  /** The fields read so far. */
  public ObjectNode fields() {
    return fields;
  }

  /** The line that was reached, from 1. */
  public long line() {
    return json.currentLocation().getLineNr();
  }

  private void expect(@Nullable JsonToken token, JsonToken wanted) {
    if (token == null) {
      throw cutOff();
    }
    if (token != wanted) {
      throw TransferException.at(line(), "is not of this form");
    }
  }

  private TransferException cutOff() {
    return new TransferException("ends behind line " + line() + ": its end was cut off");
  }

  private <T extends @Nullable Object> T step(Step<T> step) {
    try {
      return step.take();
    } catch (StreamConstraintsException e) {
      throw TransferException.at(line(), Json.excess(e));
    } catch (JsonEOFException e) {
      throw cutOff();
    } catch (JsonProcessingException e) {
      throw TransferException.at(line(), "is not well-formed JSON");
    } catch (IOException e) {
      throw TransferException.at(line(), "cannot be read: " + Reasons.of(e));
    }
  }

  @Override
  public void close() {
    try {
      json.close();
      in.close();
    } catch (IOException e) {
      throw new TransferException("cannot be closed: " + Reasons.of(e), e);
    }
  }

  /** Fails when too much is read in one piece. */
  private static final class Bounded extends FilterInputStream {
    private long read;

    Bounded(InputStream in) {
      super(in);
    }

    void restart() {
      read = 0;
    }

    @Override
    public int read() throws IOException {
      count(1);
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = super.read(into, offset, length);
      count(got);
      return got;
    }

    private void count(int bytes) throws IOException {
      read += bytes;
      if (read > Lines.LONGEST) {
        throw new IOException("one piece is longer than " + (Lines.LONGEST >> 20) + " MiB");
      }
    }
  }
}
