package acp.conformance.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Says an answer as generateContent streams it: parts, and at the end why it ends. */
final class GeminiSpeaker extends Speaker {
  private final String response;
  private boolean called;

  GeminiSpeaker(Wire wire, int number) {
    super(wire, number);
    this.response = "r" + number;
  }

  private void parts(String parts, String more) throws IOException {
    event(
        Form.fill(
            "{'candidates':[{'content':{'parts':[?],'role':'model'}?,'index':0}],"
                + "'usageMetadata':{'promptTokenCount':120,'candidatesTokenCount':20,"
                + "'totalTokenCount':150,'cachedContentTokenCount':100,"
                + "'thoughtsTokenCount':10},'modelVersion':'played','responseId':?}",
            new Form.Raw(parts),
            new Form.Raw(more),
            response));
  }

  private String seal() {
    return Base64.getEncoder().encodeToString(name("signature ").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void begin() {
    // It begins with its first parts.
  }

  @Override
  void think(String text) throws IOException {
    for (String piece : pieces(text)) {
      parts(Form.fill("{'text':?,'thought':true}", piece), "");
    }
    said().add(new Turn.Thought(text, ""));
  }

  @Override
  void say(String text) throws IOException {
    for (String piece : pieces(text)) {
      parts(Form.fill("{'text':?}", piece), "");
    }
    said().add(new Turn.Words(text, ""));
  }

  /** Whole; of several the first is signed. */
  @Override
  void call(Step.Call call) throws IOException {
    String id = name("fc");
    String seal = called ? "" : seal();
    String signature = called ? "" : Form.fill(",'thoughtSignature':?", seal);
    parts(
        Form.fill(
            "{'functionCall':{'name':?,'args':?,'id':?}?}",
            call.name(),
            call.arguments(),
            id,
            new Form.Raw(signature)),
        "");
    called = true;
    said().add(new Turn.Called(id, call.name(), call.arguments(), seal));
  }

  /** What was only said is signed at its end. */
  @Override
  void end(Step.Reason reason) throws IOException {
    String finish =
        switch (reason) {
          case DONE, CALLS -> "STOP";
          case MAX_TOKENS -> "MAX_TOKENS";
          case REFUSAL -> "SAFETY";
        };
    String last = "{\"text\":\"\"}";
    if (reason == Step.Reason.DONE && !said().isEmpty()) {
      String seal = seal();
      last = Form.fill("{'text':'','thoughtSignature':?}", seal);
      said().add(new Turn.Words("", seal));
    }
    parts(last, Form.fill(",'finishReason':?", finish));
  }

  @Override
  void fail(String message) throws IOException {
    event(new GeminiDialect().refusal(503, message));
  }
}
