package acp.model.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.model.ModelEvent;
import acp.model.http.Faults;
import acp.model.http.Sse;
import com.fasterxml.jackson.core.JsonFactory;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Words for tests of the dialect: events as servers send them, and a reader without a socket. */
final class Talk {
  static final String MODEL = "anthropic/m";
  static final String START =
      json(
          "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant',"
              + "'model':'m','content':[],'stop_reason':null,'stop_sequence':null,'usage':"
              + "{'input_tokens':10,'cache_creation_input_tokens':200,'cache_read_input_tokens':3000,"
              + "'cache_creation':{'ephemeral_5m_input_tokens':200},'output_tokens':1}}}");
  static final String PING = json("{'type':'ping'}");
  static final String STOP = json("{'type':'message_stop'}");

  private Talk() {}

  /** JSON written with single quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static String begin(int index, String block) {
    return json(
        "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}");
  }

  static String more(int index, String delta) {
    return json("{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}");
  }

  static String end(int index) {
    return json("{'type':'content_block_stop','index':" + index + "}");
  }

  static String stop(String reason) {
    return json(
        "{'type':'message_delta','delta':{'stop_reason':'"
            + reason
            + "','stop_sequence':null},'usage':{'output_tokens':42}}");
  }

  static String beginText(int index) {
    return begin(index, "{'type':'text','text':''}");
  }

  static String text(int index, String text) {
    return more(index, "{'type':'text_delta','text':'" + text + "'}");
  }

  static String beginThought(int index) {
    return begin(index, "{'type':'thinking','thinking':'','signature':''}");
  }

  static String thought(int index, String text) {
    return more(index, "{'type':'thinking_delta','thinking':'" + text + "'}");
  }

  static String sign(int index, String signature) {
    return more(index, "{'type':'signature_delta','signature':'" + signature + "'}");
  }

  static String beginCall(int index, String name) {
    return begin(
        index, "{'type':'tool_use','id':'toolu_" + index + "','name':'" + name + "','input':{}}");
  }

  /** A piece of a call's arguments, in which every double quote is written as it is. */
  static String arguments(int index, String piece) {
    return "{\"type\":\"content_block_delta\",\"index\":"
        + index
        + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\""
        + piece.replace("\"", "\\\"")
        + "\"}}";
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
    MessagesReader reader = reader();
    try {
      new Sse(64 << 20)
          .feed(stream.toString().getBytes(UTF_8), event -> reader.event(event, events::add));
    } catch (ProtocolException tooLarge) {
      throw new AssertionError(tooLarge);
    }
    reader.end(events::add);
  }

  static MessagesReader reader() {
    return new MessagesReader(
        new JsonFactory(), new Faults("anthropic", "ANTHROPIC_API_KEY", null, "host:1"), MODEL);
  }
}
