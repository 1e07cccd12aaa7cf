package acp.surface.v1;

import acp.protocol.v1.EnvVariable;
import acp.protocol.v1.HttpHeader;
import acp.protocol.v1.McpServer;
import acp.protocol.v1.McpServerHttp;
import acp.protocol.v1.McpServerStdio;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of the short way of {@code session/new} that reads servers in their plainest form: every
 * member that there is, each of its right kind, and no other. All else is left to the types.
 */
final class PlainServers {

  private PlainServers() {}

  /** The servers; null if they are not plain. */
  static @Nullable List<McpServer> of(JsonNode servers) {
    return all(servers, PlainServers::server);
  }

  private static @Nullable McpServer server(JsonNode server) {
    if (!server.path("name").isTextual()) {
      return null;
    }
    return server.has("type") ? http(server) : stdio(server);
  }

  private static @Nullable McpServer stdio(JsonNode server) {
    JsonNode command = server.path("command");
    List<String> args = all(server.path("args"), PlainServers::text);
    List<EnvVariable> env = all(server.path("env"), each -> named(each, EnvVariable::of));
    return server.size() == 4 && command.isTextual() && args != null && env != null
        ? McpServerStdio.of(server.path("name").textValue(), command.textValue(), args, env)
        : null;
  }

  private static @Nullable McpServer http(JsonNode server) {
    JsonNode url = server.path("url");
    List<HttpHeader> headers = all(server.path("headers"), each -> named(each, HttpHeader::of));
    return server.size() == 4
            && server.path("type").asText().equals("http")
            && url.isTextual()
            && headers != null
        ? McpServerHttp.of(server.path("name").textValue(), url.textValue(), headers)
        : null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static <T> @Nullable T named(JsonNode node, BiFunction<String, String, T> make) {
    JsonNode name = node.path("name");
    JsonNode value = node.path("value");
    return node.size() == 2 && name.isTextual() && value.isTextual()
        ? make.apply(name.textValue(), value.textValue())
        : null;
  }

  /** Null if it is no array, or if one of its elements is not plain. */
  private static <T> @Nullable List<T> all(JsonNode array, Function<JsonNode, @Nullable T> read) {
    if (!array.isArray()) {
      return null;
    }
    List<T> all = new ArrayList<>();
    for (JsonNode each : array) {
      T element = read.apply(each);
      if (element == null) {
        return null;
      }
      all.add(element);
    }
    return all;
  }
}
