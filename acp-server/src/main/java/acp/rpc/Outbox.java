package acp.rpc;

import acp.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The one queue to the transport: what is put first is on the wire first, whoever puts it. Its own
 * thread, "stdout", renders and writes all that has gathered, and flushes when nothing is left; so
 * batches form by themselves and a lone message waits for no timer. A response waits for nothing
 * that is behind it either, nor does one of the first messages.
 *
 * <p><b>Bounds</b> are in bytes, by the weight of messages. Above {@code room} bytes waiting, an
 * {@link #offer} is taken, but tells its caller to wait. Responses and our own requests never wait:
 * they end work. Above {@code limit} bytes, which only a client that asks and does not read can
 * reach, {@link #awaitRoom} holds the reader: no more is asked of us until the client has read.
 *
 * <p><b>End.</b> {@link #close} writes what is waiting, then nothing more. When the other end is
 * gone, everything waiting or put later is dropped and nobody waits. Thread-safe.
 */
final class Outbox {

  /** Bytes waiting above which an offer waits. */
  static final long ROOM = 4L << 20;

  /** Bytes waiting above which nothing more is read. */
  static final long LIMIT = 64L << 20;

  /** Weight after which those who wait are told, in the midst of a batch. */
  private static final long STEP = 64 << 10;

  /** So many of the first messages are flushed one by one. */
  static final int EARLY = 16;

  private final Transport transport;
  private final Mapping mapping;
  private final Undeliverable undeliverable;
  private final long room;
  private final long limit;

  // Guarded by this.
  private ArrayDeque<Outgoing> queue = new ArrayDeque<>();
  private long waiting;
  private boolean closing;
  private boolean ended;
  private Sinks.@Nullable Empty<Void> roomAgain;
  private @Nullable Thread thread;

  /** Whether more than {@code limit} bytes wait; read without the lock, before every frame. */
  private volatile boolean congested;

  /** Used by whoever renders: the caller of {@link #putFirst}, later the thread. */
  private final Line line = new Line();

  private int early = EARLY; // of the thread

  Outbox(Transport transport, Mapping mapping, Undeliverable undeliverable, long room, long limit) {
    this.transport = transport;
    this.mapping = mapping;
    this.undeliverable = undeliverable;
    this.room = room;
    this.limit = limit;
  }

  /**
   * Sends on the caller's thread as long as ours has not been needed, which is how the first
   * answers of a process go out without waiting for a thread to start; else as {@link #put}.
   */
  void putFirst(Outgoing message) {
    IOException gone;
    synchronized (this) {
      if (thread != null) {
        put(message);
        return;
      }
      if (closing || ended) {
        return;
      }
      try {
        send(message);
        transport.flush();
        return;
      } catch (IOException broken) {
        gone = broken;
        ended = true;
      }
    }
    undeliverable.broken(gone);
  }

  /** Queues a message. Never waits. */
  synchronized void put(Outgoing message) {
    if (closing || ended) {
      return;
    }
    queue.add(message);
    waiting += message.weight();
    congested = waiting > limit;
    wake();
  }

  /** Queues a message and, directly behind it, others. Never waits. */
  synchronized void put(Outgoing message, List<Notification> next) {
    put(message);
    for (Notification notification : next) {
      put(notification);
    }
  }

  /**
   * Queues a message at once, at the moment of this call.
   *
   * @return completes when there is room for more, at once if there is, or when the other end is
   *     gone; never fails. It completes on the sending thread: hop before doing work
   */
  synchronized Mono<Void> offer(Notification message) {
    put(message);
    if (waiting <= room || ended) {
      return Mono.empty();
    }
    if (roomAgain == null) {
      roomAgain = Sinks.empty();
    }
    return roomAgain.asMono();
  }

  /** Waits while more than {@code limit} bytes wait. For the reading thread. */
  void awaitRoom() {
    if (congested) {
      synchronized (this) {
        while (congested && !ended) {
          try {
            wait();
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
          }
        }
      }
    }
  }

  /**
   * Takes no more, and waits until what is queued has been written.
   *
   * @param limit how long to wait at most; what is left then is dropped
   * @return whether everything has been written
   */
  boolean close(Duration limit) {
    Thread sender;
    synchronized (this) {
      closing = true;
      sender = thread;
      notifyAll();
    }
    try {
      if (sender != null && !sender.join(limit)) {
        end();
        return false;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  /** Starts the thread on first need, and tells it that there is work. Called with the lock. */
  private void wake() {
    if (thread == null) {
      thread = new Thread(this::work, "stdout");
      thread.setDaemon(true);
      thread.start();
    } else if (queue.size() == 1) {
      notifyAll();
    }
  }

  private void work() {
    ArrayDeque<Outgoing> batch = new ArrayDeque<>();
    try {
      while (true) {
        batch = take(batch);
        if (batch.isEmpty()) {
          break;
        }
        write(batch);
      }
      end();
    } catch (Throwable gone) {
      end();
      undeliverable.broken(gone);
    }
  }

  /** Waits for work and takes all of it, leaving the spare queue; nothing when it is over. */
  private synchronized ArrayDeque<Outgoing> take(ArrayDeque<Outgoing> spare)
      throws InterruptedException {
    while (queue.isEmpty() && !closing && !ended) {
      wait();
    }
    ArrayDeque<Outgoing> batch = queue;
    queue = spare;
    return batch;
  }

  private void write(ArrayDeque<Outgoing> batch) throws IOException {
    long written = 0;
    for (Outgoing next = batch.poll(); next != null; next = batch.poll()) {
      send(next);
      boolean awaited = next instanceof Outgoing.Response || early > 0;
      if (awaited && !batch.isEmpty()) {
        transport.flush(); // someone waits for it, and the first message of a kind renders slowly
      }
      early = Math.max(0, early - 1);
      written += next.weight();
      if (written >= STEP) {
        makeRoom(written);
        written = 0;
      }
    }
    transport.flush();
    makeRoom(written);
  }

  private void send(Outgoing message) throws IOException {
    if (render(message)) {
      transport.send(line.bytes(), 0, line.size());
      line.reset();
    }
  }

  /** Renders the message or what stands in for it; false if there is nothing to send. */
  private boolean render(Outgoing message) {
    Outgoing next = message;
    while (next != null) {
      try {
        line.render(next, mapping);
        return true;
      } catch (Throwable fault) {
        next = undeliverable.instead(next, fault);
      }
    }
    return false;
  }

  private void makeRoom(long written) {
    Sinks.Empty<Void> waiters = null;
    synchronized (this) {
      waiting -= written;
      if (congested && waiting <= limit) {
        congested = false;
        notifyAll();
      }
      if (waiting <= room) {
        waiters = roomAgain;
        roomAgain = null;
      }
    }
    tell(waiters);
  }

  /** Drops what waits, and lets everybody go who waits. */
  private void end() {
    Sinks.Empty<Void> waiters;
    synchronized (this) {
      ended = true;
      congested = false;
      queue.clear();
      waiters = roomAgain;
      roomAgain = null;
      notifyAll();
    }
    tell(waiters);
  }

  private static void tell(Sinks.@Nullable Empty<Void> waiters) {
    if (waiters != null) {
      try {
        // The result is of no use: a sink that has been told once cannot be told better.
        waiters.tryEmitEmpty();
      } catch (Throwable fault) {
        // Errors as well: what a waiter does with its room must not end the sending for all.
        Incidents.record("waiting for room", fault);
      }
    }
  }
}
