package acp.surface.v1;

import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.ResumeSessionRequest;
import acp.rpc.Answer;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import reactor.core.publisher.Mono;

/**
 * What a version 1 client may call besides, where the user has asked for what the protocol has not
 * settled yet. It may change with every release of the protocol.
 */
public interface UnstableMethods extends AgentMethods {

  /** A new session that begins as the one named; its params are those of {@code session/resume}. */
  @JsonRpcMethod("session/fork")
  Mono<Answer<NewSessionResponse>> forkSession(ResumeSessionRequest request);
}
