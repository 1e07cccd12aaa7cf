package acp.mcp;

import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpTransportException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A server cannot be used; the message is a sentence about it for people. */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Pattern STATUS =
      Pattern.compile("(?:[Ss]tatus code|HTTP code|SSE stream): ?(\\d{3})");

  Trouble(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  Trouble(String sentence) {
    this(sentence, null);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  /** What went wrong, in a sentence; nothing is quoted but an error of the server's, masked. */
  static Trouble of(Throwable failure, Mask mask) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String sentence = sentence(at, mask);
      if (sentence != null) {
        return at instanceof Trouble known ? known : new Trouble(sentence, failure);
      }
    }
    return new Trouble("It does not speak as an MCP server does.", failure);
  }

  private static @Nullable String sentence(Throwable failure, Mask mask) {
    return switch (failure) {
      case Trouble known -> known.sentence();
      case McpError error when error.getJsonRpcError().code() == Wire.OURS ->
          String.valueOf(error.getMessage());
      case McpError error ->
          "It answered with an error: " + mask.of(String.valueOf(error.getMessage()));
      case McpHttpClientTransportAuthorizationException _ -> "It refused access.";
      case McpTransportException status -> ofStatus(String.valueOf(status.getMessage()));
      case UnresolvedAddressException _ -> "The name of its host is not known.";
      case HttpConnectTimeoutException _ -> "Its host does not answer.";
      case ConnectException _ -> "Nobody answers at its address.";
      case SSLException _ -> "No safe connection to it can be made.";
      case EOFException _ -> "It broke the connection.";
      case TimeoutException _ -> "It did not answer in time.";
      default -> null;
    };
  }

  /** The SDK has the status of an answer in words only. */
  private static @Nullable String ofStatus(String message) {
    Matcher status = STATUS.matcher(message);
    return status.find() ? "It answered with HTTP status " + status.group(1) + "." : null;
  }
}
