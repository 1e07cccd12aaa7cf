package acp.transport;

import java.io.IOException;

/**
 * Carries whole text frames, in order, both ways; knows no JSON.
 *
 * <p><b>Threads.</b> Reading happens on the thread that calls {@link #run}. Writing ({@link #send},
 * {@link #flush}) belongs to one thread at a time; the caller sees to that. Reading and writing are
 * independent of each other.
 *
 * <p><b>Bounds.</b> An incoming frame is bounded, see {@link FrameHandler#onOversized}; nothing
 * else is held for the reader. Outgoing frames are held at most until {@link #flush}, and in a
 * buffer of a fixed size. A stuck reader at the other end blocks {@link #send}; queues are the
 * caller's.
 *
 * <p><b>End.</b> Reading ends at the end of the stream. Writing ends with an {@link IOException},
 * after which nothing can be written any more; what was read keeps being told.
 */
public interface Transport {

  /** Reads until the stream ends, telling {@code handler} each frame; returns after its onEnd. */
  void run(FrameHandler handler);

  /**
   * Hands over a frame to be written behind all frames before it. It may stay in a buffer until
   * {@link #flush}; the array may be reused as soon as this returns.
   *
   * @param buffer holds the frame, which contains no line break
   * @param offset where the frame begins
   * @param length its length in bytes
   * @throws IOException if the other end is gone
   */
  void send(byte[] buffer, int offset, int length) throws IOException;

  /**
   * Writes out what {@link #send} has kept.
   *
   * @throws IOException if the other end is gone
   */
  void flush() throws IOException;
}
