package acp.transfer.own;

import acp.event.Entry;
import acp.session.SessionSummary;
import acp.session.Traits;
import acp.store.EventCodec;
import acp.transfer.SessionWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one JSON document that holds what the lines hold. Its checksum is theirs, so it does not
 * depend on how the document is laid out.
 */
public final class DocumentWriter implements SessionWriter {
  private final OutputStream out;
  private final EventCodec codec = new EventCodec();
  private final Checksum checksum = new Checksum();
  private boolean redacted;
  private long count;

  public DocumentWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, 64 * 1024);
  }

  @Override
  public void begin(SessionSummary session, Traits traits, boolean redacted) throws IOException {
    this.redacted = redacted;
    String header = new Header(session, traits, redacted).text();
    checksum.line(header);
    write(header.substring(0, header.length() - 1) + ",\"events\":[");
  }

  @Override
  public void write(Entry entry) throws IOException {
    String line = EventLine.of(entry, codec);
    checksum.line(line);
    write(count == 0 ? "\n" : ",\n");
    write(line);
    count++;
  }

  @Override
  public void end(long masked) throws IOException {
    write("\n]," + new Trailer(count, checksum.hex(), masked).fields(redacted) + "}\n");
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
