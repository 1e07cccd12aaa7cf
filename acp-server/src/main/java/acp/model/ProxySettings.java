package acp.model;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies on the way to servers of models.
 *
 * @param http for servers at {@code http:}; null for none
 * @param https for servers at {@code https:}; null for none
 * @param straight hosts that are asked without, each with all that is below it; a star for
 *     everything
 */
public record ProxySettings(@Nullable URI http, @Nullable URI https, List<String> straight) {

  /** No proxy. */
  public static final ProxySettings NONE = new ProxySettings(null, null, List.of());

  public ProxySettings {
    straight = List.copyOf(straight);
  }

  /**
   * The address of a proxy, as most programs take it: {@code http://user:password@host:port}, of
   * which all but the host may be missing.
   *
   * @throws IllegalArgumentException if it is none, or of a kind that is not known here; the
   *     message does not quote it, since it may hold a password
   */
  public static URI address(String text) {
    String whole = text.strip();
    try {
      URI uri = URI.create(whole.contains("://") ? whole : "http://" + whole);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException unreadable) {
      throw unfit(); // without the cause: it quotes the address
    }
    throw unfit();
  }

  private static IllegalArgumentException unfit() {
    return new IllegalArgumentException("not the address of a proxy, such as http://proxy:3128");
  }

  /** Without the addresses, which may hold passwords. */
  @Override
  public String toString() {
    return "ProxySettings[" + (http != null) + ", " + (https != null) + ", " + straight + "]";
  }
}
