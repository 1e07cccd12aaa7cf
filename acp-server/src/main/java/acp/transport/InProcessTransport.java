package acp.transport;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Frames between two ends in one process: what one sends, the other takes. The client's end is
 * {@link #deliver}, {@link #take} and {@link #end}, which may be called from any thread.
 *
 * <p>What the server sends is bounded: when nobody takes it, {@link #send} waits, as it would at a
 * full pipe. What the client delivers is not; it is as much as the client chooses to ask.
 */
public final class InProcessTransport implements Transport {
  private static final int ROOM = 1024;

  /** Marks the end; no frame is empty. */
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> in = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> out = new LinkedBlockingQueue<>(ROOM);
  private volatile boolean ended;

  /** Hands a frame to the server. */
  public void deliver(byte[] frame) {
    if (frame.length > 0) {
      in.add(requireNonNull(frame, "frame"));
    }
  }

  /** The client is done: the server reads what was delivered, and then the end. */
  public void end() {
    in.add(END);
  }

  /** The next frame of the server's; null when there will be none. Waits. */
  public byte @Nullable [] take() throws InterruptedException {
    byte[] frame = out.take();
    if (frame.length > 0) {
      return frame;
    }
    out.offer(END);
    return null;
  }

  /** Nobody takes frames any more: what is sent from now on fails, as at a closed pipe. */
  public void hangUp() {
    ended = true;
    out.clear();
    out.offer(END);
  }

  @Override
  public void run(FrameHandler handler) {
    try {
      for (byte[] frame = in.take(); frame.length > 0; frame = in.take()) {
        handler.onFrame(frame, 0, frame.length);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    handler.onEnd();
  }

  @Override
  public void send(byte[] buffer, int offset, int length) throws IOException {
    try {
      if (ended) {
        throw new IOException("the other end is gone");
      }
      out.put(Arrays.copyOfRange(buffer, offset, offset + length));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }

  @Override
  public void flush() {
    // nothing is held back
  }
}
