package acp.tool.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The output of one command, on its way to a file; what goes beyond a bound is not kept, and the
 * end of the file says so. A disk that takes no more ends it in the same way. For one thread at a
 * time.
 */
final class Kept implements AutoCloseable {
  /** Bytes of one output. */
  static final int MOST = 32 * 1024 * 1024;

  private static final String END = "\n[… what came after this was not kept …]\n";

  private final String id;
  private final FileChannel out;
  private long count;
  private boolean full;

  Kept(String id, Path file) throws IOException {
    this.id = id;
    this.out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Outputs.ownersAlone("rw-------"));
  }

  String id() {
    return id;
  }

  /** Some more of it. Waits for the disk and never fails. */
  void add(byte[] bytes, int length) {
    int room = (int) Math.min(length, MOST - count);
    count += room;
    write(ByteBuffer.wrap(bytes, 0, room));
    if (room < length && !full) {
      write(ByteBuffer.wrap(END.getBytes(StandardCharsets.UTF_8)));
      full = true;
    }
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining() && !full) {
        out.write(bytes);
      }
    } catch (IOException noRoom) {
      full = true;
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException lost) {
      // What is in the file is what is kept.
    }
  }
}
