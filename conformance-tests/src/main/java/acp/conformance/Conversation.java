package acp.conformance;

import acp.conformance.AgentProcess.Output;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is said to and heard from one process of the agent, read forward only.
 *
 * <p>There is one place in the agent's output up to which has been heard. Waiting moves it on: to
 * the response, update or request that was waited for. Calls that come before that are passed over
 * and cannot be waited for any more (the automatic client answers those it was told to); responses
 * that come before it are kept, because the order of answers to different requests is free unless
 * the transcript says {@code @ordered}.
 */
final class Conversation implements AutoCloseable {
  private final AgentProcess process;
  private final WireLog log;
  private final Duration patience;
  private final AutoClient client;
  private final Recollection recollection;
  private final Breaches breaches;
  private final WireRules rules;
  private final List<Heard> kept = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();
  private final Set<String> sinceAsked = new HashSet<>();
  private final Map<String, Set<String>> heardAbout = new HashMap<>();
  private final Map<String, JsonNode> results = new HashMap<>();
  private boolean ordered;
  private boolean hungUp;

  Conversation(
      AgentProcess process,
      WireLog log,
      Duration patience,
      AutoClient client,
      Recollection recollection,
      Breaches breaches) {
    this.process = process;
    this.log = log;
    this.patience = patience;
    this.client = client;
    this.recollection = recollection;
    this.breaches = breaches;
    this.rules = new WireRules(breaches);
  }

  /** From now on a response that comes before the one waited for is a fault. */
  void demandOrder() {
    ordered = true;
  }

  /** Sends the message on a line of its own. */
  void say(JsonNode message) {
    rules.said(message);
    if (message.has("method")) {
      sinceAsked.clear();
    }
    if (message.path("method").asText().equals("session/prompt")) {
      heardAbout.remove(message.path("params").path("sessionId").asText());
    }
    recollection.said(message);
    String line = Json.write(message);
    log.add('>', line);
    process.send((line + "\n").getBytes(StandardCharsets.UTF_8), patience);
  }

  /** Sends the bytes as they are. */
  void sayRaw(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    rules.saidRaw(text);
    log.add('>', text);
    process.send(bytes, patience);
  }

  void closeInput() {
    hungUp = true;
    rules.inputEnded();
    process.closeInput();
  }

  /** The result of the last request of that method that was answered with one. */
  @Nullable JsonNode result(String method) {
    return results.get(method);
  }

  /**
   * Waits for the message that is expected next; what is compared and what is passed over depends
   * on its shape.
   */
  Heard hear(JsonNode expected, Bindings bindings) {
    passed.clear();
    return expected.has("method") ? hearCall(expected, bindings) : hearResponse(expected, bindings);
  }

  private Heard hearResponse(JsonNode expected, Bindings bindings) {
    boolean anyId = !expected.has("id");
    JsonNode id = anyId ? TextNode.valueOf("") : bindings.fill(expected.get("id"));
    for (Heard earlier : kept) {
      if (anyId || earlier.id().equals(id)) {
        kept.remove(earlier);
        return compare(expected, earlier, bindings);
      }
    }
    long deadline = deadline();
    while (true) {
      Heard next = next(expected, deadline);
      if (!next.isResponse()) {
        passOver(next);
      } else if (anyId || ordered || next.id().equals(id)) {
        return compare(expected, next, bindings);
      } else {
        kept.add(next);
      }
    }
  }

  private Heard hearCall(JsonNode expected, Bindings bindings) {
    AwaitedCall awaited =
        new AwaitedCall(expected, bindings.fill(expected.path("params").path("sessionId")));
    long deadline = deadline();
    while (true) {
      Heard next = next(expected, deadline);
      if (next.isResponse()) {
        kept.add(next);
        if (awaited.isEndedBy(next)) {
          throw Mismatch.absence(
              Json.write(expected), next.label() + " came before it: " + heard(next));
        }
      } else if (awaited.isKindOf(next)) {
        return compare(expected, next, bindings);
      } else {
        passOver(next);
      }
    }
  }

  private static Heard compare(JsonNode expected, Heard actual, Bindings bindings) {
    String problem = Expectation.mismatch(expected, actual.json(), bindings);
    if (problem != null) {
      throw new Mismatch(Json.write(expected), problem + "; heard " + heard(actual));
    }
    return actual;
  }

  /** Fails if anything comes within the time; with a session, if anything comes about it. */
  void expectSilence(Duration time, @Nullable String session) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      Output output = process.poll(Duration.ofNanos(left));
      if (output == null || output instanceof Output.End) {
        return;
      }
      Heard next = accept(output);
      if (session == null || session.equals(next.session())) {
        String about = session == null ? "" : " about the session";
        throw new Mismatch(
            "silence" + about + " for " + time.toMillis() + " ms", "heard " + heard(next));
      }
      put(next);
    }
  }

  /**
   * Hears the agent out, then fails unless it ends by itself with this code; {@code null} is any.
   */
  void expectExit(@Nullable Integer code) {
    long deadline = deadline();
    String expected = "the agent to exit" + (code == null ? "" : " with code " + code);
    while (true) {
      Output output = process.poll(Duration.ofNanos(deadline - System.nanoTime()));
      if (output == null) {
        throw new Mismatch(expected, "it still runs after " + patience.toSeconds() + " s");
      }
      if (output instanceof Output.End) {
        break;
      }
      put(accept(output));
    }
    Integer actual = process.awaitExit(Duration.ofNanos(deadline - System.nanoTime()));
    if (actual == null || (code != null && !actual.equals(code))) {
      throw new Mismatch(
          expected, actual == null ? "it still runs" : "it exited with code " + actual);
    }
  }

  /** Fails if an update or call of one of these kinds was heard since we last asked something. */
  void expectUnheard(List<String> kinds) {
    for (String kind : kinds) {
      if (sinceAsked.contains(kind)) {
        throw new Mismatch("no " + kind, "it came; heard so far: " + String.join(", ", sinceAsked));
      }
    }
  }

  /** Fails unless each of these kinds was heard about the session since we last prompted it. */
  void expectHeard(String session, List<String> kinds) {
    Set<String> heard = heardAbout.getOrDefault(session, Set.of());
    for (String kind : kinds) {
      if (!heard.contains(kind)) {
        throw new Mismatch(kind + " about session " + session, "only heard of it: " + heard);
      }
    }
  }

  /** Fails if a process runs on that the agent had started. */
  void expectNoChildren() {
    List<String> left = process.awaitChildrensEnd(patience);
    if (!left.isEmpty()) {
      throw new Mismatch("no process to be left that the agent has started", left + " runs");
    }
  }

  /** Fails if a tool call of the session was told in this process and has not ended. */
  void expectToolsEnded(String session) {
    List<String> open = rules.openToolCalls(session);
    if (!open.isEmpty()) {
      throw new Mismatch("every tool call to have ended", String.join(", ", open));
    }
  }

  /** Kills the process; all it had written counts as heard. */
  void kill() {
    hungUp = true;
    process.kill();
    finish();
  }

  /** Hears what has come by now, without waiting. */
  void hearWhatCame() {
    Output output = process.poll(Duration.ZERO);
    while (output != null && !(output instanceof Output.End)) {
      put(accept(output));
      output = process.poll(Duration.ZERO);
    }
  }

  /** Checks what has come and was not waited for, and that nothing is left open at the client. */
  void finish() {
    hearWhatCame();
    if (!hungUp) {
      expectTerminalsReleased();
    }
  }

  private void expectTerminalsReleased() {
    long deadline = deadline();
    while (!rules.leftTerminals().isEmpty()) {
      Output output = process.poll(Duration.ofNanos(deadline - System.nanoTime()));
      if (output == null || output instanceof Output.End) {
        breaches.add(
            Mismatch.of(
                "wire.terminal-is-released",
                "every terminal to be released",
                rules.leftTerminals() + " was not"));
        return;
      }
      put(accept(output));
    }
  }

  String errorTail() {
    return process.errorTail();
  }

  @Override
  public void close() {
    process.close();
    recollection.processEnded();
  }

  private Heard next(JsonNode expected, long deadline) {
    Output output = process.poll(Duration.ofNanos(deadline - System.nanoTime()));
    if (output == null) {
      throw Mismatch.absence(
          Json.write(expected),
          "nothing more came within " + patience.toSeconds() + " s" + passedNote());
    }
    if (output instanceof Output.End) {
      throw new Mismatch(
          Json.write(expected), "the output ended" + process.exitNote() + passedNote());
    }
    return accept(output);
  }

  private Heard accept(Output output) {
    Heard next =
        switch (output) {
          case Output.Line line -> rules.check(line);
          case Output.Broken broken ->
              throw Mismatch.of(
                  broken.requirement(),
                  "nothing but lines of JSON in UTF-8 on stdout",
                  "heard " + broken.why() + ": " + Texts.shorten(broken.text(), 400));
          case Output.End _ -> throw new IllegalArgumentException("the end is not heard");
        };
    recollection.heard(next);
    if (!next.isResponse()) {
      sinceAsked.add(next.label());
      heardAbout
          .computeIfAbsent(String.valueOf(next.session()), unseen -> new TreeSet<>())
          .add(next.label());
    }
    if (next.isResponse() && next.json().has("result")) {
      results.put(next.method(), next.json().get("result"));
    }
    return next;
  }

  private void put(Heard next) {
    if (next.isResponse()) {
      kept.add(next);
    } else {
      passOver(next);
    }
  }

  private void passOver(Heard call) {
    if (passed.size() < 40) {
      passed.add(call.label());
    }
    if (call.isRequest()) {
      ObjectNode answer = client.answer(call);
      if (answer != null) {
        say(answer);
      }
    }
  }

  private String passedNote() {
    return passed.isEmpty() ? "" : "; passed over: " + String.join(", ", passed);
  }

  private static String heard(Heard message) {
    return Texts.shorten(message.text(), 2000);
  }

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }
}
