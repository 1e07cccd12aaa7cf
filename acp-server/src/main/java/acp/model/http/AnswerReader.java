package acp.model.http;

import java.util.function.Consumer;

/**
 * Understands one answer in one dialect. Called by one thread at a time; what it hands out is
 * emitted in that order, and before any failure that it then throws. Failures are {@link
 * acp.protocol.AcpException}s.
 *
 * @param <T> what an answer is made of
 */
public interface AnswerReader<T> {

  /** Takes the next event of the stream. */
  void event(SseEvent event, Consumer<T> out);

  /** Takes an answer that came in one piece, from a server that does not stream. */
  void whole(byte[] json, Consumer<T> out);

  /** The stream is over. Fails if that is too early. */
  void end(Consumer<T> out);

  /** True once the answer is complete and nothing more is wanted of the stream. */
  boolean isDone();
}
