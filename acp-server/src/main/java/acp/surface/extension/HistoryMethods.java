package acp.surface.extension;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import reactor.core.publisher.Mono;

/** A session's past: looked at, taken back, cut, and branched off from. */
public interface HistoryMethods {

  /** A page of what was said. */
  @JsonRpcMethod("_acp-server/session/messages")
  Mono<MessagePage> messages(MessageQuery query);

  /** Takes the conversation back to before a prompt. */
  @JsonRpcMethod("_acp-server/session/rewind")
  Mono<Done> rewind(Rewinding request);

  /** Brings back what the last rewind took. */
  @JsonRpcMethod("_acp-server/session/unrewind")
  Mono<Done> unrewind(Unrewinding request);

  /** Leaves the model the last turns. */
  @JsonRpcMethod("_acp-server/session/trim")
  Mono<Done> trim(Trimming request);

  /** Begins the model's context afresh. */
  @JsonRpcMethod("_acp-server/session/clear")
  Mono<Done> clear(Cutting request);

  /** Undoes the last cut of the model's context. */
  @JsonRpcMethod("_acp-server/session/restoreContext")
  Mono<Done> restoreContext(Cutting request);

  /** Branches a session off. */
  @JsonRpcMethod("_acp-server/session/fork")
  Mono<Forked> fork(Forking request);
}
