package acp.model.openai;

import static java.util.Objects.requireNonNull;

import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.model.ModelRequest;
import acp.model.http.Exchange;
import acp.model.http.Faults;
import acp.model.http.Http;
import acp.protocol.AcpException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.net.URI;
import java.net.URISyntaxException;
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
  private final URI uri;
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
    this.uri = endpoint(baseUrl == null || baseUrl.isBlank() ? BASE_URL : baseUrl.strip());
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
          Faults faults = new Faults(PROVIDER, "OPENAI_API_KEY", secret, host(uri));
          return new Exchange(http, faults)
              .post(
                  uri,
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

  /** The address to post to; forgives a slash at the end, and the whole address as a base. */
  private static URI endpoint(String baseUrl) {
    try {
      URI base = new URI(baseUrl);
      boolean http = "http".equalsIgnoreCase(base.getScheme());
      if (base.getHost() == null || !(http || "https".equalsIgnoreCase(base.getScheme()))) {
        throw unfit();
      }
      String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
      String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
      // Without user info, which a base URL may carry but a client must not send on.
      return new URI(
          base.getScheme()
              + "://"
              + host(base)
              + (path.endsWith(PATH) ? path : path + PATH)
              + query);
    } catch (URISyntaxException unreadable) {
      throw unfit(); // without the cause: it quotes the address, which may carry a password
    }
  }

  private static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static AcpException unfit() {
    return AcpException.invalidParams(
        "OPENAI_BASE_URL", "OPENAI_BASE_URL is not an address such as http://localhost:11434/v1");
  }
}
