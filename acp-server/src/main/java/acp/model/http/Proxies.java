package acp.model.http;

import acp.model.ProxySettings;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way to each server: through a proxy, or straight. This machine itself is always asked
 * straight, since a proxy would ask itself.
 */
final class Proxies extends ProxySelector {
  private static final List<Proxy> STRAIGHT = List.of(Proxy.NO_PROXY);
  private static final int USUAL_PORT = 8080;

  private final @Nullable URI http;
  private final @Nullable URI https;
  private final List<String> straight;

  Proxies(ProxySettings settings) {
    this.http = settings.http();
    this.https = settings.https();
    this.straight = settings.straight().stream().map(Proxies::host).toList();
  }

  private static String host(String entry) {
    String host = entry.strip().toLowerCase(Locale.ROOT);
    host = host.startsWith("*.") ? host.substring(2) : host;
    return host.startsWith(".") ? host.substring(1) : host;
  }

  /** True if everything goes straight. */
  boolean isEmpty() {
    return http == null && https == null;
  }

  @Override
  public List<Proxy> select(URI target) {
    URI proxy = "https".equalsIgnoreCase(target.getScheme()) ? https : http;
    String host = target.getHost();
    if (proxy == null || host == null || isStraight(host.toLowerCase(Locale.ROOT), target)) {
      return STRAIGHT;
    }
    int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
    // Its name is looked up when the connection is made, which does not hold up who asks.
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
  }

  private boolean isStraight(String host, URI target) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    String withPort = host + ":" + target.getPort();
    return straight.stream()
        .anyMatch(
            each ->
                each.equals("*")
                    || host.equals(each)
                    || host.endsWith("." + each)
                    || withPort.equals(each));
  }

  /** What the proxies want to know of the user; null if that is not said. */
  @Nullable Authenticator authenticator() {
    URI proxy = https != null && https.getRawUserInfo() != null ? https : http;
    String user = proxy == null ? null : proxy.getRawUserInfo();
    if (user == null) {
      return null;
    }
    int colon = user.indexOf(':');
    var known =
        new PasswordAuthentication(
            decoded(colon < 0 ? user : user.substring(0, colon)),
            decoded(colon < 0 ? "" : user.substring(colon + 1)).toCharArray());
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.PROXY ? known : null;
      }
    };
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
    // The exchange fails and says so.
  }
}
