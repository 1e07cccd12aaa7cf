package acp.surface.extension;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What programs keep with a session, by keys. */
public record KeptData(Map<String, JsonNode> data) {
  public KeptData {
    data = Map.copyOf(data);
  }
}
