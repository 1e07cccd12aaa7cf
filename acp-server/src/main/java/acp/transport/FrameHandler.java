package acp.transport;

/**
 * Hears what a {@link Transport} reads. All calls come from the one thread that runs the transport,
 * in the order of the stream; nothing is read meanwhile, so a handler must return soon. What a
 * handler throws ends the reading and leaves {@link Transport#run} as it is.
 */
public interface FrameHandler {

  /**
   * A whole frame, without its delimiter, never blank.
   *
   * @param buffer holds the frame; lent for the duration of the call, overwritten after it
   * @param offset where the frame begins
   * @param length its length in bytes, at least 1
   */
  void onFrame(byte[] buffer, int offset, int length);

  /**
   * A frame over the limit. Told once, as soon as the limit is crossed; the rest of that frame is
   * skipped without being kept, and reading goes on behind it.
   *
   * @param limit the limit in bytes
   */
  void onOversized(long limit);

  /** The stream has ended, or failed, which is the same to us. Told once, and last. */
  void onEnd();
}
