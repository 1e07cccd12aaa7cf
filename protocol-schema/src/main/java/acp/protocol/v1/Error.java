package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed: the {@code error} of a response.
 *
 * @param code the number, one of {@link acp.protocol.ErrorCode} or another
 * @param message one short sentence
 * @param data more about it, any JSON; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
@SuppressWarnings("JavaLangClash") // the protocol calls it so
public record Error(int code, String message, @Lenient @Nullable JsonNode data) {
  public Error {
    requireNonNull(message, "message");
  }

  /** Holds what is required; the rest is absent. */
  public static Error of(int code, String message) {
    return new Error(code, message, null);
  }
}
