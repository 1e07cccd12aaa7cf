package acp.model;

/**
 * Reads {@code OLLAMA_HOST}, in which Ollama takes a host, a host with a port, or an address. What
 * it means to a server, such as all interfaces, is put as a client needs it.
 */
final class OllamaHost {
  static final String USUAL = "http://127.0.0.1:11434/v1";
  private static final String PORT = ":11434";

  private OllamaHost() {}

  /** Where its Chat Completions are served. */
  static String baseUrl(String set) {
    String text = set.strip().replaceAll("/+$", "");
    int slashes = text.indexOf("://");
    String scheme = slashes < 0 ? "http" : text.substring(0, slashes);
    String rest = slashes < 0 ? text : text.substring(slashes + 3);
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    String port = slashes < 0 && !hasPort(host) ? PORT : "";
    return scheme
        + "://"
        + reachable(bracketed(host))
        + port
        + path
        + (path.endsWith("/v1") ? "" : "/v1");
  }

  private static boolean hasPort(String host) {
    return !isBareIpV6(host) && host.lastIndexOf(':') > host.lastIndexOf(']');
  }

  private static boolean isBareIpV6(String host) {
    return !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':');
  }

  private static String bracketed(String host) {
    return isBareIpV6(host) ? "[" + host + "]" : host;
  }

  /** A server listens on all interfaces; a client has to name one. */
  private static String reachable(String host) {
    if (host.isEmpty() || host.startsWith(":")) {
      return "127.0.0.1" + host;
    }
    if (host.equals("0.0.0.0") || host.startsWith("0.0.0.0:")) {
      return "127.0.0.1" + host.substring("0.0.0.0".length());
    }
    return host.startsWith("[::]") ? "[::1]" + host.substring("[::]".length()) : host;
  }
}
