package acp.conformance.bench;

import acp.conformance.AgentCommand;
import acp.conformance.Json;
import acp.conformance.Scratch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The steps. Each begins with fresh processes in fresh homes, and drops its warm-ups; one that
 * fails leaves a note where its figures would be, and the others go on.
 */
final class Bench {
  private static final int COLD_WARM_UPS = 2;
  private static final int WARM_UPS = 3;
  private static final int DELTA_SIZE = 20;
  private static final int MEMORY_PROMPTS = 20;

  private final AgentCommand agent;
  private final Plan plan;
  private final Consumer<String> progress;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * How much is measured, and with which prompts.
   *
   * @param runs how often what is quick is measured; the rest less often
   * @param prompt what is answered shortly
   * @param longPrompt what streams until it is cancelled
   * @param turns how long the session is that is loaded
   */
  record Plan(int runs, String prompt, String longPrompt, int turns) {
    int few() {
      return Math.min(runs, 5);
    }
  }

  Bench(AgentCommand agent, Plan plan, Consumer<String> progress) {
    this.agent = agent;
    this.plan = plan;
    this.progress = progress;
  }

  /** Runs all steps. */
  List<Figure> measure() {
    step("start", "ms", this::start);
    step("short turn", "ms", this::turn);
    step("stream of 5,000 deltas", "ms", step -> stream(step, 5000));
    step("stream of 20,000 deltas", "ms", step -> stream(step, 20_000));
    step("memory of the process tree", "MB", this::memory);
    step("session/cancel → response", "ms", this::cancel);
    step("session of " + plan.turns() + " turns", "ms", this::load);
    return List.copyOf(figures);
  }

  private void step(String name, String unit, Consumer<String> body) {
    progress.accept(name);
    try {
      body.accept(name);
    } catch (BenchException e) {
      figures.add(Figure.missing(name, unit, String.valueOf(e.getMessage())));
    }
  }

  private void add(String name, String unit, List<Double> values) {
    figures.add(Figure.of(name, unit, values));
  }

  private <T> T inFreshHome(Function<BenchClient, T> body) {
    try (Scratch scratch = new Scratch();
        BenchClient client = new BenchClient(agent, scratch)) {
      return body.apply(client);
    }
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  private static String session(BenchClient.Answer answer) {
    return answer.message().path("result").path("sessionId").asText();
  }

  private static double took(BenchClient client, BenchClient.Request request) {
    return millis(request.sent(), client.await(request).time());
  }

  /** What one start of the agent gives; the exit is {@code null} if it did not. */
  private record Cold(double initialized, double ready, double firstTurn, @Nullable Double exit) {}

  private Cold cold(BenchClient client) {
    double initialized = millis(client.spawned(), client.initialize().time());
    BenchClient.Answer created = client.newSession();
    double ready = millis(client.spawned(), created.time());
    double first = took(client, client.prompt(session(created), plan.prompt()));
    return new Cold(initialized, ready, first, client.end());
  }

  private void start(String step) {
    List<Cold> runs = new ArrayList<>();
    for (int i = -COLD_WARM_UPS; i < plan.runs(); i++) {
      Cold run = inFreshHome(this::cold);
      if (i >= 0) {
        runs.add(run);
      }
    }
    add("spawn → initialize response", "ms", runs.stream().map(Cold::initialized).toList());
    add("spawn → session ready", "ms", runs.stream().map(Cold::ready).toList());
    add("first prompt → response", "ms", runs.stream().map(Cold::firstTurn).toList());
    List<Double> exits = new ArrayList<>();
    for (Cold run : runs) {
      if (run.exit() != null) {
        exits.add(run.exit());
      }
    }
    figures.add(
        exits.size() == runs.size()
            ? Figure.of("stdin EOF → exit", "ms", exits)
            : Figure.missing("stdin EOF → exit", "ms", "does not exit within 3 s"));
  }

  private void turn(String step) {
    List<Double> values =
        inFreshHome(
            client -> {
              client.initialize();
              String session = session(client.newSession());
              List<Double> times = new ArrayList<>();
              for (int i = -WARM_UPS; i < plan.runs() * 2; i++) {
                double time = took(client, client.prompt(session, plan.prompt()));
                if (i >= 0) {
                  times.add(time);
                }
              }
              return times;
            });
    add("prompt → response, warm", "ms", values);
  }

  private record Flood(
      double millis, double textsASecond, double deltasASecond, double bytes, double texts) {}

  private Flood flood(BenchClient client, String session, int deltas) {
    String prompt = "stream n=" + deltas + " size=" + DELTA_SIZE + " delay=0";
    BenchClient.Request request = client.prompt(session, prompt);
    long end = client.await(request).time();
    Traffic traffic = client.lines().traffic();
    if (traffic.bytes() < (long) deltas * DELTA_SIZE) {
      throw new BenchException("not supported: the agent does not stream what it is told to");
    }
    double whole = millis(request.sent(), end);
    double streaming = Math.max(0.001, millis(traffic.firstText(), end));
    return new Flood(
        whole,
        traffic.texts() / streaming * 1000,
        deltas / whole * 1000,
        traffic.bytes(),
        traffic.texts());
  }

  private void stream(String step, int deltas) {
    List<Flood> runs =
        inFreshHome(
            client -> {
              client.initialize();
              String session = session(client.newSession());
              flood(client, session, deltas / 10);
              List<Flood> floods = new ArrayList<>();
              for (int i = 0; i < plan.few(); i++) {
                floods.add(flood(client, session, deltas));
              }
              return floods;
            });
    add(step + ": time", "ms", runs.stream().map(Flood::millis).toList());
    add(step + ": deltas", "1/s", runs.stream().map(Flood::deltasASecond).toList());
    add(step + ": text updates", "1/s", runs.stream().map(Flood::textsASecond).toList());
    add(step + ": text updates", "count", runs.stream().map(Flood::texts).toList());
    add(step + ": updates on the wire", "bytes", runs.stream().map(Flood::bytes).toList());
  }

  private void memory(String step) {
    List<List<Double>> sizes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < Math.min(plan.runs(), 3); i++) {
      inFreshHome(
          client -> {
            client.initialize();
            weigh(client, sizes.get(0));
            String session = session(client.newSession());
            weigh(client, sizes.get(1));
            for (int turn = 0; turn < MEMORY_PROMPTS; turn++) {
              client.await(client.prompt(session, plan.prompt()));
            }
            weigh(client, sizes.get(2));
            return sizes;
          });
    }
    add("RSS after initialize", "MB", sizes.get(0));
    add("RSS after session/new", "MB", sizes.get(1));
    add("RSS after " + MEMORY_PROMPTS + " prompts", "MB", sizes.get(2));
  }

  private static void weigh(BenchClient client, List<Double> sizes) {
    Double size = Memory.residentMegabytes(client.handle());
    if (size == null) {
      throw new BenchException("n/a: this system has no /proc");
    }
    sizes.add(size);
  }

  private void cancel(String step) {
    List<Double> values =
        inFreshHome(
            client -> {
              client.initialize();
              String session = session(client.newSession());
              List<Double> times = new ArrayList<>();
              for (int i = -1; i < plan.runs(); i++) {
                BenchClient.Request request = client.prompt(session, plan.longPrompt());
                client.awaitText();
                long sent = client.note("session/cancel", Json.object().put("sessionId", session));
                BenchClient.Answer answer = client.await(request);
                if (!answer
                    .message()
                    .path("result")
                    .path("stopReason")
                    .asText()
                    .equals("cancelled")) {
                  throw new BenchException("the turn ended before it was cancelled");
                }
                if (i >= 0) {
                  times.add(millis(sent, answer.time()));
                }
              }
              return times;
            });
    add(step, "ms", values);
  }

  private void load(String step) {
    try (Scratch scratch = new Scratch()) {
      String session = grow(scratch);
      List<Double> loads = new ArrayList<>();
      List<Double> replayed = new ArrayList<>();
      List<Double> lists = new ArrayList<>();
      boolean listed = true;
      for (int i = -1; i < plan.few(); i++) {
        try (BenchClient client = new BenchClient(agent, scratch)) {
          JsonNode able = capabilities(client.initialize());
          listed = able.path("sessionCapabilities").path("list").isObject();
          double load = load(client, session);
          double list = listed ? took(client, client.send("session/list", Json.object())) : 0;
          if (i >= 0) {
            loads.add(load);
            replayed.add((double) client.lines().traffic().updates());
            lists.add(list);
          }
        }
      }
      add("session/load of " + plan.turns() + " turns", "ms", loads);
      add("session/load: updates replayed", "count", replayed);
      figures.add(
          listed
              ? Figure.of("session/list", "ms", lists)
              : Figure.missing(
                  "session/list", "ms", "not supported: session/list is not advertised"));
    }
  }

  private static JsonNode capabilities(BenchClient.Answer initialized) {
    return initialized.message().path("result").path("agentCapabilities");
  }

  private static double load(BenchClient client, String session) {
    ObjectNode params = client.workspace();
    params.put("sessionId", session);
    client.lines().reset();
    return took(client, client.send("session/load", params));
  }

  private String grow(Scratch scratch) {
    try (BenchClient client = new BenchClient(agent, scratch)) {
      if (!capabilities(client.initialize()).path("loadSession").asBoolean()) {
        throw new BenchException("not supported: session/load is not advertised");
      }
      String session = session(client.newSession());
      for (int i = 0; i < plan.turns(); i++) {
        client.await(client.prompt(session, plan.prompt()));
      }
      client.end();
      return session;
    }
  }
}
