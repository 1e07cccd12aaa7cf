package acp.scale;

import acp.store.sqlite.SqliteJournal;
import acp.store.sqlite.StoreOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Fills a store through the journal itself, so that it is one as the product makes it. Beside the
 * store goes {@code scale.json}, which says what is in it.
 */
final class ScaleStore {
  static final String FACTS = "scale.json";

  /** As many messages has each of the longest sessions. */
  static final int LONG = 50_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 512;

  /** So many sessions are written at once, and share commits. */
  private static final int AT_ONCE = 256;

  private final Path folder;
  private final Plan plan;
  private final Consumer<String> progress;
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong textBytes = new AtomicLong();

  /**
   * What is to be made.
   *
   * @param large how many of the sessions are very long
   */
  record Plan(int sessions, int messages, int large, long seed) {
    Plan {
      if (sessions < 1 || large < 0 || large > sessions || messages < sessions + large * LONG) {
        throw new IllegalArgumentException("too few sessions or messages");
      }
    }

    /** How many messages each session has; {@code large} of them {@link #LONG}. */
    int[] lengths() {
      int[] lengths = new int[sessions];
      SplittableRandom random = new SplittableRandom(seed);
      int small = sessions - large;
      int left = messages - large * LONG;
      for (int i = 0; i < sessions; i++) {
        if (i < large) {
          lengths[i] = LONG;
        } else {
          int mean = left / small;
          int wanted = 1 + (int) (-Math.log(1 - random.nextDouble()) * (mean - 1) + 0.5);
          lengths[i] = small == 1 ? left : Math.min(wanted, left - (small - 1));
          left -= lengths[i];
          small--;
        }
      }
      return lengths;
    }
  }

  ScaleStore(Path folder, Plan plan, Consumer<String> progress) {
    this.folder = folder;
    this.plan = plan;
    this.progress = progress;
  }

  /** What is in the store of that folder. */
  static JsonNode facts(Path folder) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve(FACTS)));
  }

  /** Makes it; the folder must not have one. */
  void make() throws IOException {
    if (Files.exists(folder.resolve("sessions.db"))) {
      throw new IOException("there is a store in " + folder);
    }
    long begun = System.nanoTime();
    Words words = new Words(plan.seed());
    int[] lengths = plan.lengths();
    ObjectNode facts = JSON.createObjectNode();
    ArrayNode large = facts.putArray("large");
    for (int number = 0; number < plan.large(); number++) {
      large.add(new Tale(words, plan.seed(), number, LONG).id().value());
    }
    ArrayNode queries = facts.putArray("queries");
    for (int rank : List.of(5, 300, 3_000, 20_000)) {
      queries.add(words.word(rank));
    }
    queries.add('"' + words.word(3) + " " + words.word(8) + '"');
    try (var journal =
        new SqliteJournal(
            folder, new StoreOptions(StoreOptions.USUAL.busyTimeout(), false, false))) {
      Flux.range(0, lengths.length)
          .flatMap(number -> write(journal, words, number, lengths[number]), AT_ONCE)
          .then()
          .block(Duration.ofHours(2));
    }
    facts.put("sessions", plan.sessions());
    facts.put("messages", java.util.Arrays.stream(lengths).asLongStream().sum());
    facts.put("events", events.get());
    facts.put("text_bytes", textBytes.get());
    facts.put("seed", plan.seed());
    facts.put("seconds", (System.nanoTime() - begun) / 1_000_000_000);
    Files.writeString(folder.resolve(FACTS), facts.toPrettyString());
    progress.accept("done: " + facts);
  }

  private Mono<Void> write(SqliteJournal journal, Words words, int number, int messages) {
    return Mono.defer(
        () -> {
          // Told once beforehand, because the catalogue's line is wanted first, and only numbers
          // of it are kept.
          Tale whole = new Tale(words, plan.seed(), number, messages);
          for (int told = whole.next(PAGE).size(); told > 0; told = whole.next(PAGE).size()) {
            events.addAndGet(told);
          }
          textBytes.addAndGet(whole.textBytes());
          Tale tale = new Tale(words, plan.seed(), number, messages);
          return journal
              .adopt(
                  whole.summary(),
                  Flux.<List<acp.event.Entry>>generate(
                          page -> {
                            List<acp.event.Entry> next = tale.next(PAGE);
                            if (next.isEmpty()) {
                              page.complete();
                            } else {
                              page.next(next);
                            }
                          })
                      .subscribeOn(Schedulers.parallel()))
              .doOnSuccess(_ -> done());
        });
  }

  private void done() {
    int count = sessions.incrementAndGet();
    if (count % 5_000 == 0) {
      progress.accept(count + " of " + plan.sessions() + " sessions");
    }
  }
}
