package acp.surface.extension;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import reactor.core.publisher.Mono;

/** The catalogue of sessions. */
public interface SessionMethods {

  /** A page of the sessions that fit. */
  @JsonRpcMethod("_acp-server/session/query")
  Mono<SessionPage> query(SessionQuery query);

  /** The one session that a person means. */
  @JsonRpcMethod("_acp-server/session/resolve")
  Mono<Resolved> resolve(Resolving request);
}
