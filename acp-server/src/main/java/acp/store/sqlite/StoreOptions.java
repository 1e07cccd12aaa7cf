package acp.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a store is used.
 *
 * @param busyTimeout how long to wait for other processes that are writing
 * @param readOnly true if nothing shall be written to it, not even an upgrade
 * @param backups true to copy it once a day
 * @param trashTime how long what was deleted stays in the trash
 */
public record StoreOptions(
    Duration busyTimeout, boolean readOnly, boolean backups, Duration trashTime) {
  private static final Duration MONTH = Duration.ofDays(30);

  /** What suits most. */
  public static final StoreOptions USUAL = new StoreOptions(Duration.ofSeconds(5), false, true);

  /** One that keeps what was deleted for a month. */
  public StoreOptions(Duration busyTimeout, boolean readOnly, boolean backups) {
    this(busyTimeout, readOnly, backups, MONTH);
  }

  public StoreOptions {
    requireNonNull(busyTimeout, "busyTimeout");
    requireNonNull(trashTime, "trashTime");
  }
}
