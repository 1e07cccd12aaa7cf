package acp.model.anthropic;

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
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A model behind a server that speaks Messages: Anthropic's, or one that speaks like it.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Messages</a>
 */
public final class AnthropicMessages implements Model {
  private static final String VERSION = "2023-06-01";
  private static final String FOLDER = "/v1";
  private static final String PATH = "/messages";
  private static final String OWN_HOST = "api.anthropic.com";

  // Answers are read on many short-lived threads, for which Jackson's buffers per thread are waste.
  private final JsonFactory json =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

  private final Service service;
  private final String model;
  private final ModelFacts facts;
  private final Endpoint endpoint;
  private final Http http;

  /**
   * @param service whose base URL may end in its version, and usually does not, such as {@code
   *     https://api.anthropic.com}
   * @param model the server's name for it
   * @param facts how long it may answer, and how it is told to think
   * @throws acp.protocol.AcpException if the base URL is none
   */
  public AnthropicMessages(Service service, String model, ModelFacts facts, Http http) {
    this.service = requireNonNull(service, "service");
    this.model = requireNonNull(model, "model");
    this.facts = requireNonNull(facts, "facts");
    this.endpoint = endpoint(service);
    this.http = requireNonNull(http, "http");
  }

  private static Endpoint endpoint(Service service) {
    String base = service.baseUrl().strip().replaceAll("/+$", "");
    boolean versioned = base.endsWith(FOLDER) || base.endsWith(PATH);
    return Endpoint.of(
        base, versioned ? PATH : FOLDER + PATH, service.urlSetting(), "http://localhost:8080");
  }

  @Override
  public String name() {
    return service.name(model);
  }

  @Override
  public ModelFacts facts() {
    return facts;
  }

  @Override
  public long window() {
    return facts.window();
  }

  @Override
  public boolean seesImages() {
    return facts.seesImages();
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
          var faults = new Faults(service.provider(), service.keyName(), secret, endpoint.host());
          var conversation = new Conversation(request.messages(), name());
          var thinking = Thinking.of(facts, request.thinking(), conversation);
          return new Exchange(http, faults)
              .post(
                  endpoint.uri(),
                  headers(secret, thinking),
                  MessagesRequest.write(json, model, request, conversation, thinking),
                  new MessagesReader(json, faults, name()));
        });
  }

  private Map<String, String> headers(@Nullable String key, Thinking thinking) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "acp-server");
    headers.put("anthropic-version", VERSION);
    if (thinking.interleaves() && endpoint.host().equals(OWN_HOST)) {
      headers.put("anthropic-beta", Thinking.INTERLEAVED); // elsewhere it may be refused
    }
    if (key != null) {
      headers.put("x-api-key", key);
    }
    headers.putAll(service.headers());
    return headers;
  }
}
