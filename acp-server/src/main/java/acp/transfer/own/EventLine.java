package acp.transfer.own;

import acp.event.Entry;
import acp.store.EventCodec;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event as a line.
 *
 * @param data as the journal has it
 */
record EventLine(long seq, Instant at, String type, JsonNode data) {

  /** The line that stands for an entry. */
  static String of(Entry entry, EventCodec codec) {
    return line(entry.seq(), entry.at(), codec.type(entry.event()), codec.data(entry.event()));
  }

  /** The line that this one was read from, if that was written by this program. */
  String text() {
    return line(seq, at, type, Words.written(data));
  }

  private static String line(long seq, Instant at, String type, String data) {
    return "{\"seq\":"
        + seq
        + ",\"at\":\""
        + Header.time(at)
        + "\",\"type\":"
        + Words.quoted(type)
        + ",\"data\":"
        + data
        + "}";
  }

  /**
   * Reads a line.
   *
   * @param after the seq of the one before
   * @param last the last seq of the session
   * @throws TransferException if it is no event, or not in its place
   */
  static EventLine of(JsonNode line, long after, long last) {
    JsonNode seq = line.path("seq");
    if (!seq.isIntegralNumber() || !seq.canConvertToLong()) {
      throw new TransferException("has no \"seq\"");
    }
    long number = seq.longValue();
    if (number == after) {
      throw new TransferException("has the same seq as the event before it");
    }
    if (number < 1 || number < after || number > last) {
      throw new TransferException("its seq is not in its place");
    }
    String type = line.path("type").textValue();
    JsonNode data = line.get("data");
    if (type == null || type.isEmpty() || data == null) {
      throw new TransferException("has no \"type\" or no \"data\"");
    }
    return new EventLine(number, Header.time(line.path("at").textValue(), "at"), type, data);
  }

  Entry entry(EventCodec codec) {
    return new Entry(seq, at, codec.event(type, data));
  }
}
