package acp.surface.extension;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import reactor.core.publisher.Mono;

/** What is found in sessions, and what they took. */
public interface SearchMethods {

  /** A page of what fits best. */
  @JsonRpcMethod("_acp-server/sessions/search")
  Mono<SearchPage> search(Searching query);

  /** Makes what searching and figures need anew; answers when all is there. */
  @JsonRpcMethod("_acp-server/sessions/rebuildSearch")
  Mono<Rebuilt> rebuildSearch(Rebuilding request);

  /** The figures of a period. */
  @JsonRpcMethod("_acp-server/sessions/insights")
  Mono<InsightsReport> insights(InsightsQuery query);
}
