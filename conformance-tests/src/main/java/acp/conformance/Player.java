package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays one transcript, once: carries out its steps in order and stops at the first that fails. For
 * one thread.
 */
final class Player implements AutoCloseable {
  private static final int AUTH_REQUIRED = -32000;

  private final Transcript transcript;
  private final Judge judge;
  private final Scratch scratch = new Scratch();
  private final Secrets secrets;
  private final WireLog log;
  private final FileSteps files;
  private final Probes probes = new Probes(scratch.notes());
  private final Bindings bindings = new Bindings();
  private final AutoClient client = new AutoClient();
  private final Recollection recollection = new Recollection();
  private final List<Step.Env> environment = new ArrayList<>();
  private JsonNode capabilities = Json.object();
  private @Nullable Conversation conversation;
  private final Map<String, Verdict.Failed> breaches = new LinkedHashMap<>();
  private Step current;
  private @Nullable Heard last;

  Player(Transcript transcript, Judge judge) {
    this.transcript = transcript;
    this.judge = judge;
    this.current = transcript.steps().getFirst();
    this.secrets = new Secrets(judge.agent().environment().values());
    this.log = new WireLog(secrets);
    this.files = new FileSteps(scratch.workspace(), bindings, log);
    bindings.bind("CWD", scratch.workspace().toString());
    bindings.bind("HOME", scratch.home().toString());
    judge.prompts().bind(bindings);
  }

  /** Ends a transcript that does not apply. */
  private static final class Unmet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unmet(String reason) {
      super(reason);
    }
  }

  Verdict play() {
    try {
      for (Step step : transcript.steps()) {
        current = step;
        take(step);
      }
      finish();
      return new Verdict.Passed();
    } catch (Unmet unmet) {
      return new Verdict.NotApplicable(current.line(), String.valueOf(unmet.getMessage()));
    } catch (Mismatch mismatch) {
      return failed(mismatch);
    } catch (RuntimeException e) {
      return kitFailed(transcript, current, e, log.lines());
    }
  }

  private Verdict.Failed failed(Mismatch mismatch) {
    Verdict.Cause cause =
        mismatch.requirement() == null
            ? Verdict.Cause.STEP
            : new Verdict.Cause(mismatch.requirement(), false);
    return new Verdict.Failed(
        current.line(),
        transcript.statement(current.line()),
        cause,
        secrets.mask(bindings.fill(mismatch.expected())),
        secrets.mask(mismatch.heard()),
        log.lines(),
        conversation == null ? "" : secrets.mask(conversation.errorTail()));
  }

  /** The verdict if the kit itself fails at a step. */
  static Verdict.Failed kitFailed(
      Transcript transcript, Step step, RuntimeException failure, List<String> wire) {
    StackTraceElement[] trace = failure.getStackTrace();
    return new Verdict.Failed(
        step.line(),
        transcript.statement(step.line()),
        Verdict.Cause.KIT,
        "the kit to play this transcript",
        "the kit itself failed, which says nothing of the agent: "
            + failure
            + (trace.length == 0 ? "" : " at " + trace[0]),
        wire,
        "");
  }

  /** What was seen broken so far, besides what the verdict says. */
  List<Verdict.Failed> breaches() {
    return List.copyOf(breaches.values());
  }

  /** What the agent says of itself, or missing. */
  JsonNode agentInfo() {
    JsonNode answer = conversation == null ? null : conversation.result("initialize");
    return answer == null ? MissingNode.getInstance() : answer.path("agentInfo");
  }

  private void broken(Mismatch breach) {
    breaches.putIfAbsent(String.valueOf(breach.requirement()), failed(breach));
  }

  private void finish() {
    if (conversation != null) {
      conversation.finish();
    }
  }

  private void take(Step step) {
    switch (step) {
      case Step.Say say -> say((ObjectNode) bindings.fill(say.message()));
      case Step.Hear hear -> last = hear(hear);
      case Step.Silence silence -> silence(silence);
      case Step.Lacks lacks -> lacks(lacks);
      case Step.Raw raw ->
          talk().sayRaw(bindings.fill(raw.text()).getBytes(StandardCharsets.UTF_8));
      case Step.Hex hex -> talk().sayRaw(HexFormat.of().parseHex(hex.digits()));
      case Step.Client offered -> capabilities = offered.capabilities();
      case Step.Initialize _ -> initialize();
      case Step.NewSession session -> newSession(session.variable());
      case Step.Needs needs -> need(needs.path());
      case Step.Ordered _ -> talk().demandOrder();
      case Step.AutoPermission auto -> client.answerPermissions(auto.kind());
      case Step.AutoFiles _ -> client.serveFiles();
      case Step.AutoTerminal auto -> client.serveTerminals(auto.output());
      case Step.Env env -> environment.add(env);
      case Step.PutFile file -> files.put(file);
      case Step.ExpectFile file -> files.expect(file);
      case Step.ExpectNoFile file -> files.expectNone(file);
      case Step.PutBuffer buffer -> files.open(buffer, client);
      case Step.ExpectBuffer buffer -> files.expect(buffer, client);
      case Step.Replayed replayed -> replayed(replayed);
      case Step.Unheard unheard -> talk().expectUnheard(unheard.kinds());
      case Step.AutoElicitation auto -> client.answerElicitations(auto.action(), auto.content());
      case Step.McpServer server ->
          bindings.bind(server.variable(), probes.server(server.variable()));
      case Step.ExpectMcp mcp -> expectMcp(mcp);
      case Step.HeardAbout heard ->
          talk().expectHeard(bindings.fill(heard.session()), heard.kinds());
      case Step.NoChildren _ -> talk().expectNoChildren();
      case Step.NoStderr _ -> noStderr();
      case Step.ToolsEnded ended -> talk().expectToolsEnded(bindings.fill(ended.session()));
      case Step.Eof _ -> talk().closeInput();
      case Step.Exit exit -> talk().expectExit(exit.code());
      case Step.Kill _ -> talk().kill();
      case Step.Start _ -> start();
    }
  }

  private Conversation talk() {
    return conversation == null ? start() : conversation;
  }

  private Conversation start() {
    if (conversation != null) {
      conversation.finish();
      conversation.close();
    }
    ProcessBuilder builder = judge.agent().builder(scratch.home());
    environment.forEach(step -> apply(step.words(), builder.environment()));
    AgentProcess process = new AgentProcess(builder, log);
    Conversation started =
        new Conversation(process, log, judge.patience(), client, recollection, this::broken);
    conversation = started;
    return started;
  }

  private static void apply(List<String> words, Map<String, String> environment) {
    if (words.getFirst().equals("only")) {
      environment.keySet().retainAll(words);
      return;
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (word.startsWith("!")) {
        environment.remove(word.substring(1));
      } else if (equals > 0) {
        environment.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
  }

  private void say(ObjectNode message) {
    ObjectNode whole = Json.object();
    whole.put("jsonrpc", "2.0").setAll(message);
    talk().say(whole);
  }

  private Heard hear(Step.Hear step) {
    try {
      return talk().hear(step.expected(), bindings);
    } catch (Mismatch mismatch) {
      if (step.ifAtAll() && mismatch.isAbsence()) {
        throw new Unmet("the agent did not say " + Texts.kind(step.expected()));
      }
      throw mismatch;
    }
  }

  private Heard ask(String id, String method, JsonNode params) {
    ObjectNode request = Json.object().put("id", id).put("method", method);
    request.set("params", params);
    say(request);
    return talk().hear(Json.object().put("id", id), bindings);
  }

  private void initialize() {
    ObjectNode params = Json.object().put("protocolVersion", 1);
    params.set("clientCapabilities", capabilities);
    params.putObject("clientInfo").put("name", "acp-conformance").put("version", "1");
    Heard answer = ask("initialize", "initialize", params);
    if (answer.json().path("result").path("protocolVersion").asInt() != 1) {
      throw new Mismatch("version 1 to be agreed on", "heard " + answer.text());
    }
    String login = judge.login();
    if (login != null
        && !ask("login", "authenticate", Json.object().put("methodId", login))
            .json()
            .has("result")) {
      throw new Unmet("the agent does not accept the login " + login);
    }
  }

  private void newSession(String variable) {
    ObjectNode params = Json.object().put("cwd", scratch.workspace().toString());
    params.putArray("mcpServers");
    Heard answer = ask("session-" + variable, "session/new", params);
    if (answer.json().path("error").path("code").asInt() == AUTH_REQUIRED) {
      throw new Unmet("the agent asks for a login first");
    }
    JsonNode id = answer.json().path("result").path("sessionId");
    if (!id.isTextual() || id.textValue().isEmpty()) {
      throw new Mismatch("a result with a sessionId", "heard " + answer.text());
    }
    bindings.bind(variable, id);
  }

  private void need(String path) {
    boolean wanted = !path.startsWith("!");
    String bare = wanted ? path : path.substring(1);
    if (offers(bare) != wanted) {
      throw new Unmet("the agent " + (wanted ? "does not offer " : "offers ") + bare);
    }
  }

  private boolean offers(String path) {
    for (String method : List.of("initialize", "session/new")) {
      JsonNode found = talk().result(method);
      for (String part : path.split("\\.")) {
        found = found == null ? null : child(found, part);
      }
      if (found != null && isOffered(found)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable JsonNode child(JsonNode node, String part) {
    return part.matches("[0-9]+") ? node.get(Integer.parseInt(part)) : node.get(part);
  }

  private static boolean isOffered(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case OBJECT -> true;
      case ARRAY -> !node.isEmpty();
      case STRING -> !node.textValue().isEmpty();
      default -> false;
    };
  }

  private void silence(Step.Silence step) {
    String session = step.session();
    talk().expectSilence(step.time(), session == null ? null : bindings.fill(session));
  }

  private void lacks(Step.Lacks step) {
    if (last != null && step.pattern().matcher(last.text()).find()) {
      throw new Mismatch("a message without /" + step.pattern() + "/", "heard " + last.text());
    }
  }

  private void noStderr() {
    String written = talk().errorTail();
    if (!written.isEmpty()) {
      throw new Mismatch("nothing on stderr", "it says: " + Texts.shorten(written, 1000));
    }
  }

  private void expectMcp(Step.ExpectMcp step) {
    Pattern pattern = Pattern.compile(bindings.fill(step.regex(), Pattern::quote));
    long end = System.nanoTime() + judge.patience().toNanos();
    while (!probes.saw(step.variable(), pattern)) {
      if (System.nanoTime() > end) {
        throw new Mismatch(
            "the MCP server " + step.variable() + " to see /" + pattern + "/",
            "it saw: " + Texts.shorten(probes.lines(step.variable()).toString(), 2000));
      }
      talk().hearWhatCame();
      probes.await(Duration.ofMillis(20));
    }
  }

  private void replayed(Step.Replayed step) {
    String session = bindings.fill(step.session());
    String live = recollection.live(session);
    String replayed = recollection.replayed(session);
    if (live.isEmpty() || !replayed.startsWith(live)) {
      throw new Mismatch(
          "a replay that begins with all that was heard of the agent: " + Texts.shorten(live, 1000),
          live.isEmpty()
              ? "nothing was heard before"
              : "it replayed " + Texts.shorten(replayed, 1000));
    }
  }

  @Override
  public void close() {
    if (conversation != null) {
      conversation.close();
    }
    probes.close();
    scratch.close();
  }
}
