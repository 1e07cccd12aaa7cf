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

/** Writes lines of JSON: the session, its events, and at the end their count and checksum. */
public final class LinesWriter implements SessionWriter {
  private final OutputStream out;
  private final EventCodec codec = new EventCodec();
  private final Checksum checksum = new Checksum();
  private boolean redacted;
  private long count;

  public LinesWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, 64 * 1024);
  }

  @Override
  public void begin(SessionSummary session, Traits traits, boolean redacted) throws IOException {
    this.redacted = redacted;
    line(new Header(session, traits, redacted).text());
  }

  @Override
  public void write(Entry entry) throws IOException {
    count++;
    line(EventLine.of(entry, codec));
  }

  private void line(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    checksum.line(bytes, bytes.length);
    out.write(bytes);
    out.write('\n');
  }

  @Override
  public void end(long masked) throws IOException {
    String trailer = "{" + new Trailer(count, checksum.hex(), masked).fields(redacted) + "}\n";
    out.write(trailer.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
