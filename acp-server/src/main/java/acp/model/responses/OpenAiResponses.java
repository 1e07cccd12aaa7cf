package acp.model.responses;

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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A model behind a server that speaks Responses: OpenAI's, or one that speaks like it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">Responses</a>
 */
public final class OpenAiResponses implements Model {
  private static final String PATH = "/responses";

  // Answers are read on many short-lived threads, for which Jackson's buffers per thread are waste.
  private final JsonFactory json =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

  private final Service service;
  private final String model;
  private final ModelFacts facts;
  private final Endpoint endpoint;
  private final Http http;

  /** True once the server has said that this user may not see what its models think. */
  private volatile boolean silent;

  /**
   * @param service whose base URL ends in its version, such as {@code http://localhost:1234/v1}
   * @param model the server's name for it; may contain slashes
   * @param facts what is known of it: whether it thinks, above all
   * @throws AcpException if the base URL is none
   */
  public OpenAiResponses(Service service, String model, ModelFacts facts, Http http) {
    this.service = requireNonNull(service, "service");
    this.model = requireNonNull(model, "model");
    this.facts = requireNonNull(facts, "facts");
    this.endpoint =
        Endpoint.of(service.baseUrl(), PATH, service.urlSetting(), "http://localhost:1234/v1");
    this.http = requireNonNull(http, "http");
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
  public boolean seesImages() {
    return facts.seesImages();
  }

  @Override
  public void prepare() {
    http.prepare();
  }

  @Override
  public Flux<ModelEvent> stream(ModelRequest request) {
    return Flux.defer(() -> ask(request))
        .onErrorResume(
            thrown -> !silent && isAboutSummaries(thrown),
            thrown -> {
              silent = true;
              return Flux.defer(() -> ask(request));
            });
  }

  /** OpenAI shows what its models think only to users who have proved who they are. */
  private static boolean isAboutSummaries(Throwable thrown) {
    return thrown instanceof AcpException fault
        && Integer.valueOf(400).equals(fault.data().get("status"))
        && String.valueOf(fault.getMessage()).contains("reasoning summar");
  }

  private Flux<ModelEvent> ask(ModelRequest request) {
    String secret = service.key().get();
    Faults faults = new Faults(service.provider(), service.keyName(), secret, endpoint.host());
    boolean thinks = !facts.levels().isEmpty();
    var to = new ResponsesRequest.Addressee(service.provider(), model, thinks, !silent);
    return new Exchange(http, faults)
        .post(
            endpoint.uri(),
            headers(secret),
            ResponsesRequest.write(json, to, request),
            new ResponsesReader(json, faults, service.provider()));
  }

  private Map<String, String> headers(@Nullable String secret) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "acp-server");
    if (secret != null) {
      headers.put("Authorization", "Bearer " + secret);
    }
    headers.putAll(service.headers());
    return headers;
  }
}
