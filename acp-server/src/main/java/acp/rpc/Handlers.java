package acp.rpc;

import reactor.core.publisher.Mono;

/** The methods one side offers. */
public interface Handlers {

  /**
   * Calls a method, for a request and for a notification alike. Runs on the reading thread in the
   * order of the wire, up to and with the subscription of what is returned; so it must not block.
   *
   * @param params an object; lent for this call only, so it is to be read before this returns
   * @return the result: an {@link Answer}, or a value to be rendered; empty for the empty object
   * @throws acp.protocol.AcpException if there is no such method, or the params do not fit it; the
   *     same as a Mono that fails
   * @see Serving
   */
  Mono<?> call(String method, Json params);
}
