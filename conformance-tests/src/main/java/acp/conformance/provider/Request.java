package acp.conformance.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param target the path, and the query if there is one
 * @param headers by their names in lower case
 */
record Request(String method, String target, Map<String, String> headers, JsonNode body) {

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Refuses with the provider's own status unless the key is there. */
  void wantKey(String header, String prefix) {
    String value = header(header);
    if (!value.startsWith(prefix) || value.length() == prefix.length()) {
      throw new Unfit(401, "there is no key in the header " + header);
    }
  }

  /** Refuses unless it goes to that path. */
  void want(String path) {
    if (!path().equals(path)) {
      throw new Unfit(404, "there is nothing at " + path() + "; it is at " + path);
    }
  }
}
