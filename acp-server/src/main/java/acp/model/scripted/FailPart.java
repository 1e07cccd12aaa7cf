package acp.model.scripted;

import acp.model.ModelEvent;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Flux;

/** The parts that fail, each as a real provider's failure would look. */
final class FailPart {

  private FailPart() {}

  static Flux<ModelEvent> play(Scene scene) {
    return switch (scene.rest()) {
      case "500" ->
          Flux.error(
              failure(
                  "The scripted model answered 500, as it was told to",
                  Map.of("status", 500, "kind", "server")));
      case "429" ->
          Flux.error(
              failure(
                  "The scripted model answered 429, as it was told to: too many requests",
                  Map.of("status", 429, "kind", "rate_limit", "retryAfterSeconds", 1L)));
      case "context" ->
          Flux.error(
              failure(
                  "The scripted model answered 400, as it was told to: the conversation is too long",
                  Map.of("status", 400, "kind", "context")));
      case "refusal" -> Speech.say(scene, "That I will not do.", ModelEvent.Stop.REFUSAL);
      case "max_tokens" ->
          Speech.say(scene, "This answer is longer than I", ModelEvent.Stop.MAX_TOKENS);
      default ->
          Speech.say(scene, "Tell me how to fail: fail 500, 429, context, refusal or max_tokens");
    };
  }

  private static AcpException failure(String message, Map<String, Object> facts) {
    Map<String, Object> data = new LinkedHashMap<>(facts);
    data.put("provider", "scripted");
    return new AcpException(ErrorCode.INTERNAL_ERROR, message, data);
  }
}
