package acp.rpc;

import acp.transport.FrameHandler;
import acp.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A transport made of lists: frames are fed to it, and what is sent is kept in order. */
final class FakeWire implements Transport {
  private static final String END = "END";

  private final BlockingQueue<String> incoming = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private volatile @Nullable Semaphore permits;
  private volatile boolean broken;

  /** How often what was sent had to leave. */
  final AtomicInteger flushes = new AtomicInteger();

  /** What the other end says next. */
  void feed(String frame) {
    incoming.add(frame);
  }

  /** The other end says no more. */
  void feedEnd() {
    incoming.add(END);
  }

  /** From now on the other end reads only what {@link #allow} allows. */
  void stick() {
    permits = new Semaphore(0);
  }

  /** Lets a stuck wire take this many frames. */
  void allow(int frames) {
    Semaphore stuck = permits;
    if (stuck != null) {
      stuck.release(frames);
    }
  }

  /** From now on nothing can be sent. */
  void breakOff() {
    broken = true;
    allow(1);
  }

  /** The next frame we sent, waited for. */
  String next() {
    try {
      String frame = sent.poll(10, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing was sent");
      }
      return frame;
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** How many frames are sent and not yet taken by {@link #next}. */
  int pending() {
    return sent.size();
  }

  @Override
  public void run(FrameHandler handler) {
    try {
      for (String frame = incoming.take(); !frame.equals(END); frame = incoming.take()) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        handler.onFrame(bytes, 0, bytes.length);
        Arrays.fill(bytes, (byte) '#'); // it was lent only
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    handler.onEnd();
  }

  @Override
  public void send(byte[] buffer, int offset, int length) throws IOException {
    Semaphore stuck = permits;
    if (stuck != null) {
      stuck.acquireUninterruptibly();
    }
    if (broken) {
      throw new IOException("Broken pipe");
    }
    sent.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    flushes.incrementAndGet();
    if (broken) {
      throw new IOException("Broken pipe");
    }
  }
}
