package acp.conformance.provider;

import java.io.IOException;

/** Says an answer as Chat Completions stream it: a chunk for each delta, then the usage. */
final class ChatSpeaker extends Speaker {
  private final String model;
  private final String id;
  private final boolean usage;
  private int calls;

  ChatSpeaker(Request request, Wire wire, int number) {
    super(wire, number);
    this.model = request.body().path("model").asText();
    this.id = "chatcmpl-" + number;
    this.usage = request.body().at("/stream_options/include_usage").asBoolean();
  }

  private void chunk(String delta, String finish) throws IOException {
    event(
        Form.fill(
            "{'id':?,'object':'chat.completion.chunk','created':1754000000,'model':?,"
                + "'service_tier':'default','system_fingerprint':'fp_played','choices':[{'index':0,"
                + "'delta':?,'logprobs':null,'finish_reason':?}],'usage':null}",
            id,
            model,
            new Form.Raw(delta),
            new Form.Raw(finish)));
  }

  @Override
  void begin() throws IOException {
    chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
  }

  @Override
  void think(String text) throws IOException {
    for (String piece : pieces(text)) {
      chunk(Form.fill("{'reasoning_content':?}", piece), "null");
    }
    said().add(new Turn.Thought(text, ""));
  }

  @Override
  void say(String text) throws IOException {
    for (String piece : pieces(text)) {
      chunk(Form.fill("{'content':?}", piece), "null");
    }
    said().add(new Turn.Words(text, ""));
  }

  @Override
  void call(Step.Call call) throws IOException {
    String id = name("call_");
    chunk(
        Form.fill(
            "{'tool_calls':[{'index':?,'id':?,'type':'function','function':{'name':?,'arguments':''}}]}",
            calls,
            id,
            call.name()),
        "null");
    for (String piece : pieces(call.arguments().toString())) {
      chunk(
          Form.fill("{'tool_calls':[{'index':?,'function':{'arguments':?}}]}", calls, piece),
          "null");
    }
    calls++;
    said().add(new Turn.Called(id, call.name(), call.arguments(), ""));
  }

  @Override
  void end(Step.Reason reason) throws IOException {
    String finish =
        switch (reason) {
          case DONE -> "stop";
          case CALLS -> "tool_calls";
          case MAX_TOKENS -> "length";
          case REFUSAL -> "content_filter";
        };
    chunk("{}", "\"" + finish + "\"");
    if (usage) {
      event(
          Form.fill(
              "{'id':?,'object':'chat.completion.chunk','created':1754000000,'model':?,"
                  + "'choices':[],'usage':{'prompt_tokens':120,'completion_tokens':30,"
                  + "'total_tokens':150,'prompt_tokens_details':{'cached_tokens':100}}}",
              id,
              model));
    }
    event("[DONE]");
  }

  @Override
  void fail(String message) throws IOException {
    event(new ChatDialect().refusal(500, message));
  }
}
