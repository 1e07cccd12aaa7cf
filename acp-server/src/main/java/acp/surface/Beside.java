package acp.surface;

import acp.rpc.Handlers;
import acp.rpc.Json;
import reactor.core.publisher.Mono;

/** The methods of a version, and beside them our own, which are the same in every version. */
record Beside(Handlers version, Handlers extensions) implements Handlers {

  /** How the name of each method of our own begins. */
  static final String PREFIX = "_acp-server/";

  @Override
  public Mono<?> call(String method, Json params) {
    return (method.startsWith(PREFIX) ? extensions : version).call(method, params);
  }
}
