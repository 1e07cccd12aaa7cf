package acp.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a store is used.
 *
 * @param busyTimeout how long to wait for other processes that are writing
 * @param readOnly true if nothing shall be written to it, not even an upgrade
 * @param backups true to copy it once a day
 */
public record StoreOptions(Duration busyTimeout, boolean readOnly, boolean backups) {

  /** What suits most. */
  public static final StoreOptions USUAL = new StoreOptions(Duration.ofSeconds(5), false, true);

  public StoreOptions {
    requireNonNull(busyTimeout, "busyTimeout");
  }
}
