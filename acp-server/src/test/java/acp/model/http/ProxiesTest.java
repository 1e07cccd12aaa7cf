package acp.model.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.Model;
import acp.model.ModelContract;
import acp.model.ModelEvent;
import acp.model.ProxySettings;
import acp.model.Timeouts;
import acp.model.dialect.Service;
import acp.model.openai.OpenAiChat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Proxies}: which way each server is asked, and that it is gone. */
@Timeout(10)
class ProxiesTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";

  @ParameterizedTest
  @CsvSource({
    "http://models.example/v1,     plain:8080",
    "https://models.example/v1,    safe:3128",
    "https://near.lan/v1,          straight",
    "https://deep.near.lan/v1,     straight",
    "https://nearby.lan/v1,        safe:3128",
    "https://x.dotted.lan/v1,      straight",
    "https://ported.lan:8443/v1,   straight",
    "https://ported.lan/v1,        safe:3128",
    "http://localhost:11434/v1,    straight",
    "http://127.0.0.1:11434/v1,    straight",
    "http://[::1]:11434/v1,        straight",
    "https://UPPER.NEAR.LAN/v1,    straight"
  })
  void eachServerHasItsWay(URI target, String way) {
    Proxies proxies =
        new Proxies(
            new ProxySettings(
                URI.create("http://plain"),
                URI.create("http://safe:3128"),
                List.of("near.lan", ".dotted.lan", "ported.lan:8443")));

    Proxy proxy = proxies.select(target).getFirst();

    InetSocketAddress address = (InetSocketAddress) proxy.address();
    assertEquals(
        way, address == null ? "straight" : address.getHostString() + ":" + address.getPort());
  }

  @Test
  void aStarMeansEverything() {
    Proxies proxies =
        new Proxies(new ProxySettings(null, URI.create("http://safe:3128"), List.of("*")));

    assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("https://models.example")));
  }

  @Test
  void aServerBehindAProxyIsAskedThroughIt() throws IOException {
    try (ScriptServer proxy = ScriptServer.answering(200, "application/json", ANSWER);
        Http http = new Http(Timeouts.USUAL, through("http://" + proxy.host()))) {
      List<ModelEvent> events =
          model(http).stream(ModelContract.asking("x")).collectList().block(LIMIT);

      assertEquals(new ModelEvent.Text("Hi"), requireNonNull(events).getFirst());
      assertTrue(
          proxy
              .calls()
              .getFirst()
              .head()
              .startsWith("POST http://models.example/v1/chat/completions"),
          proxy.calls().getFirst().head());
    }
  }

  @Test
  void aProxyIsToldWhoTheUserIsWhenItAsks() throws IOException {
    String user = "Basic " + Base64.getEncoder().encodeToString("u@x:p+w".getBytes(UTF_8));
    ScriptServer.Script script =
        call -> {
          if (call.head().contains("Proxy-Authorization: " + user)) {
            call.answer(200, "application/json", ANSWER);
          } else {
            call.answer(407, "text/plain", "", "Proxy-Authenticate: Basic realm=\"corp\"");
          }
        };
    try (ScriptServer proxy = ScriptServer.playing(script);
        Http http = new Http(Timeouts.USUAL, through("http://u%40x:p+w@" + proxy.host()))) {
      List<ModelEvent> events =
          model(http).stream(ModelContract.asking("x")).collectList().block(LIMIT);

      assertEquals(new ModelEvent.Text("Hi"), requireNonNull(events).getFirst());
    }
  }

  private static ProxySettings through(String address) {
    return new ProxySettings(ProxySettings.address(address), null, List.of());
  }

  private static Model model(Http http) {
    return new OpenAiChat(
        new Service(
            "openai",
            "http://models.example/v1",
            "OPENAI_BASE_URL",
            "OPENAI_API_KEY",
            () -> "k",
            Map.of()),
        "m",
        http);
  }
}
