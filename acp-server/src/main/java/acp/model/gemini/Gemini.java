package acp.model.gemini;

import static java.util.Objects.requireNonNull;

import acp.model.Model;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
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
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A model behind a server that speaks Gemini's generateContent: Google's, or one that speaks like
 * it.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">generateContent</a>
 */
public final class Gemini implements Model {
  private static final String VERSION = "/v1beta";
  private static final String PREFIX = "models/";

  // Answers are read on many short-lived threads, for which Jackson's buffers per thread are waste.
  private final JsonFactory json =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

  private final Service service;
  private final String model;
  private final Generation generation;
  private final Endpoint endpoint;
  private final Http http;

  /**
   * @param service whose base URL may end in its version, {@code /v1beta} if it does not
   * @param model the server's name for it, with or without {@code models/} before it
   * @throws AcpException if the base URL is none
   */
  public Gemini(Service service, String model, Http http) {
    this.service = requireNonNull(service, "service");
    this.model = requireNonNull(model, "model");
    this.generation = Generation.of(model);
    this.endpoint = endpoint(service, model);
    this.http = requireNonNull(http, "http");
  }

  private static Endpoint endpoint(Service service, String model) {
    String name = model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model;
    Endpoint base =
        Endpoint.of(
            service.baseUrl(),
            VERSION,
            service.urlSetting(),
            "https://generativelanguage.googleapis.com" + VERSION);
    URI uri = base.uri();
    String path = "/" + PREFIX + name + ":streamGenerateContent";
    String query = uri.getRawQuery() == null ? "?alt=sse" : "?" + uri.getRawQuery() + "&alt=sse";
    String address = uri.toString();
    int end = address.indexOf('?');
    try {
      String encoded = new URI(null, null, path, null).getRawPath();
      return new Endpoint(
          new URI((end < 0 ? address : address.substring(0, end)) + encoded + query), base.host());
    } catch (URISyntaxException unfit) {
      throw AcpException.invalidParams("model", "The model's name cannot be part of an address");
    }
  }

  @Override
  public String name() {
    return service.name(model);
  }

  @Override
  public long window() {
    return 0; // the dialect says it elsewhere only
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
          String secret = service.key().get();
          Faults faults =
              new Faults(service.provider(), service.keyName(), secret, endpoint.host());
          return new Exchange(http, faults)
              .post(
                  endpoint.uri(),
                  headers(secret),
                  GeminiRequest.write(json, service.provider(), generation, request),
                  new GeminiReader(json, faults, service.provider()));
        });
  }

  /** The key goes into a header: an address would end up in logs. */
  private Map<String, String> headers(@Nullable String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "acp-server");
    if (key != null) {
      headers.put("x-goog-api-key", key);
    }
    headers.putAll(service.headers());
    return headers;
  }
}
