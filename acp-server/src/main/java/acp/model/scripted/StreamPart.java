package acp.model.scripted;

import acp.model.ModelEvent;
import java.time.Duration;
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
  static final int CRASH_DELTAS = 20;

  private static final int DELTAS_PER_LINE = 8;
  private static final Pace SLOW = new Pace(300, 10, Duration.ofMillis(100));
  private static final Pace BEFORE_CRASH = new Pace(CRASH_DELTAS, 10, Duration.ofMillis(10));
  private static final Duration LAST_WORDS = Duration.ofMillis(200);

  private StreamPart() {}

  static Flux<ModelEvent> stream(Scene scene, Scheduler clock) {
    Pace pace = Pace.read(scene.rest());
    return pace == null
        ? Speech.say(scene, "Tell me how to stream, as in: stream n=5000 size=20 delay=0")
        : stream(scene, pace, clock);
  }

  /** Half a minute of ten deltas a second. */
  static Flux<ModelEvent> slow(Scene scene, Scheduler clock) {
    return stream(scene, SLOW, clock);
  }

  private static Flux<ModelEvent> stream(Scene scene, Pace pace, Scheduler clock) {
    return deltas(pace, clock)
        .concatWithValues(
            Speech.usage(scene, (long) pace.count() * pace.size()),
            new ModelEvent.Ended(ModelEvent.Stop.DONE));
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
    return deltas(BEFORE_CRASH, clock).concatWith(Mono.delay(LAST_WORDS, clock).thenMany(end));
  }

  private static Flux<ModelEvent> deltas(Pace pace, Scheduler clock) {
    Flux<Integer> numbers = Flux.range(1, pace.count());
    int size = pace.size();
    return pace.delay().isZero()
        ? numbers.map(number -> delta(number, size))
        : numbers.concatMap(
            number -> Mono.delay(pace.delay(), clock).map(tick -> delta(number, size)), 1);
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
