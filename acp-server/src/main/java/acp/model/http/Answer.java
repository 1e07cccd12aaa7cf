package acp.model.http;

import acp.model.Timeouts;
import acp.protocol.AcpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * One answer on its way from the socket to who asked for it.
 *
 * <p>Four parties touch it: the client's thread (bytes, end, failure), the subscriber (demand,
 * cancel), the clock, and the thread that sends. Each of them only leaves a note in a field and
 * calls {@link #drain}, which lets one of them in at a time; all decisions are made in there, so
 * signals are in order and never overlap. One chunk is asked for at a time, and only when
 * everything before it has been taken: that is the whole back-pressure, down to the socket.
 *
 * <p>The request is sent with the blocking {@code send} on a virtual thread. {@code sendAsync}
 * would complete its future on the common pool whatever executor the client has; and an interrupted
 * {@code send} hangs up at once. Its thread waits for the headers only.
 */
final class Answer<T>
    implements Subscription, HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {

  /** An event may be as large as a file in a tool call, but not without end. */
  static final int MAX_EVENT_BYTES = 16 << 20;

  /** What is read of the body of a refusal. */
  static final int MAX_REFUSAL_BYTES = 64 << 10;

  /** How long a refusal's body, or the end after the last event, is waited for. */
  private static final Duration MAX_PATIENCE = Duration.ofSeconds(2);

  private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

  private final Subscriber<? super T> subscriber;
  private final AnswerReader<T> reader;
  private final Faults faults;
  private final Timeouts timeouts;
  private final Sse sse = new Sse(MAX_EVENT_BYTES);

  // Notes that anyone may leave.
  private final AtomicInteger callers = new AtomicInteger();
  private final AtomicLong requested = new AtomicLong();
  private final AtomicReference<@Nullable List<ByteBuffer>> arrived = new AtomicReference<>();
  private volatile boolean ended;

  /** The first thing that went wrong; hanging up makes the client report more of it. */
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  private volatile boolean cancelled;
  private volatile Flow.@Nullable Subscription body;
  private volatile @Nullable Thread sender;
  private volatile int status;
  private volatile HttpHeaders headers = NO_HEADERS;

  private final Alarm alarm = new Alarm();

  // What only the one inside drain() touches.
  private final ArrayDeque<T> ready = new ArrayDeque<>();
  private long emitted;
  private boolean asked;
  private boolean begun;
  private boolean over;
  private @Nullable Throwable failure;

  /** The bytes of an answer that is not a stream; null while it is one, or may be. */
  private @Nullable ByteArrayOutputStream whole;

  /** True once nothing more is signalled; the rest of the body, if any, is read and dropped. */
  private volatile boolean closed;

  Answer(
      Subscriber<? super T> subscriber, AnswerReader<T> reader, Faults faults, Timeouts timeouts) {
    this.subscriber = subscriber;
    this.reader = reader;
    this.faults = faults;
    this.timeouts = timeouts;
  }

  void start(Http http, HttpRequest request) {
    Thread thread = Thread.ofVirtual().name("model-send").unstarted(() -> send(http, request));
    sender = thread;
    subscriber.onSubscribe(this);
    if (!cancelled) {
      await(timeouts.firstByte());
      thread.start();
    }
  }

  private void send(Http http, HttpRequest request) {
    try {
      http.client().send(request, this);
    } catch (InterruptedException hungUp) {
      // By cancel() or by the clock, which have said what there is to say.
    } catch (IOException | RuntimeException unsent) {
      breakOff(unsent);
    }
  }

  // ---- what the subscriber says

  @Override
  public void request(long n) {
    if (Operators.validate(n)) {
      requested.accumulateAndGet(n, Operators::addCap);
      drain();
    }
  }

  @Override
  public void cancel() {
    if (!closed) {
      cancelled = true;
      alarm.off();
      hangUp();
    }
  }

  // ---- what the client says

  @Override
  public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
    headers = info.headers();
    status = info.statusCode();
    return this;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    alarm.off();
    body = subscription;
    if (cancelled || broken.get() != null) {
      subscription.cancel();
    } else {
      drain();
    }
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // virtual threads take turns only where they yield
  public void onNext(List<ByteBuffer> chunk) {
    if (cancelled) {
      // The close waits for a turn on the very threads that a flood keeps busy.
      Thread.yield();
    } else if (!closed) {
      alarm.off();
      arrived.set(chunk);
      drain();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    breakOff(thrown);
  }

  @Override
  public void onComplete() {
    alarm.off();
    ended = true;
    drain();
  }

  private void breakOff(Throwable why) {
    alarm.off();
    broken.compareAndSet(null, why);
    drain();
  }

  // ---- what the clock says

  private void await(Duration limit) {
    alarm.set(limit, () -> silent(limit));
  }

  private Duration patience() {
    return timeouts.idle().compareTo(MAX_PATIENCE) < 0 ? timeouts.idle() : MAX_PATIENCE;
  }

  private void silent(Duration limit) {
    if (closed) { // the end did not come after the last event; then we end it
      hangUp();
      return;
    }
    broken.compareAndSet(null, faults.silent(limit, begun));
    hangUp();
    drain();
  }

  private void hangUp() {
    Flow.Subscription reading = body;
    if (reading != null) {
      // A close only reaches the socket when the client's selector turns. While nothing is read,
      // that takes up to three seconds, in which the server writes on; asking for more turns it.
      reading.request(Long.MAX_VALUE);
      reading.cancel();
    } else if (sender != null) {
      sender.interrupt();
    }
  }

  // ---- the one place where things are decided

  private void drain() {
    if (callers.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      while (!cancelled && !closed && advance()) {}
      seen = callers.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Does the next thing there is to do; false when there is none until somebody says something. */
  private boolean advance() {
    if (!ready.isEmpty()) {
      if (emitted == requested.get()) {
        return false;
      }
      emitted++;
      subscriber.onNext(ready.remove());
      return true;
    }
    if (over) {
      close();
      return false;
    }
    boolean wasEnded = ended; // read before the chunk, which was noted before it
    Throwable wasBroken = broken.get();
    List<ByteBuffer> chunk = arrived.getAndSet(null);
    if (chunk != null) {
      asked = false;
      attempt(() -> take(bytes(chunk)));
      return true;
    }
    if (wasEnded || wasBroken != null) {
      over = true;
      attempt(() -> conclude(wasBroken));
      return true;
    }
    ask();
    return false;
  }

  private void ask() {
    Flow.Subscription reading = body;
    if (reading == null || asked || (emitted == requested.get() && whole == null && !isRefused())) {
      return;
    }
    asked = true;
    if (isRefused()) {
      await(patience());
    } else {
      await(begun ? timeouts.idle() : timeouts.firstByte());
    }
    reading.request(1);
  }

  /** Runs a step whose failure ends the answer, after what was ready before it. */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException thrown) {
      failure = thrown;
      over = true;
    }
  }

  private void take(byte[] bytes) {
    if (!begun && bytes.length > 0) {
      begun = true;
      whole = isRefused() || isWhole(bytes) ? new ByteArrayOutputStream() : null;
    }
    if (whole != null) {
      gather(whole, bytes);
      return;
    }
    try {
      sse.feed(bytes, event -> reader.event(event, ready::add));
      over = reader.isDone();
    } catch (ProtocolException tooLarge) {
      throw faults.tooLarge(MAX_EVENT_BYTES);
    }
  }

  private void gather(ByteArrayOutputStream gathered, byte[] bytes) {
    int room = (isRefused() ? MAX_REFUSAL_BYTES : MAX_EVENT_BYTES) - gathered.size();
    gathered.write(bytes, 0, Math.min(room, bytes.length));
    if (bytes.length > room) {
      if (!isRefused()) {
        throw faults.tooLarge(MAX_EVENT_BYTES);
      }
      conclude(null);
    }
  }

  /** The body is over, one way or the other: says what the answer comes to. */
  private void conclude(@Nullable Throwable thrown) {
    if (isRefused()) {
      throw faults.refused(status, headers, whole == null ? new byte[0] : whole.toByteArray());
    }
    if (thrown instanceof AcpException told) {
      throw told;
    }
    if (thrown != null && body == null) {
      throw faults.unreachable(thrown, timeouts.connect());
    }
    if (whole != null && thrown == null) {
      reader.whole(whole.toByteArray(), ready::add);
    } else {
      reader.end(ready::add);
    }
  }

  private void close() {
    closed = true;
    alarm.off();
    if (failure != null) {
      if (!ended) {
        hangUp();
      }
      subscriber.onError(failure);
      return;
    }
    Flow.Subscription rest = body;
    if (!ended && broken.get() == null && rest != null) {
      // A body that is read to its end leaves the connection fit for the next request.
      await(patience());
      rest.request(Long.MAX_VALUE);
    }
    subscriber.onComplete();
  }

  private boolean isRefused() {
    return status != 0 && status / 100 != 2;
  }

  /** Some servers do not stream though asked to, and some stream without saying so. */
  private boolean isWhole(byte[] beginning) {
    String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      throw faults.webPage();
    }
    if (type.startsWith("text/event-stream")) {
      return false;
    }
    for (byte b : beginning) {
      if (b > ' ') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  private static byte[] bytes(List<ByteBuffer> chunk) {
    int length = 0;
    for (ByteBuffer buffer : chunk) {
      length += buffer.remaining();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (ByteBuffer buffer : chunk) {
      int more = buffer.remaining();
      buffer.get(bytes, at, more);
      at += more;
    }
    return bytes;
  }
}
