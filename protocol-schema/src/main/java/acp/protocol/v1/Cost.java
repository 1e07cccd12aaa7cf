package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a session has cost so far.
 *
 * @param amount how much, all told
 * @param currency of what: an ISO 4217 code or another unit
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record Cost(double amount, String currency, @Meta @Nullable ObjectNode meta) {
  public Cost {
    Check.finite(amount, "amount");
    requireNonNull(currency, "currency");
  }

  /** Holds what is required; the rest is absent. */
  public static Cost of(double amount, String currency) {
    return new Cost(amount, currency, null);
  }
}
