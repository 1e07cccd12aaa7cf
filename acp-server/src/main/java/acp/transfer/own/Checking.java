package acp.transfer.own;

import acp.event.Entry;
import acp.event.Event;
import acp.store.EventCodec;
import acp.transfer.Facts;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes in the events of a file, and says at its end whether they are what was written. */
final class Checking {
  private final Header header;
  private final EventCodec codec;
  private final Checksum checksum = new Checksum();
  private long seq;
  private long count;
  private long masked;
  private long strange;
  private long trimmed;
  private long grants;

  Checking(Header header, EventCodec codec) {
    this(header, codec, header.text().getBytes(StandardCharsets.UTF_8));
  }

  /** As the other, with the header as it was read. */
  Checking(Header header, EventCodec codec, byte[] raw) {
    this.header = header;
    this.codec = codec;
    checksum.line(raw, raw.length);
  }

  /**
   * The next event.
   *
   * @param raw the line that was read; null for the one that it would have been
   * @throws TransferException if it is none, or not in its place
   */
  Entry event(JsonNode node, byte @Nullable [] raw, int length) {
    EventLine line = EventLine.of(node, seq, header.session().lastSeq());
    Entry entry = line.entry(codec);
    String text = line.text();
    if (raw == null) {
      checksum.line(text);
    } else {
      checksum.line(raw, length);
    }
    seq = line.seq();
    count++;
    if (entry.event() instanceof Event.PermissionAnswered answered && answered.grant() != null) {
      grants++;
    }
    if (entry.event() instanceof Event.Unknown) {
      strange++;
    } else if (!text.equals(EventLine.of(entry, codec))) {
      trimmed++;
    }
    return entry;
  }

  /** The end; nothing that was read before is worth anything if this fails. */
  void end(Trailer trailer) {
    if (count == 0) {
      throw new TransferException("holds no events");
    }
    trailer.check(count, checksum.hex());
    masked = trailer.masked();
  }

  Facts facts() {
    Map<String, Long> losses = new LinkedHashMap<>();
    put(losses, "secrets that were masked when it was exported", masked);
    put(losses, "events of a kind that this version does not show (kept as they are)", strange);
    put(losses, "permissions for the rest of the session (kept, but not held to here)", grants);
    put(losses, "events with parts that this version does not know (left out)", trimmed);
    return new Facts(header.session(), header.traits(), losses);
  }

  private static void put(Map<String, Long> losses, String what, long count) {
    if (count > 0) {
      losses.put(what, count);
    }
  }
}
