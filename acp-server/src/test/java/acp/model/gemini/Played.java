package acp.model.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.model.ModelEvent;
import acp.model.http.Faults;
import acp.model.http.Sse;
import com.fasterxml.jackson.core.JsonFactory;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Words for tests of the dialect: events as Google sends them, and a reader without a socket. */
final class Played {
  static final String USAGE =
      "'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':3,'totalTokenCount':15,"
          + "'cachedContentTokenCount':4,'promptTokensDetails':[{'modality':'TEXT','tokenCount':10}],"
          + "'thoughtsTokenCount':2}";

  private Played() {}

  /** An event with these parts, written with single quotes. */
  static String parts(String... parts) {
    return chunk("'content':{'parts':[" + String.join(",", parts) + "],'role':'model'},'index':0");
  }

  static String chunk(String candidate) {
    return ("{'candidates':[{"
            + candidate
            + "}],'usageMetadata':{'promptTokenCount':1,'totalTokenCount':1},"
            + "'modelVersion':'gemini-2.5-pro','responseId':'r_1'}")
        .replace('\'', '"');
  }

  /** The last event: why the answer ends, and what it took. */
  static String finish(String reason) {
    return ("{'candidates':[{'content':{'parts':[{'text':''}],'role':'model'},'finishReason':'"
            + reason
            + "','index':0}],"
            + USAGE
            + ",'modelVersion':'gemini-2.5-pro'}")
        .replace('\'', '"');
  }

  static String text(String text) {
    return "{'text':'" + text + "'}";
  }

  static String signedText(String text, String signature) {
    return "{'text':'" + text + "','thoughtSignature':'" + signature + "'}";
  }

  static String thought(String text) {
    return "{'text':'" + text + "','thought':true}";
  }

  static String signedThought(String text, String signature) {
    return "{'text':'" + text + "','thought':true,'thoughtSignature':'" + signature + "'}";
  }

  static String call(String name, String arguments) {
    return "{'functionCall':{'name':'" + name + "','args':" + arguments + "}}";
  }

  static String call(String id, String name, String arguments, String signature) {
    return "{'functionCall':{'id':'%s','name':'%s','args':%s},'thoughtSignature':'%s'}"
        .formatted(id, name, arguments, signature);
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
      stream.append("data: ").append(one).append("\r\n\r\n");
    }
    GeminiReader reader = reader();
    try {
      new Sse(1 << 20)
          .feed(stream.toString().getBytes(UTF_8), event -> reader.event(event, events::add));
    } catch (ProtocolException tooLarge) {
      throw new AssertionError(tooLarge);
    }
    reader.end(events::add);
  }

  static GeminiReader reader() {
    return new GeminiReader(
        new JsonFactory(), new Faults("gemini", "GEMINI_API_KEY", null, "host:1"), "gemini");
  }
}
