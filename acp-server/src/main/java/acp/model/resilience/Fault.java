package acp.model.resilience;

import static java.util.Objects.requireNonNull;

import acp.protocol.AcpException;
import java.time.Duration;
import java.util.Map;

/**
 * A model's failure, by what can be done about it.
 *
 * @param kind its class
 * @param pause how long the server wants to be left alone; zero if it did not say
 */
public record Fault(Kind kind, Duration pause) {

  public Fault {
    requireNonNull(kind, "kind");
    requireNonNull(pause, "pause");
  }

  /** What can be done about a failure. */
  public enum Kind {
    /** The server is busy or broke: it may well work when asked again. */
    PASSING,
    /** There is no way to the server at the moment. */
    UNREACHABLE,
    /** It is left alone for a while, see {@link Breakers}: nobody has been asked. */
    RESTING,
    /** The user has used up what they have bought: another provider may help, waiting will not. */
    QUOTA,
    /** The conversation is longer than the model can take. */
    CONTEXT,
    /**
     * It will fail again: a wrong key, a request that the server does not take, a fault of ours.
     */
    LASTING
  }

  /** The class of a failure, by its data. Never fails: what is not known is lasting. */
  public static Fault of(Throwable failure) {
    if (!(failure instanceof AcpException known)) {
      return new Fault(Kind.LASTING, Duration.ZERO);
    }
    return new Fault(kind(known.data()), pause(known.data()));
  }

  /** True if another server may well answer the same request. */
  public boolean isOfTheServer() {
    return switch (kind) {
      case PASSING, UNREACHABLE, RESTING, QUOTA -> true;
      case CONTEXT, LASTING -> false;
    };
  }

  private static Kind kind(Map<String, Object> data) {
    if (data.get("kind") instanceof String kind) {
      return switch (kind) {
        case "rate_limit", "server", "overloaded", "timeout", "cut" -> Kind.PASSING;
        case "unreachable" -> Kind.UNREACHABLE;
        case Breakers.RESTING -> Kind.RESTING;
        case "quota" -> Kind.QUOTA;
        case "context" -> Kind.CONTEXT;
        default -> Kind.LASTING;
      };
    }
    return data.get("status") instanceof Number status && isPassing(status.intValue())
        ? Kind.PASSING
        : Kind.LASTING;
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static Duration pause(Map<String, Object> data) {
    return data.get("retryAfterSeconds") instanceof Number seconds && seconds.longValue() > 0
        ? Duration.ofSeconds(seconds.longValue())
        : Duration.ZERO;
  }
}
