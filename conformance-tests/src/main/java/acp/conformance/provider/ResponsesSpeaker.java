package acp.conformance.provider;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says an answer as Responses stream it: each item is begun, told in pieces, and told whole. */
final class ResponsesSpeaker extends Speaker {
  private final String model;
  private final String id;
  private final boolean sealed;
  private final List<String> items = new ArrayList<>();
  private int events;

  ResponsesSpeaker(Request request, Wire wire, int number) {
    super(wire, number);
    this.model = request.body().path("model").asText();
    this.id = "resp_" + number;
    this.sealed =
        request.body().path("include").toString().contains("\"reasoning.encrypted_content\"");
  }

  private void tell(String type, String form, Object... values) throws IOException {
    String fields = Form.fill(form, values);
    event(
        "response." + type,
        Form.fill("{'type':?,'sequence_number':?,", "response." + type, events++) + fields + "}");
  }

  private void state(String event, String status, String incomplete) throws IOException {
    boolean done = !status.equals("in_progress");
    String usage =
        Form.fill(
            "{'input_tokens':120,'input_tokens_details':{'cached_tokens':100},'output_tokens':30,"
                + "'output_tokens_details':{'reasoning_tokens':10},'total_tokens':150}");
    tell(
        event,
        "'response':{'id':?,'object':'response','created_at':1754000000,'status':?,"
            + "'background':false,'error':null,'incomplete_details':?,'instructions':null,"
            + "'max_output_tokens':null,'model':?,'output':[?],'parallel_tool_calls':true,"
            + "'previous_response_id':null,'store':false,'tool_choice':'auto','tools':[],"
            + "'truncation':'disabled','usage':?,'metadata':{}}",
        id,
        status,
        new Form.Raw(incomplete),
        model,
        new Form.Raw(done ? String.join(",", items) : ""),
        new Form.Raw(done ? usage : "null"));
  }

  private void added(String item) throws IOException {
    tell("output_item.added", "'output_index':?,'item':?", items.size(), new Form.Raw(item));
  }

  private void done(String item, Turn.Part part) throws IOException {
    tell("output_item.done", "'output_index':?,'item':?", items.size(), new Form.Raw(item));
    items.add(item);
    said().add(part);
  }

  @Override
  void begin() throws IOException {
    state("created", "in_progress", "null");
    state("in_progress", "in_progress", "null");
  }

  @Override
  void think(String text) throws IOException {
    String item = name("rs_");
    String seal = sealed ? name("gAAAA") : "";
    int index = items.size();
    added(Form.fill("{'id':?,'type':'reasoning','summary':[]}", item));
    tell(
        "reasoning_summary_part.added",
        "'item_id':?,'output_index':?,'summary_index':0,'part':{'type':'summary_text','text':''}",
        item,
        index);
    for (String piece : pieces(text)) {
      tell(
          "reasoning_summary_text.delta",
          "'item_id':?,'output_index':?,'summary_index':0,'delta':?,'obfuscation':'x1'",
          item,
          index,
          piece);
    }
    tell(
        "reasoning_summary_text.done",
        "'item_id':?,'output_index':?,'summary_index':0,'text':?",
        item,
        index,
        text);
    tell(
        "reasoning_summary_part.done",
        "'item_id':?,'output_index':?,'summary_index':0,'part':{'type':'summary_text','text':?}",
        item,
        index,
        text);
    String more = sealed ? Form.fill("'encrypted_content':?,", seal) : "";
    done(
        Form.fill(
            "{'id':?,'type':'reasoning',?'summary':[{'type':'summary_text','text':?}]}",
            item,
            new Form.Raw(more),
            text),
        new Turn.Thought(text, seal));
  }

  @Override
  void say(String text) throws IOException {
    String item = name("msg_");
    int index = items.size();
    String part = Form.fill("{'type':'output_text','annotations':[],'logprobs':[],'text':?}", text);
    added(
        Form.fill(
            "{'id':?,'type':'message','status':'in_progress','content':[],'role':'assistant'}",
            item));
    tell(
        "content_part.added",
        "'item_id':?,'output_index':?,'content_index':0,"
            + "'part':{'type':'output_text','annotations':[],'logprobs':[],'text':''}",
        item,
        index);
    for (String piece : pieces(text)) {
      tell(
          "output_text.delta",
          "'item_id':?,'output_index':?,'content_index':0,'delta':?,'logprobs':[],"
              + "'obfuscation':'y2'",
          item,
          index,
          piece);
    }
    tell(
        "output_text.done",
        "'item_id':?,'output_index':?,'content_index':0,'text':?,'logprobs':[]",
        item,
        index,
        text);
    tell(
        "content_part.done",
        "'item_id':?,'output_index':?,'content_index':0,'part':?",
        item,
        index,
        new Form.Raw(part));
    done(
        Form.fill(
            "{'id':?,'type':'message','status':'completed','content':[?],'role':'assistant'}",
            item,
            new Form.Raw(part)),
        new Turn.Words(text, ""));
  }

  @Override
  void call(Step.Call call) throws IOException {
    String item = name("fc_");
    String callId = name("call_");
    int index = items.size();
    String form = "{'id':?,'type':'function_call','status':?,'arguments':?,'call_id':?,'name':?}";
    String arguments = call.arguments().toString();
    added(Form.fill(form, item, "in_progress", "", callId, call.name()));
    for (String piece : pieces(arguments)) {
      tell(
          "function_call_arguments.delta",
          "'item_id':?,'output_index':?,'delta':?,'obfuscation':'z3'",
          item,
          index,
          piece);
    }
    tell(
        "function_call_arguments.done",
        "'item_id':?,'output_index':?,'arguments':?",
        item,
        index,
        arguments);
    done(
        Form.fill(form, item, "completed", arguments, callId, call.name()),
        new Turn.Called(callId, call.name(), call.arguments(), ""));
  }

  @Override
  void end(Step.Reason reason) throws IOException {
    switch (reason) {
      case DONE, CALLS -> state("completed", "completed", "null");
      case MAX_TOKENS -> state("incomplete", "incomplete", "{\"reason\":\"max_output_tokens\"}");
      case REFUSAL -> state("incomplete", "incomplete", "{\"reason\":\"content_filter\"}");
    }
  }

  @Override
  void fail(String message) throws IOException {
    event(
        "error",
        Form.fill(
            "{'type':'error','code':'server_error','message':?,'param':null,'sequence_number':?}",
            message,
            events));
  }
}
