package acp.model.dialect;

import acp.protocol.AcpException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a model's server takes requests.
 *
 * @param uri without user info, which a base URL may carry but a client must not send on
 * @param host the server's name, with its port where that is unusual
 */
public record Endpoint(URI uri, String host) {

  /**
   * The address of {@code path} below a base URL. Forgives slashes at the base's end, and the whole
   * address as a base; the base's query stays.
   *
   * @param setting what the user knows the base URL by, such as {@code OPENAI_BASE_URL}
   * @param example a base URL that would do
   * @throws AcpException (invalid params) if the base URL is none; the message does not quote it,
   *     since it may carry a password
   */
  public static Endpoint of(String baseUrl, String path, String setting, String example) {
    try {
      URI base = new URI(baseUrl.strip());
      boolean http = "http".equalsIgnoreCase(base.getScheme());
      if (base.getHost() == null || !(http || "https".equalsIgnoreCase(base.getScheme()))) {
        throw unfit(setting, example);
      }
      String folder = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
      String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
      String host = base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
      return new Endpoint(
          new URI(
              base.getScheme()
                  + "://"
                  + host
                  + (folder.endsWith(path) ? folder : folder + path)
                  + query),
          host);
    } catch (URISyntaxException unreadable) {
      throw unfit(setting, example); // without the cause: it quotes the address
    }
  }

  private static AcpException unfit(String setting, String example) {
    return AcpException.invalidParams(setting, setting + " is not an address such as " + example);
  }
}
