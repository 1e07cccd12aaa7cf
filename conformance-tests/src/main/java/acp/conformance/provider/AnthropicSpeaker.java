package acp.conformance.provider;

import java.io.IOException;

/** Says an answer as Messages stream it: block by block, each begun, told in deltas, and ended. */
final class AnthropicSpeaker extends Speaker {
  private final String model;
  private final int number;
  private int blocks;

  AnthropicSpeaker(Request request, Wire wire, int number) {
    super(wire, number);
    this.model = request.body().path("model").asText();
    this.number = number;
  }

  @Override
  void begin() throws IOException {
    event(
        "message_start",
        Form.fill(
            "{'type':'message_start','message':{'model':?,'id':?,'type':'message',"
                + "'role':'assistant','content':[],'stop_reason':null,'stop_sequence':null,"
                + "'usage':{'input_tokens':20,'cache_creation_input_tokens':10,"
                + "'cache_read_input_tokens':90,'output_tokens':1}}}",
            model,
            "msg_" + number));
    event("ping", "{\"type\": \"ping\"}");
  }

  private void start(String block) throws IOException {
    event(
        "content_block_start",
        Form.fill(
            "{'type':'content_block_start','index':?,'content_block':?}",
            blocks,
            new Form.Raw(block)));
  }

  private void delta(String delta) throws IOException {
    event(
        "content_block_delta",
        Form.fill(
            "{'type':'content_block_delta','index':?,'delta':?}", blocks, new Form.Raw(delta)));
  }

  private void stop(Turn.Part part) throws IOException {
    event("content_block_stop", Form.fill("{'type':'content_block_stop','index':?}", blocks++));
    said().add(part);
  }

  @Override
  void think(String text) throws IOException {
    String seal = name("sig");
    start(Form.fill("{'type':'thinking','thinking':'','signature':''}"));
    for (String piece : pieces(text)) {
      delta(Form.fill("{'type':'thinking_delta','thinking':?}", piece));
    }
    delta(Form.fill("{'type':'signature_delta','signature':?}", seal));
    stop(new Turn.Thought(text, seal));
  }

  @Override
  void say(String text) throws IOException {
    start(Form.fill("{'type':'text','text':''}"));
    for (String piece : pieces(text)) {
      delta(Form.fill("{'type':'text_delta','text':?}", piece));
    }
    stop(new Turn.Words(text, ""));
  }

  @Override
  void call(Step.Call call) throws IOException {
    String id = name("toolu_");
    start(Form.fill("{'type':'tool_use','id':?,'name':?,'input':{}}", id, call.name()));
    delta(Form.fill("{'type':'input_json_delta','partial_json':''}"));
    for (String piece : pieces(call.arguments().toString())) {
      delta(Form.fill("{'type':'input_json_delta','partial_json':?}", piece));
    }
    stop(new Turn.Called(id, call.name(), call.arguments(), ""));
  }

  @Override
  void end(Step.Reason reason) throws IOException {
    String stop =
        switch (reason) {
          case DONE -> "end_turn";
          case CALLS -> "tool_use";
          case MAX_TOKENS -> "max_tokens";
          case REFUSAL -> "refusal";
        };
    event(
        "message_delta",
        Form.fill(
            "{'type':'message_delta','delta':{'stop_reason':?,'stop_sequence':null},"
                + "'usage':{'output_tokens':30}}",
            stop));
    event("message_stop", "{\"type\":\"message_stop\"}");
  }

  @Override
  void fail(String message) throws IOException {
    event(
        "error",
        Form.fill("{'type':'error','error':{'type':'overloaded_error','message':?}}", message));
  }
}
