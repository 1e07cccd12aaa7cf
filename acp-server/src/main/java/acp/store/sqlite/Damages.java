package acp.store.sqlite;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps account of rows that cannot be read: each is told to the log and written down once, so that
 * whoever looks after the store finds them. Bounded: a store in ruins needs no list. Thread-safe.
 */
final class Damages {
  private static final Logger LOG = LoggerFactory.getLogger(Damages.class);
  private static final int MAX = 1_000;

  private final @Nullable Writer writer;
  private final Set<Long> known = ConcurrentHashMap.newKeySet();

  Damages(@Nullable Writer writer) {
    this.writer = writer;
  }

  /** For who only looks: what cannot be read is told to the log alone. */
  static Damages none() {
    return new Damages(null);
  }

  /**
   * A row cannot be read. Returns at once.
   *
   * @param event the key of an event, or of the seq 0 of a session for its summary
   */
  void found(long event, String problem) {
    if (known.size() < MAX && known.add(event)) {
      LOG.warn(
          "Event {} of session number {} in the store cannot be read: {}",
          event & 0xFFFFFFFFL,
          event >> Schema.SEQ_BITS,
          problem);
      Writer list = writer;
      if (list != null) {
        Mono.<Void>create(done -> list.write(new Write.Damage(event, problem, done)))
            .subscribe(_ -> {}, _ -> {}); // a list that cannot be written is not missed
      }
    }
  }
}
