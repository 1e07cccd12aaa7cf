package acp.model.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import acp.model.ModelEvent;
import acp.model.http.Faults;
import acp.model.http.Sse;
import com.fasterxml.jackson.core.JsonFactory;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Words for tests of the dialect: events as OpenAI sends them, and a reader without a socket. */
final class Played {
  static final String USAGE =
      "'usage':{'input_tokens':10,'input_tokens_details':{'cached_tokens':4},'output_tokens':5,"
          + "'output_tokens_details':{'reasoning_tokens':2},'total_tokens':15}";
  static final String CREATED = response("created", "in_progress", "", "'usage':null");
  static final String COMPLETED = response("completed", "completed", "", USAGE);

  private Played() {}

  /** An event, written with single quotes; its fields behind the type and the number. */
  static String event(String type, String fields) {
    return ("{'type':'response." + type + "','sequence_number':7," + fields + "}")
        .replace('\'', '"');
  }

  /** An event with the whole answer in it. */
  static String response(String event, String status, String output, String more) {
    return event(
        event,
        "'response':{'id':'resp_1','object':'response','created_at':1754000000,'status':'"
            + status
            + "','background':false,'error':null,'incomplete_details':null,'instructions':'Be.',"
            + "'max_output_tokens':null,'model':'gpt-5-2025-08-07','output':["
            + output
            + "],'parallel_tool_calls':true,'store':false,'tools':[{'type':'function','name':'f'}],"
            + more
            + "}");
  }

  static String incomplete(String reason) {
    return response("incomplete", "incomplete", "", USAGE)
        .replace(
            "\"incomplete_details\":null",
            "\"incomplete_details\":{\"reason\":\"" + reason + "\"}");
  }

  static String added(int index, String item) {
    return event("output_item.added", "'output_index':" + index + ",'item':" + item);
  }

  static String done(int index, String item) {
    return event("output_item.done", "'output_index':" + index + ",'item':" + item);
  }

  static String text(int index, String delta) {
    return event(
        "output_text.delta",
        "'item_id':'msg_%d','output_index':%d,'content_index':0,'delta':'%s','logprobs':[],"
                .formatted(index, index, delta)
            + "'obfuscation':'p4dd1ng'");
  }

  static String summary(int index, int part, String delta) {
    return event(
        "reasoning_summary_text.delta",
        "'item_id':'rs_%d','output_index':%d,'summary_index':%d,'delta':'%s'"
            .formatted(index, index, part, delta));
  }

  /** A reasoning item as it is when it is whole. */
  static String reasoning(String id, String sealed, String... summary) {
    StringBuilder paragraphs = new StringBuilder();
    for (String paragraph : summary) {
      paragraphs
          .append(paragraphs.isEmpty() ? "" : ",")
          .append("{'type':'summary_text','text':'")
          .append(paragraph)
          .append("'}");
    }
    return "{'id':'%s','type':'reasoning','encrypted_content':'%s','summary':[%s]}"
        .formatted(id, sealed, paragraphs);
  }

  /** A call's item; the arguments as they stand in a string of JSON. */
  static String call(String id, String callId, String name, String arguments, String status) {
    return "{'id':'%s','type':'function_call','status':'%s','arguments':'%s','call_id':'%s','name':'%s'}"
        .formatted(id, status, arguments, callId, name);
  }

  static String arguments(int index, String delta) {
    return event(
        "function_call_arguments.delta",
        "'item_id':'fc_%d','output_index':%d,'delta':'%s'".formatted(index, index, delta));
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
    ResponsesReader reader = reader();
    try {
      new Sse(1 << 20)
          .feed(stream.toString().getBytes(UTF_8), event -> reader.event(event, events::add));
    } catch (ProtocolException tooLarge) {
      throw new AssertionError(tooLarge);
    }
    reader.end(events::add);
  }

  static ResponsesReader reader() {
    return new ResponsesReader(
        new JsonFactory(), new Faults("openai", "OPENAI_API_KEY", null, "host:1"), "openai");
  }
}
