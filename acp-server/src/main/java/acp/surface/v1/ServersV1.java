package acp.surface.v1;

import acp.protocol.AcpException;
import acp.protocol.v1.EnvVariable;
import acp.protocol.v1.HttpHeader;
import acp.protocol.v1.McpServer;
import acp.protocol.v1.McpServerHttp;
import acp.protocol.v1.McpServerSse;
import acp.protocol.v1.McpServerStdio;
import acp.session.ToolServer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MCP servers of requests. What could never be started or called is refused here, with its place in
 * the request and without its values, which may be secrets. Whether it works shows later: a server
 * that is broken is no fault of the request.
 */
final class ServersV1 {
  /** What HTTP calls a token. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private ServersV1() {}

  /**
   * The servers of a request.
   *
   * @throws AcpException (invalid params) naming what cannot be used: a transport that is not
   *     offered, a name used twice, a value of no use
   */
  static List<ToolServer> of(@Nullable List<McpServer> servers) {
    if (servers == null || servers.isEmpty()) {
      return List.of();
    }
    List<ToolServer> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < servers.size(); i++) {
      String at = "mcpServers[" + i + "]";
      ToolServer server = of(servers.get(i), at);
      require(names.add(server.name()), at + ".name", "Another server has this name");
      all.add(server);
    }
    return all;
  }

  private static ToolServer of(McpServer server, String at) {
    return switch (server) {
      case McpServerStdio stdio -> stdio(stdio, at);
      case McpServerHttp http -> http(http, at);
      case McpServerSse _ ->
          throw AcpException.invalidParams(
              at + ".type", "The transport sse is not offered; use http or stdio");
    };
  }

  /** The command may be a bare name: editors pass what their users wrote, such as {@code npx}. */
  private static ToolServer stdio(McpServerStdio server, String at) {
    require(
        !server.command().isBlank() && isPassable(server.command()),
        at + ".command",
        "It must name a program");
    for (int i = 0; i < server.args().size(); i++) {
      require(isPassable(server.args().get(i)), at + ".args[" + i + "]", "It must not contain NUL");
    }
    Map<String, String> env = new LinkedHashMap<>();
    for (int i = 0; i < server.env().size(); i++) {
      EnvVariable variable = server.env().get(i);
      String name = variable.name();
      boolean usable =
          !name.isEmpty()
              && name.indexOf('=') < 0
              && isPassable(name)
              && isPassable(variable.value());
      require(usable, at + ".env[" + i + "]", "It is no environment variable");
      env.put(name, variable.value());
    }
    return new ToolServer.Stdio(server.name(), server.command(), server.args(), env);
  }

  private static ToolServer http(McpServerHttp server, String at) {
    require(isWebAddress(server.url()), at + ".url", "It must be an http or https URL");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < server.headers().size(); i++) {
      HttpHeader header = server.headers().get(i);
      boolean usable =
          HEADER_NAME.matcher(header.name()).matches()
              && header.value().chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
      require(usable, at + ".headers[" + i + "]", "It is no HTTP header");
      headers.put(header.name(), header.value());
    }
    return new ToolServer.Http(server.name(), server.url(), headers);
  }

  private static boolean isWebAddress(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme());
      return uri.getHost() != null
          && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /** The system takes no NUL in what it passes to a program. */
  private static boolean isPassable(String text) {
    return text.indexOf('\0') < 0;
  }

  private static void require(boolean holds, String path, String otherwise) {
    if (!holds) {
      throw AcpException.invalidParams(path, otherwise);
    }
  }
}
