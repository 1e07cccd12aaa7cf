package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.transport.Transport;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One end of a JSON-RPC conversation: answers what is asked of us and keeps account of what we ask.
 *
 * <p><b>Threads.</b> There are two. The reading thread is the one that calls {@link #run}: it
 * decodes a line, calls the handler and subscribes to what that returns, and goes back to reading.
 * It never waits for a handler, so a cancel that comes behind a prompt is heard while the prompt
 * runs; and it never waits for the wire, but for one case below. The sending thread, "stdout",
 * belongs to the outbox: it renders and writes. Handlers finish on whatever thread they like. The
 * answers to our own questions are handed on by Reactor's parallel scheduler, so that what a caller
 * does with an answer cannot hold the reader either.
 *
 * <p><b>Order.</b> Handlers are called in the order of the wire. What we send is on the wire in the
 * order in which it was put: the moment counts at which {@link #notify} is called, an answer is
 * given, an {@link #ask} is subscribed to. A handler that must say something directly behind its
 * answer returns an {@link Answer}; there is no other way to be sure of that place.
 *
 * <p><b>Who answers.</b> Every request is answered exactly once. The first to come counts: the
 * handler's result (nothing is the empty object), its failure, or a cancel. An {@link AcpException}
 * goes out as it is. Anything else is an internal error with an incident id, and that id leads to
 * the stack trace in our log; no class name and no foreign message leaves the house. A cancel
 * ({@code $/cancel_request}) stops the handler and is answered with -32800, unless the handler has
 * subscribed to {@link Serving#cancelled}: then it is told, and its own result is the answer. A
 * notification is never answered. Ids are kept as the token that came, so each client gets back
 * exactly what it sent; a second request under an id that is still being served is refused, and the
 * first is not harmed by it.
 *
 * <p><b>The gate.</b> The first request must be {@code initialize}. It is answered by the {@link
 * Handshake} on the reading thread, straight to the wire, before the handlers, the mapper, Reactor
 * or a log exist: an editor waits for this answer. Until it has succeeded, other requests are
 * refused and notifications passed over.
 *
 * <p><b>Bounds.</b> A notification is always taken; the Mono of {@link #notify} completes when
 * there is room for more, and who sends many must wait for it. Answers and questions never wait. If
 * a client asks on and on without reading the answers, so that 64 MiB of them wait, reading pauses
 * until it has read; that is the one case in which the reader waits.
 *
 * <p><b>End.</b> {@link #run} returns at the end of the stream, and what was asked of us goes on:
 * stop what must be stopped, await {@link #drained}, then {@link #close}. Our open questions fail
 * at that close and not before, so that work which waits for one ends as stopped and not as failed.
 * If the wire breaks, all that is sent is dropped from then on; {@link #broken} tells it.
 *
 * <p>All methods but {@code run} are thread-safe.
 */
public final class Peer {
  static final String INITIALIZE = "initialize";
  static final String CANCEL_REQUEST = "$/cancel_request";

  private final Transport transport;
  private final Outbox outbox;
  private final Servings servings;
  private final Asks asks;
  private final Inbound inbound;
  private final Undeliverable undeliverable;

  /** A peer whose gate stands open, for a conversation without a handshake of ours. */
  public Peer(
      Transport transport, Supplier<ObjectMapper> mapper, Supplier<? extends Handlers> handlers) {
    this(transport, null, mapper, handlers, Outbox.ROOM, Outbox.LIMIT);
  }

  /**
   * A peer that is opened by {@code handshake}.
   *
   * @param mapper renders and reads what is not ours; asked for every time, so it should keep one
   * @param handlers called once, at the first message that needs it, on the reading thread
   */
  public Peer(
      Transport transport,
      Handshake handshake,
      Supplier<ObjectMapper> mapper,
      Supplier<? extends Handlers> handlers) {
    this(transport, handshake, mapper, handlers, Outbox.ROOM, Outbox.LIMIT);
  }

  /** With bounds for the outbox, in bytes. */
  Peer(
      Transport transport,
      @Nullable Handshake handshake,
      Supplier<ObjectMapper> mapper,
      Supplier<? extends Handlers> handlers,
      long room,
      long limit) {
    Mapping mapping = new Mapping(mapper);
    this.transport = transport;
    this.undeliverable = new Undeliverable();
    this.outbox = new Outbox(transport, mapping, undeliverable, room, limit);
    this.servings = new Servings(outbox);
    this.asks = new Asks(outbox, mapping);
    this.inbound = new Inbound(handshake, handlers, outbox, servings, asks);
    undeliverable.attach(asks);
  }

  /** Reads until the stream ends, on the caller's thread. To be called once. */
  public void run() {
    transport.run(inbound);
  }

  /**
   * Asks the other end, anew for each subscription. A cancelled subscription withdraws the question
   * with {@code $/cancel_request}; an answer that comes after that is dropped.
   *
   * @param params rendered as the params when the question's turn to be written comes
   * @param resultType what the result is read as; a null result is read as the empty object, and
   *     {@code Void.class} takes any result for none
   * @return the result; or an {@link AcpException}: the other end's error with its code and message
   *     (and its data's {@code details}), or an internal error if the result cannot be read or the
   *     other end is gone. There is no clock on it
   */
  public <T> Mono<T> ask(String method, Object params, Class<T> resultType) {
    return asks.ask(method, params, resultType);
  }

  /**
   * As {@link #ask(String, Object, Class)}, but withdrawn after {@code limit}, which fails with
   * {@link ErrorCode#REQUEST_CANCELLED}.
   */
  public <T> Mono<T> ask(String method, Object params, Class<T> resultType, Duration limit) {
    return asks.ask(method, params, resultType, limit);
  }

  /**
   * Tells the other end something; queued by this very call, not by a subscription.
   *
   * @return completes when there is room for more, at once in the common case; never fails. It
   *     completes on the sending thread: hop before doing work
   */
  public Mono<Void> notify(Notification notification) {
    return outbox.offer(notification);
  }

  /** Whether nothing that was asked of us is unanswered. */
  public boolean isIdle() {
    return servings.isIdle();
  }

  /**
   * Completes when all that was asked of us so far has been answered, into the outbox. Meant for
   * the time after {@link #run}, when nothing more can be asked.
   */
  public Mono<Void> drained() {
    return servings.drained();
  }

  /** Completes if the other end can no longer be written to. */
  public Mono<Void> broken() {
    return undeliverable.broken();
  }

  /**
   * Sends nothing more but what has been queued; our open questions fail.
   *
   * @param limit how long to wait for the wire at most
   * @return whether everything queued has been written, as far as the other end took it
   */
  public boolean close(Duration limit) {
    asks.close();
    return outbox.close(limit);
  }
}
