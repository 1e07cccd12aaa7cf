package acp.transfer.own;

import acp.event.Entry;
import acp.store.EventCodec;
import acp.transfer.Facts;
import acp.transfer.Json;
import acp.transfer.Lines;
import acp.transfer.Source;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
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
    JsonNode line = lines.next() ? Json.object(lines) : null;
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
    JsonNode line = Json.object(lines);
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

  @Override
  public Facts facts() {
    return checking.facts();
  }

  @Override
  public void close() {
    lines.close();
  }
}
