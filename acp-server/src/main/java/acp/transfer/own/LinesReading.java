package acp.transfer.own;

import acp.event.Entry;
import acp.store.EventCodec;
import acp.store.Trees;
import acp.transfer.Facts;
import acp.transfer.Lines;
import acp.transfer.Source;
import acp.transfer.TransferException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a session, and believes none of them before it has seen the last. */
final class LinesReading implements Source.Reading {
  private final Lines lines;
  private final Checking checking;
  private boolean over;

  LinesReading(Path file) {
    this.lines = new Lines(file);
    try {
      Header header = header();
      this.checking =
          new Checking(header, new EventCodec(), Arrays.copyOf(lines.bytes(), lines.length()));
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  private Header header() {
    JsonNode line = lines.next() ? tree() : null;
    if (line == null) {
      throw new TransferException("is empty");
    }
    try {
      Header.check(line.get("format"), line.get("version"));
      return Header.of(line.get("session"), line.get("redacted"));
    } catch (TransferException e) {
      throw TransferException.at(lines.number(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public @Nullable Entry next() {
    if (over) {
      return null;
    }
    if (!lines.next()) {
      throw new TransferException(
          "ends behind line "
              + (lines.number() - 1)
              + " without the line that holds the checksum: its end was cut off");
    }
    JsonNode line = tree();
    try {
      if (line.has("sha256") && !line.has("seq")) {
        checking.end(Trailer.of(line.get("count"), line.get("sha256"), line.get("masked")));
        over = true;
      } else {
        return checking.event(line, lines.bytes(), lines.length());
      }
    } catch (TransferException e) {
      throw TransferException.at(lines.number(), String.valueOf(e.getMessage()));
    }
    if (lines.next()) {
      throw TransferException.at(lines.number(), "stands behind the end of the session");
    }
    return null;
  }

  private ObjectNode tree() {
    try (JsonParser json = Words.JSON.createParser(lines.bytes(), 0, lines.length())) {
      if (json.nextToken() != null
          && Trees.read(json) instanceof ObjectNode line
          && json.nextToken() == null) {
        return line;
      }
    } catch (StreamConstraintsException e) {
      throw TransferException.at(lines.number(), "is nested too deep");
    } catch (IOException e) {
      throw TransferException.at(lines.number(), "is not well-formed JSON");
    }
    throw TransferException.at(lines.number(), "is not one JSON object");
  }

  @Override
  public Facts facts() {
    return checking.facts();
  }

  @Override
  public void close() {
    lines.close();
  }
}
