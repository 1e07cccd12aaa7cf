package acp.mcp;

import reactor.core.publisher.Mono;

final class StreamWatch {
  Mono<String> ended() {
    return Mono.never();
  }
}
