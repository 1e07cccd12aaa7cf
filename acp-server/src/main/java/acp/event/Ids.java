package acp.event;

import java.time.Clock;
import java.util.SplittableRandom;

/**
 * Makes ids: UUIDv7, so that they sort by the time of their making. Ids of one maker ascend
 * strictly, also when the clock stands still or jumps back. Thread-safe.
 *
 * <p>The random part comes from a splittable generator seeded by time, process and object, not from
 * a secure one: ids must be unique, not secret, and a secure generator costs milliseconds at start.
 */
public final class Ids {
  private final Clock clock;
  private final SplittableRandom random;
  private long lastMillis;
  private int counter;

  public Ids(Clock clock) {
    this.clock = clock;
    this.random =
        new SplittableRandom(
            System.nanoTime()
                ^ (clock.millis() << 20)
                ^ (ProcessHandle.current().pid() << 44)
                ^ System.identityHashCode(this));
  }

  public SessionId session() {
    return new SessionId(next());
  }

  public TurnId turn() {
    return new TurnId(next());
  }

  public MessageId message() {
    return new MessageId(next());
  }

  public CallId call() {
    return new CallId(next());
  }

  public CompactionId compaction() {
    return new CompactionId(next());
  }

  /** The next id: 36 characters, lower case. */
  public synchronized String next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      counter = random.nextInt(1 << 10);
    } else if (++counter == 1 << 12) {
      lastMillis++;
      counter = 0;
    }
    long high = (lastMillis << 16) | 0x7000 | counter;
    long low = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return hex(high >>> 32, 8)
        + '-'
        + hex(high >>> 16, 4)
        + '-'
        + hex(high, 4)
        + '-'
        + hex(low >>> 48, 4)
        + '-'
        + hex(low, 12);
  }

  private static String hex(long bits, int digits) {
    char[] out = new char[digits];
    for (int i = digits - 1; i >= 0; i--) {
      out[i] = Character.forDigit((int) (bits & 0xF), 16);
      bits >>>= 4;
    }
    return new String(out);
  }
}
