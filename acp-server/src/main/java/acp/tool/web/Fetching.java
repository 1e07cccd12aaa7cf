package acp.tool.web;

import acp.protocol.AcpException;
import acp.tool.Blocking;
import acp.tool.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * GET, and no more: no cookies, no credentials, redirects by hand, a bounded body. Its client is
 * made when the first page is fetched. Thread-safe.
 */
final class Fetching {
  /** Bytes of a body that are read. */
  static final int MOST_BYTES = 2 * 1024 * 1024;

  static final int MOST_REDIRECTS = 5;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /**
   * How long a server may take to begin its answer. Less than the time for which the JVM keeps a
   * name's addresses (30 s), so the look behind the answer sees those that were connected to.
   */
  private static final Duration FIRST_BYTE = Duration.ofSeconds(20);

  private final Hosts hosts;
  private final Duration patience;
  private @Nullable HttpClient client;

  /**
   * @param patience for one page with all its redirects
   */
  Fetching(Hosts hosts, Duration patience) {
    this.hosts = hosts;
    this.patience = patience;
  }

  /**
   * What is at {@code target}. Unsubscribing hangs up at once.
   *
   * @return fails with an {@link IOException} or {@link AcpException} whose message is fit for the
   *     model
   */
  Mono<Page> get(Target target) {
    return Blocking.call(() -> follow(target))
        .timeout(patience)
        .onErrorMap(failure -> said(failure, target));
  }

  private Page follow(Target from) throws IOException, InterruptedException {
    Target target = from;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      hosts.check(target.host());
      HttpResponse<InputStream> response =
          client().send(request(target), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        hosts.check(target.host()); // its name may have led elsewhere while it was connected to
        Target next = redirect(target, response);
        if (next == null) {
          return page(target, response, body);
        }
        if (!target.covers(next)) {
          throw new IOException(
              target.host()
                  + " redirects to "
                  + next.uri()
                  + ". Nothing was fetched from there; fetch that address if it is wanted.");
        }
        target = next;
      }
    }
    throw new IOException(from.host() + " redirects more than " + MOST_REDIRECTS + " times.");
  }

  private static @Nullable Target redirect(Target target, HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 ->
          response.headers().firstValue("Location").map(target::at).orElse(null);
      default -> null;
    };
  }

  private static HttpRequest request(Target target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.uri())
            .header("Accept", "text/html, text/*, application/json, */*;q=0.1")
            .header("User-Agent", "acp-server")
            .timeout(FIRST_BYTE)
            .GET();
    if (target.uri().getScheme().equals("http")) {
      request.version(HttpClient.Version.HTTP_1_1); // else it asks for an upgrade
    }
    return request.build();
  }

  private static Page page(Target target, HttpResponse<InputStream> response, InputStream raw)
      throws IOException {
    String coding =
        response.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("gzip")) {
      throw new IOException(
          target.host() + " answered in the coding " + OneLine.of(coding) + ", unasked.");
    }
    InputStream body = coding.equals("gzip") ? new GZIPInputStream(raw) : raw;
    byte[] bytes = body.readNBytes(MOST_BYTES);
    boolean cut = bytes.length == MOST_BYTES && body.read() >= 0;
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Page(target, response.statusCode(), type, bytes, cut);
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .executor(
                  Executors.newThreadPerTaskExecutor(
                      Thread.ofVirtual().name("fetch-", 0).factory()))
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }
    return client;
  }

  private Throwable said(Throwable failure, Target target) {
    String host = target.host();
    if (failure instanceof TimeoutException || failure instanceof HttpTimeoutException) {
      return new IOException(host + " did not answer in time.", failure);
    }
    if (failure instanceof ConnectException) {
      return new IOException(host + " cannot be reached.", failure);
    }
    if (failure instanceof SSLException) {
      return new IOException(
          "There is no secure connection to " + host + ": " + failure.getMessage(), failure);
    }
    if (failure instanceof IOException broken && failure.getClass() != IOException.class) {
      return new IOException(host + " broke off its answer.", broken);
    }
    return failure;
  }
}
