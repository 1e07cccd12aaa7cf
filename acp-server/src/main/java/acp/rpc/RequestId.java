package acp.rpc;

/**
 * The id of a request, as the very token that stood on the wire: {@code 1}, {@code "1"}, {@code
 * 1.0} and {@code null} are four ids, and each is echoed as it came.
 *
 * @param token a JSON number, string or null, as written by its sender
 */
public record RequestId(String token) {

  /** The null id: that of a request which chose it, and of one whose id could not be read. */
  static final RequestId NULL = new RequestId("null");

  // Written out, because a record's own methods are linked at run time, within the first answer.

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestId that && token.equals(that.token);
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }

  @Override
  public String toString() {
    return token;
  }
}
