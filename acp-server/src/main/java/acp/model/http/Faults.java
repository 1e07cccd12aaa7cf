package acp.model.http;

import static java.util.Objects.requireNonNull;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How the failures of one model's server are told: in a sentence for people that names the server
 * and quotes what it said, on one line and without keys; and in data for programs: {@code
 * provider}, {@code status} where there is one, {@code retryAfterSeconds} where the server gave it,
 * and {@code kind}, which is one of {@code auth}, {@code quota}, {@code rate_limit}, {@code
 * context}, {@code request}, {@code server}, {@code unreachable}, {@code timeout}, {@code cut} and
 * {@code malformed}. Thread-safe.
 */
public final class Faults {
  private static final int MAX_QUOTE = 400;
  private static final Pattern KEYS =
      Pattern.compile(
          "\\b(?:sk|rk|pk|gsk|hf|xai|nvapi)[-_][\\w*.-]{4,}|\\bAIza[\\w-]{8,}|(?i:\\bBearer\\s+\\S+)");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

  private final String provider;
  private final String keyName;
  private final @Nullable String key;
  private final String host;

  /**
   * @param provider its name, as in a model's full name
   * @param keyName what the user's key for it is called, such as {@code OPENAI_API_KEY}
   * @param key null if there is none
   * @param host the server's name, with its port where that is unusual
   */
  public Faults(String provider, String keyName, @Nullable String key, String host) {
    this.provider = requireNonNull(provider, "provider");
    this.keyName = requireNonNull(keyName, "keyName");
    this.key = key;
    this.host = requireNonNull(host, "host");
  }

  /** The stream ended before the answer did. */
  public AcpException cut() {
    return fault(
        "cut", "The answer of the model server at " + host + " was cut off before its end");
  }

  /** What came is not what this dialect says. */
  public AcpException malformed(String what) {
    return fault(
        "malformed", "The model server at " + host + " sent " + what + " in place of an answer");
  }

  /** The server reports, in place of more of its answer, that it failed. */
  public AcpException said(byte[] bytes, int offset, int length) {
    return said(
        OptionalLong.empty(), ErrorReport.read(bytes, offset, length), OptionalLong.empty());
  }

  AcpException refused(int status, HttpHeaders headers, byte[] body) {
    OptionalLong wait = RetryAfter.seconds(headers, Instant.now());
    return said(OptionalLong.of(status), ErrorReport.read(body, 0, body.length), wait);
  }

  private AcpException said(OptionalLong answered, ErrorReport report, OptionalLong asked) {
    OptionalLong status = answered.isPresent() ? answered : report.status();
    ErrorCode code = ErrorCode.INTERNAL_ERROR;
    StringBuilder message = new StringBuilder("The model server at ").append(host);
    if ((status.orElse(0) == 401 || status.orElse(0) == 403) && key == null) {
      code = ErrorCode.AUTH_REQUIRED;
      message.append(" wants a key; set ").append(keyName);
    } else if (answered.isPresent()) {
      message.append(" answered ").append(answered.getAsLong());
    } else {
      message.append(" reports an error");
    }
    String quote = quote(report.message());
    if (!quote.isEmpty()) {
      message.append(": ").append(quote);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("provider", provider);
    data.put("kind", report.kind(status));
    if (status.isPresent()) {
      data.put("status", (int) status.getAsLong());
    }
    OptionalLong wait = asked.isPresent() ? asked : report.seconds();
    if (wait.isPresent()) {
      data.put("retryAfterSeconds", wait.getAsLong());
    }
    return new AcpException(code, message.toString(), data);
  }

  AcpException unreachable(Throwable why, Duration connect) {
    String reason;
    if (why instanceof HttpConnectTimeoutException) {
      reason = "no connection within " + words(connect);
    } else if (has(why, UnresolvedAddressException.class) || has(why, UnknownHostException.class)) {
      reason = "this name is not known; is the network up?";
    } else if (why instanceof ConnectException) {
      reason = "connection refused; is it running?";
    } else if (why instanceof SSLException) {
      reason = "no safe connection: " + quote(String.valueOf(why.getMessage()));
    } else {
      reason = "the connection broke before an answer came";
    }
    return new AcpException(
        ErrorCode.INTERNAL_ERROR,
        "No answer from the model server at " + host + ": " + reason,
        Map.of("provider", provider, "kind", "unreachable"),
        why);
  }

  AcpException silent(Duration limit, boolean begun) {
    return fault(
        "timeout",
        "The model server at "
            + host
            + (begun ? " fell silent in the middle of its answer for " : " did not answer within ")
            + words(limit));
  }

  AcpException tooLarge(int limit) {
    return malformed("more than " + (limit >> 20) + " MiB in one piece");
  }

  AcpException webPage() {
    return malformed("a web page; is its base URL right?");
  }

  /** The key, most likely, holds characters that no header can carry; never quote it. */
  AcpException unfitRequest() {
    return fault("auth", keyName + " has characters that no key has; is it copied whole?");
  }

  private AcpException fault(String kind, String message) {
    return new AcpException(
        ErrorCode.INTERNAL_ERROR, message, Map.of("provider", provider, "kind", kind));
  }

  /** What somebody else has said, fit for our message: one line, bounded, without keys. */
  private String quote(String text) {
    String masked = key == null || key.isBlank() ? text : text.replace(key, "***");
    String line = BLANKS.matcher(KEYS.matcher(masked).replaceAll("***")).replaceAll(" ").strip();
    if (line.length() <= MAX_QUOTE) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_QUOTE - 1)) ? MAX_QUOTE - 1 : MAX_QUOTE;
    return line.substring(0, end) + "…";
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String words(Duration limit) {
    return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
  }
}
