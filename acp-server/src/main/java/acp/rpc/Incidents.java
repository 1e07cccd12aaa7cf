package acp.rpc;

import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of this room, in a class of its own so that nothing of it is loaded before it is used.
 */
final class Incidents {
  private static final Logger LOG = LoggerFactory.getLogger("acp.rpc");

  private Incidents() {}

  /** Logs a fault of ours with its trace; the id it returns is all that is said of it outside. */
  static String record(String where, Throwable fault) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    LOG.error("Incident {} in {}", id, where, fault);
    return id;
  }

  /** The other end misbehaves, or is gone. */
  static void warn(String what, Object detail) {
    LOG.warn("{}: {}", what, detail);
  }

  /** Passed over. */
  static void passedOver(String what, Object detail) {
    LOG.debug("Passed over: {} ({})", what, detail);
  }
}
