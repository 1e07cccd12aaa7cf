package acp.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Another process that works in a session.
 *
 * @param pid as its machine counts
 * @param host what its machine is called
 * @param since when its turn began
 */
public record Owner(long pid, String host, Instant since) {
  public Owner {
    requireNonNull(host, "host");
    requireNonNull(since, "since");
  }
}
