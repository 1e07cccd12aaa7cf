package acp.model.scripted;

import acp.model.ModelEvent;
import java.time.Duration;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * The parts that stream: fast, slowly, or into a crash. A delta is its number from 1 on, with
 * leading zeros and a blank or line feed at its end, so that order and completeness can be read
 * from the text. A delta that nobody has asked for is not made.
 */
final class StreamPart {
  static final int MAX_COUNT = 1_000_000;
  static final int MAX_SIZE = 64 * 1024;
  static final int MAX_DELAY_MILLIS = 60_000;

  /** Bounds count times size; the count gives way. */
  static final int MAX_CHARS = 64 << 20;

  static final int CRASH_DELTAS = 20;

  private static final int DELTAS_PER_LINE = 8;
  private static final int SLOW_DELTAS = 300;
  private static final Duration SLOW_DELAY = Duration.ofMillis(100);
  private static final Duration CRASH_DELAY = Duration.ofMillis(10);
  private static final Duration LAST_WORDS = Duration.ofMillis(200);

  private StreamPart() {}

  /** {@code stream n=5000 size=20 delay=0}: all three may be absent and are cut to their bounds. */
  static Flux<ModelEvent> stream(Scene scene, Scheduler clock) {
    int count = 100;
    int size = 20;
    int delay = 0;
    for (String setting : scene.rest().toLowerCase(Locale.ROOT).split("\\s+")) {
      int equals = setting.indexOf('=') + 1;
      switch (setting.substring(0, equals)) {
        case "n=" -> count = number(setting, equals, 1, MAX_COUNT);
        case "size=" -> size = number(setting, equals, 1, MAX_SIZE);
        case "delay=" -> delay = number(setting, equals, 0, MAX_DELAY_MILLIS);
        default -> {
          if (!setting.isEmpty()) {
            count = -1;
          }
        }
      }
      if (Math.min(count, Math.min(size, delay)) < 0) {
        return Speech.say(scene, "Tell me how to stream, as in: stream n=5000 size=20 delay=0");
      }
    }
    return stream(scene, Math.min(count, MAX_CHARS / size), size, Duration.ofMillis(delay), clock);
  }

  private static int number(String setting, int from, int least, int most) {
    try {
      long number = Long.parseLong(setting.substring(from));
      return number < 0 ? -1 : Math.clamp(number, least, most);
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  /** Half a minute of ten deltas a second. */
  static Flux<ModelEvent> slow(Scene scene, Scheduler clock) {
    return stream(scene, SLOW_DELTAS, 10, SLOW_DELAY, clock);
  }

  private static Flux<ModelEvent> stream(
      Scene scene, int count, int size, Duration delay, Scheduler clock) {
    return deltas(count, size, delay, clock)
        .concatWithValues(
            Speech.usage(scene, (long) count * size), new ModelEvent.Ended(ModelEvent.Stop.DONE));
  }

  /**
   * Some deltas, a pause in which they can reach the client, then the crash: only when even more is
   * asked for, so that everything before it has been taken.
   */
  static Flux<ModelEvent> crash(Scene scene, Scheduler clock, Runnable crash) {
    Flux<ModelEvent> end =
        Flux.<ModelEvent>generate(
            (SynchronousSink<ModelEvent> sink) -> {
              crash.run();
              sink.next(new ModelEvent.Ended(ModelEvent.Stop.DONE));
              sink.complete();
            });
    return deltas(CRASH_DELTAS, 10, CRASH_DELAY, clock)
        .concatWith(Mono.delay(LAST_WORDS, clock).thenMany(end));
  }

  private static Flux<ModelEvent> deltas(int count, int size, Duration delay, Scheduler clock) {
    Flux<Integer> numbers = Flux.range(1, count);
    return delay.isZero()
        ? numbers.map(number -> delta(number, size))
        : numbers.concatMap(number -> Mono.delay(delay, clock).map(tick -> delta(number, size)), 1);
  }

  private static ModelEvent delta(int number, int size) {
    char end = number % DELTAS_PER_LINE == 0 ? '\n' : ' ';
    if (size == 1) {
      return new ModelEvent.Text(String.valueOf((char) ('0' + number % 10)));
    }
    char[] text = new char[size];
    text[size - 1] = end;
    int left = number;
    for (int at = size - 2; at >= 0; at--) {
      text[at] = (char) ('0' + left % 10);
      left /= 10;
    }
    return new ModelEvent.Text(new String(text));
  }
}
