package acp.protocol;

/**
 * The error numbers of the protocol: JSON-RPC's own, and those that ACP adds.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">ErrorCode in the schema</a>
 */
public enum ErrorCode {
  /** The line is not JSON. */
  PARSE_ERROR(-32700, "Parse error"),
  /** The JSON is not a request, or not one that may come now. */
  INVALID_REQUEST(-32600, "Invalid request"),
  /** No such method, or one whose capability was not advertised. */
  METHOD_NOT_FOUND(-32601, "Method not found"),
  /** A parameter is missing, malformed, or names something that cannot be. */
  INVALID_PARAMS(-32602, "Invalid params"),
  /** Anything that is our fault, or a provider's. */
  INTERNAL_ERROR(-32603, "Internal error"),
  /** The request was cancelled before it was done. */
  REQUEST_CANCELLED(-32800, "Request cancelled"),
  /** A login is needed first. Clients open their login view on it: never used for anything else. */
  AUTH_REQUIRED(-32000, "Authentication required"),
  /** A session, file or other named thing does not exist. */
  RESOURCE_NOT_FOUND(-32002, "Resource not found");

  private final int code;
  private final String message;

  ErrorCode(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** The short sentence that goes with the number where nothing better is known. */
  public String message() {
    return message;
  }
}
