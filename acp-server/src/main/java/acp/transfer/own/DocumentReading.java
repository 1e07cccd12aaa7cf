package acp.transfer.own;

import acp.event.Entry;
import acp.store.EventCodec;
import acp.store.Trees;
import acp.transfer.Facts;
import acp.transfer.Lines;
import acp.transfer.Reasons;
import acp.transfer.Source;
import acp.transfer.TransferException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the document, an event at a time, however it is laid out. What stands before the events
 * must do so, since of them no more than one is held.
 */
final class DocumentReading implements Source.Reading {
  private final Bounded in;
  private final JsonParser json;
  private final Map<String, JsonNode> fields = new HashMap<>();
  private final Checking checking;
  private boolean over;

  DocumentReading(Path file) {
    try {
      this.in = new Bounded(Files.newInputStream(file));
      this.json = Words.JSON.createParser(in);
    } catch (IOException e) {
      throw new TransferException("cannot be read: " + Reasons.of(e), e);
    }
    try {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      if (!fields()) {
        throw new TransferException("holds no \"events\"");
      }
      Header.check(fields.get("format"), fields.get("version"));
      this.checking =
          new Checking(Header.of(fields.get("session"), fields.get("redacted")), new EventCodec());
      expect(json.nextToken(), JsonToken.START_ARRAY);
    } catch (IOException e) {
      TransferException failure = failure(e);
      close();
      throw failure;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Reads fields up to the events, which are not read; false at the end of the document. */
  private boolean fields() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (name.equals("events") && fields.containsKey("session")) {
        return true;
      }
      if (name.equals("events")) {
        throw TransferException.at(line(), "the events stand before what the session is");
      }
      json.nextToken();
      in.restart();
      fields.put(name, Trees.read(json));
    }
    return false;
  }

  @Override
  public @Nullable Entry next() {
    try {
      if (over) {
        return null;
      }
      in.restart();
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_ARRAY) {
        end();
        return null;
      }
      expect(token, JsonToken.START_OBJECT);
      long line = line();
      JsonNode event = Trees.read(json);
      try {
        return checking.event(event, null, 0);
      } catch (TransferException e) {
        throw TransferException.at(line, String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void end() throws IOException {
    if (fields() || json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw TransferException.at(line(), "is not where the document ends");
    }
    checking.end(Trailer.of(fields.get("count"), fields.get("sha256"), fields.get("masked")));
    over = true;
  }

  private void expect(@Nullable JsonToken token, JsonToken wanted) {
    if (token == null) {
      throw new TransferException("ends behind line " + line() + ": its end was cut off");
    }
    if (token != wanted) {
      throw TransferException.at(line(), "is not of this form");
    }
  }

  private long line() {
    return json.currentLocation().getLineNr();
  }

  private TransferException failure(IOException failure) {
    return switch (failure) {
      case StreamConstraintsException _ ->
          TransferException.at(line(), "is nested too deep, or longer than can be read");
      case com.fasterxml.jackson.core.io.JsonEOFException _ ->
          new TransferException("ends behind line " + line() + ": its end was cut off");
      case JsonProcessingException _ -> TransferException.at(line(), "is not well-formed JSON");
      default -> TransferException.at(line(), "cannot be read: " + Reasons.of(failure));
    };
  }

  @Override
  public Facts facts() {
    return checking.facts();
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
        throw new IOException("one event is longer than " + (Lines.LONGEST >> 20) + " MiB");
      }
    }
  }
}
