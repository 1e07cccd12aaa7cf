package acp.model.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Asks one server: each exchange is a POST of JSON whose answer is read as a stream. Thread-safe.
 */
public final class Exchange {
  private final Http http;
  private final Faults faults;

  /**
   * @param faults how failures of this server are told
   */
  public Exchange(Http http, Faults faults) {
    this.http = requireNonNull(http, "http");
    this.faults = requireNonNull(faults, "faults");
  }

  /**
   * Sends {@code json} and reads what comes back with {@code reader}. Begins when subscribed to,
   * and may be subscribed to once, as a reader reads one answer. Unsubscribing hangs up at once,
   * before the first byte as well. What is not asked for stays in the socket. Fails with an {@link
   * acp.protocol.AcpException} only.
   */
  public <T> Flux<T> post(
      URI uri, Map<String, String> headers, byte[] json, AnswerReader<T> reader) {
    HttpRequest request = request(uri, headers, json);
    Publisher<T> answer =
        subscriber ->
            new Answer<>(subscriber, reader, faults, http.timeouts()).start(http, request);
    return Flux.from(answer);
  }

  private HttpRequest request(URI uri, Map<String, String> headers, byte[] json) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .header("Accept", "text/event-stream, application/json")
              .POST(BodyPublishers.ofByteArray(json));
      if ("http".equalsIgnoreCase(uri.getScheme())) {
        // Else it asks for an upgrade to HTTP/2, which some local servers answer with an error.
        request.version(HttpClient.Version.HTTP_1_1);
      }
      headers.forEach(request::setHeader); // so that what a user sets counts once, and last
      return request.build();
    } catch (IllegalArgumentException unfit) {
      throw faults.unfitRequest(); // without the cause: its message quotes the header, so the key
    }
  }
}
