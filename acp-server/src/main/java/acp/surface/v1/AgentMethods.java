package acp.surface.v1;

import acp.protocol.v1.AuthenticateRequest;
import acp.protocol.v1.AuthenticateResponse;
import acp.protocol.v1.CancelNotification;
import acp.protocol.v1.CloseSessionRequest;
import acp.protocol.v1.CloseSessionResponse;
import acp.protocol.v1.DeleteSessionRequest;
import acp.protocol.v1.DeleteSessionResponse;
import acp.protocol.v1.ListSessionsRequest;
import acp.protocol.v1.ListSessionsResponse;
import acp.protocol.v1.LoadSessionRequest;
import acp.protocol.v1.LoadSessionResponse;
import acp.protocol.v1.LogoutRequest;
import acp.protocol.v1.LogoutResponse;
import acp.protocol.v1.NewSessionRequest;
import acp.protocol.v1.NewSessionResponse;
import acp.protocol.v1.PromptRequest;
import acp.protocol.v1.PromptResponse;
import acp.protocol.v1.ResumeSessionRequest;
import acp.protocol.v1.ResumeSessionResponse;
import acp.protocol.v1.SetSessionConfigOptionRequest;
import acp.protocol.v1.SetSessionConfigOptionResponse;
import acp.protocol.v1.SetSessionModeRequest;
import acp.protocol.v1.SetSessionModeResponse;
import acp.rpc.Answer;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import reactor.core.publisher.Mono;

/**
 * What a version 1 client may call once it has been greeted; {@code initialize} comes before and is
 * answered by {@link GreetingV1}, {@code $/cancel_request} by the peer.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/overview#agent">Overview § agent</a>
 */
public interface AgentMethods {

  @JsonRpcMethod("authenticate")
  Mono<AuthenticateResponse> authenticate(AuthenticateRequest request);

  @JsonRpcMethod("logout")
  Mono<LogoutResponse> logOut(LogoutRequest request);

  @JsonRpcMethod("session/new")
  Mono<Answer<NewSessionResponse>> newSession(NewSessionRequest request);

  @JsonRpcMethod("session/load")
  Mono<LoadSessionResponse> loadSession(LoadSessionRequest request);

  @JsonRpcMethod("session/resume")
  Mono<Answer<ResumeSessionResponse>> resumeSession(ResumeSessionRequest request);

  @JsonRpcMethod("session/list")
  Mono<ListSessionsResponse> listSessions(ListSessionsRequest request);

  @JsonRpcMethod("session/delete")
  Mono<DeleteSessionResponse> deleteSession(DeleteSessionRequest request);

  @JsonRpcMethod("session/close")
  Mono<CloseSessionResponse> closeSession(CloseSessionRequest request);

  @JsonRpcMethod("session/set_mode")
  Mono<SetSessionModeResponse> setMode(SetSessionModeRequest request);

  @JsonRpcMethod("session/set_config_option")
  Mono<SetSessionConfigOptionResponse> setConfigOption(SetSessionConfigOptionRequest request);

  /** Its result is a {@link PromptResponse}, perhaps with a field that is not settled yet. */
  @JsonRpcMethod("session/prompt")
  Mono<Object> prompt(PromptRequest request);

  @JsonRpcMethod("session/cancel")
  Mono<Void> cancel(CancelNotification notification);
}
