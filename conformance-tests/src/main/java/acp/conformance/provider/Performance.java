package acp.conformance.provider;

import java.io.IOException;
import java.util.List;

/** Plays one answer of a script on a connection. */
final class Performance {
  private final Dialect dialect;
  private final Memory memory;
  private final Wire wire;

  Performance(Dialect dialect, Memory memory, Wire wire) {
    this.dialect = dialect;
    this.memory = memory;
    this.wire = wire;
  }

  /**
   * Plays these steps, up to one that ends the answer, or to a good end.
   *
   * @throws IOException if the agent has hung up, or the script has the connection closed
   */
  void play(List<Step> steps, Request request, int number) throws IOException {
    for (Step step : steps) {
      if (step instanceof Step.Status status) {
        String refusal = dialect.refusal(status.code(), status.message());
        wire.answer(status.code(), refusal, status.retryAfter());
        return;
      }
    }
    wire.stream();
    Speaker speaker = dialect.answer(request, wire, number);
    Memory.Given given = memory.keep(speaker.said());
    speaker.begin();
    speak(steps, speaker, given);
  }

  private void speak(List<Step> steps, Speaker speaker, Memory.Given given) throws IOException {
    boolean called = false;
    for (Step step : steps) {
      switch (step) {
        case Step.Think think -> speaker.think(think.text());
        case Step.Say say -> speaker.say(say.text());
        case Step.Call call -> {
          called = true;
          speaker.call(call);
        }
        case Step.Pieces pieces -> wire.pieces(pieces.bytes());
        case Step.Pause pause -> wire.idle(pause.millis());
        case Step.Expect _, Step.Status _ -> {}
        case Step.Stop _, Step.Fail _, Step.Cut _, Step.Broken _, Step.Hang _ -> {
          breakOff(step, speaker);
          return;
        }
      }
    }
    given.finish(); // before the agent knows of it
    speaker.end(called ? Step.Reason.CALLS : Step.Reason.DONE);
    wire.end();
  }

  private void breakOff(Step step, Speaker speaker) throws IOException {
    switch (step) {
      case Step.Stop stop -> {
        speaker.end(stop.reason());
        wire.end();
      }
      case Step.Fail fail -> {
        speaker.fail(fail.message());
        wire.end();
      }
      case Step.Broken _ -> wire.broken();
      case Step.Hang _ -> wire.awaitHangUp();
      default -> wire.close();
    }
  }
}
