package acp.model.openai;

import static java.util.Objects.requireNonNull;

import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.model.ModelRequest;
import acp.model.dialect.Endpoint;
import acp.model.http.Exchange;
import acp.model.http.Faults;
import acp.model.http.Http;
import acp.protocol.AcpException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A model behind any server that speaks Chat Completions: OpenAI's, or one of the many that speak
 * like it, at home or elsewhere.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">Chat Completions</a>
 */
public final class OpenAiChat implements Model {
  private static final String PROVIDER = "openai";
  private static final String BASE_URL = "https://api.openai.com/v1";
  private static final String PATH = "/chat/completions";

  // Answers are read on many short-lived threads, for which Jackson's buffers per thread are waste.
  private final JsonFactory json =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

  private final String model;
  private final Endpoint endpoint;
  private final Supplier<@Nullable String> key;
  private final Http http;

  /**
   * @param model the server's name for it; may contain slashes
   * @param baseUrl such as {@code http://localhost:11434/v1}; null for OpenAI's own
   * @param key looked up for each request, so that one added or taken away meanwhile counts; null
   *     for a server that wants none
   * @throws AcpException if the base URL is none
   */
  public OpenAiChat(
      String model, @Nullable String baseUrl, Supplier<@Nullable String> key, Http http) {
    this.model = requireNonNull(model, "model");
    this.endpoint =
        Endpoint.of(
            baseUrl == null || baseUrl.isBlank() ? BASE_URL : baseUrl,
            PATH,
            "OPENAI_BASE_URL",
            "http://localhost:11434/v1");
    this.key = key;
    this.http = http;
  }

  @Override
  public String name() {
    return PROVIDER + "/" + model;
  }

  @Override
  public long window() {
    return 0; // the dialect has no way to ask
  }

  @Override
  public boolean seesImages() {
    return ModelFacts.of(name()).seesImages();
  }

  @Override
  public void prepare() {
    http.prepare();
  }

  @Override
  public Flux<ModelEvent> stream(ModelRequest request) {
    return Flux.defer(
        () -> {
          String secret = key.get();
          Faults faults = new Faults(PROVIDER, "OPENAI_API_KEY", secret, endpoint.host());
          return new Exchange(http, faults)
              .post(
                  endpoint.uri(),
                  headers(secret),
                  ChatRequest.write(json, model, request),
                  new ChatReader(json, faults));
        });
  }

  private static Map<String, String> headers(@Nullable String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "acp-server");
    if (key != null) {
      headers.put("Authorization", "Bearer " + key);
    }
    return headers;
  }
}
