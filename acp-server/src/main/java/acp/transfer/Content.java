package acp.transfer;

import acp.event.Entry;
import acp.store.EventCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/** Says whether two runs of events are the same, as they are written down. */
final class Content {
  private final EventCodec codec;
  private final MessageDigest digest;
  private int length;

  Content(EventCodec codec) {
    this.codec = codec;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes in the next event. */
  void add(Entry entry) {
    byte[] bytes = written(entry);
    length = bytes.length;
    digest.update(bytes);
    digest.update((byte) '\n');
  }

  /** How many bytes the last event has. */
  int length() {
    return length;
  }

  /** Whether both are written down as the same. */
  boolean same(Entry one, Entry other) {
    return Arrays.equals(written(one), written(other));
  }

  /** What all comes to; afterwards it is new. */
  String sum() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private byte[] written(Entry entry) {
    String line =
        entry.seq()
            + " "
            + entry.at().truncatedTo(ChronoUnit.MILLIS)
            + " "
            + codec.type(entry.event())
            + " "
            + codec.data(entry.event());
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
