package acp.model;

import reactor.core.publisher.Flux;

/** A language model. Thread-safe; one instance serves many sessions. */
public interface Model {

  /** Its full name, {@code provider/model}. */
  String name();

  /** What is known of it. */
  default ModelFacts facts() {
    return ModelFacts.of(name());
  }

  /** The size of its context in tokens; 0 when unknown. */
  long window();

  /** False if it takes only text: pictures are then told to it in words. */
  default boolean seesImages() {
    return true;
  }

  /** False if it is no server's: what fails then is not worth asking for again. */
  default boolean isServed() {
    return true;
  }

  /**
   * Loads what the first request will need, without connecting to anyone. May take its time; a
   * fault shows at the first request.
   */
  default void prepare() {}

  /**
   * Answers a request. Begins when subscribed to; unsubscribing ends the exchange at once. Emits at
   * least one {@link ModelEvent.Ended} as its last event, or fails with an {@link
   * acp.protocol.AcpException} whose message is fit for people and whose data may hold {@code
   * provider}, {@code status} and {@code kind}; a stream that is cut short fails. Events may come
   * on any thread, one at a time, and no more than requested.
   */
  Flux<ModelEvent> stream(ModelRequest request);
}
