package acp.model.openai;

import static java.util.Objects.requireNonNull;

import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelRequest;
import acp.model.dialect.Endpoint;
import acp.model.dialect.Service;
import acp.model.http.Exchange;
import acp.model.http.Faults;
import acp.model.http.Http;
import acp.protocol.AcpException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A model behind any server that speaks Chat Completions: OpenAI's, or one of the many that speak
 * like it, at home or elsewhere.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">Chat Completions</a>
 */
public final class OpenAiChat implements Model {
  private static final String PATH = "/chat/completions";

  // Answers are read on many short-lived threads, for which Jackson's buffers per thread are waste.
  private final JsonFactory json =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

  private final Service service;
  private final String model;
  private final Endpoint endpoint;
  private final Http http;

  /**
   * @param service whose base URL ends in its version, such as {@code http://localhost:11434/v1}
   * @param model the server's name for it; may contain slashes
   * @throws AcpException if the base URL is none
   */
  public OpenAiChat(Service service, String model, Http http) {
    this.service = requireNonNull(service, "service");
    this.model = requireNonNull(model, "model");
    this.endpoint =
        Endpoint.of(service.baseUrl(), PATH, service.urlSetting(), "http://localhost:11434/v1");
    this.http = http;
  }

  @Override
  public String name() {
    return service.name(model);
  }

  @Override
  public long window() {
    return 0; // the dialect has no way to ask
  }

  @Override
  public void prepare() {
    http.prepare();
  }

  @Override
  public Flux<ModelEvent> stream(ModelRequest request) {
    return Flux.defer(
        () -> {
          String secret = service.key().get();
          Faults faults =
              new Faults(service.provider(), service.keyName(), secret, endpoint.host());
          return new Exchange(http, faults)
              .post(
                  endpoint.uri(),
                  headers(secret),
                  ChatRequest.write(json, model, request),
                  new ChatReader(json, faults));
        });
  }

  private Map<String, String> headers(@Nullable String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "acp-server");
    if (key != null) {
      headers.put("Authorization", "Bearer " + key);
    }
    headers.putAll(service.headers());
    return headers;
  }
}
