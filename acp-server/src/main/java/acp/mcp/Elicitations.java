package acp.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action;
import reactor.core.publisher.Mono;

final class Elicitations {
  Elicitations(String server, Calls calls) {}

  Mono<ElicitResult> form(McpSchema.ElicitFormRequest request) {
    return Mono.just(new ElicitResult(Action.DECLINE, null));
  }

  Mono<ElicitResult> page(McpSchema.ElicitUrlRequest request) {
    return Mono.just(new ElicitResult(Action.DECLINE, null));
  }
}
