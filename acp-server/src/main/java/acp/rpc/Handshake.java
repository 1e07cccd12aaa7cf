package acp.rpc;

/**
 * Answers {@code initialize}, on the reading thread, before anything else of the program is loaded.
 * Whatever runs here is what an editor waits for when it starts us: stream-parse the params, write
 * the result by hand.
 */
public interface Handshake {

  /**
   * The result of {@code initialize}. Called again if the client calls it again.
   *
   * @param params an object, empty if none was sent; lent for this call only
   * @return the result as JSON in UTF-8 on one line
   * @throws acp.protocol.AcpException to refuse; the conversation then stays closed if it was
   */
  byte[] answer(Json params);

  /**
   * Called once, when the first good answer is on its way: the time to load the rest, on another
   * thread, while the client makes up its mind. The reading waits for this to return.
   */
  default void answered() {}
}
