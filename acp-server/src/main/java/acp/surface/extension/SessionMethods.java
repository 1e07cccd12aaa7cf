package acp.surface.extension;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import reactor.core.publisher.Mono;

/** The catalogue of sessions: what can be asked of it, and changed in it. */
public interface SessionMethods {

  /** A page of the sessions that fit. */
  @JsonRpcMethod("_acp-server/session/query")
  Mono<SessionPage> query(SessionQuery query);

  /** The one session that a person means. */
  @JsonRpcMethod("_acp-server/session/resolve")
  Mono<Resolved> resolve(Resolving request);

  /** All that is known of a session. */
  @JsonRpcMethod("_acp-server/session/get")
  Mono<SessionView> get(OfSession request);

  /** Changes what the user or a program has laid down about a session. */
  @JsonRpcMethod("_acp-server/session/update")
  Mono<SessionView> update(SessionUpdating request);

  /** Gives a session a title, which those who watch it see. */
  @JsonRpcMethod("_acp-server/session/rename")
  Mono<SessionView> rename(Renaming request);

  /** What a program keeps with a session. */
  @JsonRpcMethod("_acp-server/session/data/get")
  Mono<KeptData> getData(DataQuery request);

  /** Keeps something with a session, or takes it away. */
  @JsonRpcMethod("_acp-server/session/data/set")
  Mono<Nothing> setData(DataSetting request);

  /** Puts a session into the trash. */
  @JsonRpcMethod("_acp-server/session/trash")
  Mono<Nothing> trash(OfSession request);

  /** Takes a session out of the trash. */
  @JsonRpcMethod("_acp-server/session/restore")
  Mono<SessionView> restore(OfSession request);

  /** Takes a session away for good. */
  @JsonRpcMethod("_acp-server/session/purge")
  Mono<Nothing> purge(OfSession request);

  /** What happened in a session, in few words. */
  @JsonRpcMethod("_acp-server/session/happenings")
  Mono<Happenings> happenings(HappeningsQuery request);
}
