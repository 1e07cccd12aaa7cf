package acp.model.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.model.ModelEvent;
import acp.model.http.Faults;
import acp.model.http.Sse;
import com.fasterxml.jackson.core.JsonFactory;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Words for tests of the dialect: chunks as servers send them, and a reader without a socket. */
final class Chat {
  static final String STOP =
      "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
  static final String CALLED =
      "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}";

  private Chat() {}

  /** A chunk with this delta, written with single quotes. */
  static String delta(String json) {
    return "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"system_fingerprint\":null,\"choices\":[{\"index\":0,\"delta\":"
        + json.replace('\'', '"')
        + ",\"logprobs\":null,\"finish_reason\":null}]}";
  }

  static String finish(String reason) {
    return STOP.replace("stop", reason);
  }

  /** Reads these data, each as an event, and then the end of the stream. */
  static List<ModelEvent> read(String... data) {
    List<ModelEvent> events = new ArrayList<>();
    readInto(events, data);
    return events;
  }

  static void readInto(List<ModelEvent> events, String... data) {
    StringBuilder stream = new StringBuilder();
    for (String one : data) {
      stream.append("data: ").append(one).append("\n\n");
    }
    ChatReader reader = reader();
    try {
      new Sse(1 << 20)
          .feed(stream.toString().getBytes(UTF_8), event -> reader.event(event, events::add));
    } catch (ProtocolException tooLarge) {
      throw new AssertionError(tooLarge);
    }
    reader.end(events::add);
  }

  static ChatReader reader() {
    return new ChatReader(
        new JsonFactory(), new Faults("openai", "OPENAI_API_KEY", null, "host:1"));
  }

  static List<ModelEvent.Call> calls(List<ModelEvent> events) {
    return events.stream()
        .filter(ModelEvent.Call.class::isInstance)
        .map(ModelEvent.Call.class::cast)
        .toList();
  }
}
