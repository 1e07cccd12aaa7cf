package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Event;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.model.ModelEvent;
import acp.model.ModelFacts;
import acp.session.Agent;
import acp.session.SlashCommand;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A prompt that names a command is answered without the model; all others are the agent's. */
@Timeout(30)
class CommandsTest {
  private final Counter counter = new Counter();

  private String title() {
    return Objects.requireNonNullElse(counter.session.state().title(), "");
  }

  @Test
  void aCommandIsAnsweredAsOneMessageThatTheModelNeverSees() {
    counter.say("hello");

    counter.say("/help");
    List<Event> events = List.copyOf(counter.seen.events);
    List<Event> answered = events.subList(events.lastIndexOf(runOf("help", events)), events.size());
    counter.say("go on");

    assertInstanceOf(Event.MessageChunk.class, answered.get(1));
    assertInstanceOf(Event.MessageEnded.class, answered.get(2));
    assertEquals(
        ((Event.MessageChunk) answered.get(1)).message(),
        ((Event.MessageEnded) answered.get(2)).message());
    assertInstanceOf(Event.TurnEnded.class, answered.get(3));
    assertEquals(List.of("U hello", "A answer 1", "U go on"), counter.lastAsked());
    assertEquals(2, counter.model.requests.size());
  }

  private static Event runOf(String command, List<Event> events) {
    return events.stream()
        .filter(event -> event instanceof Event.CommandRun run && run.command().equals(command))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin is broken", "what does /help do?", " /help", "//help", "/"})
  void anythingElseIsForTheModel(String prompt) {
    String answer = counter.say(prompt);

    assertEquals("answer 1", answer);
    assertEquals(List.of("U " + prompt), counter.lastAsked());
    assertEquals(List.of(), counter.seen.all(Event.CommandRun.class));
  }

  @Test
  void everyCommandButCompactIsAnsweredWithoutTheModel() {
    counter.say("hello");

    for (SlashCommand command : Commands.ALL) {
      String answer = counter.say("/" + command.name());
      assertFalse(answer.contains("There is no command"), answer);
      assertFalse(answer.contains("incident"), answer);
    }

    long summaries =
        counter.model.requests.stream()
            .filter(request -> request.system().contains("summar"))
            .count();
    assertEquals(1, summaries);
    assertEquals(2, counter.model.requests.size());
  }

  @Test
  void whateverElseIsAskedOfAnAgentIsAskedOfTheOneBehind() throws Exception {
    for (Method asked : Agent.class.getMethods()) {
      Method answering = Commands.class.getMethod(asked.getName(), asked.getParameterTypes());

      assertEquals(Commands.class, answering.getDeclaringClass(), asked::toString);
    }
  }

  @Test
  void aCommandWaitsForTheTurnBeforeIt() {
    Sinks.Empty<ModelEvent> end = Sinks.empty();
    counter.model.answer = _ -> end.asMono().flux().concatWith(Counter.Counting.says("late"));
    Mono<Outcome> first = counter.begin(counter.session, "slow");
    Mono<Outcome> second = counter.begin(counter.session, "/help");

    end.tryEmitEmpty().orThrow();
    Counter.await(first);
    Counter.await(second);

    List<String> said =
        counter.seen.all(Event.MessageChunk.class).stream().map(Event.MessageChunk::text).toList();
    assertEquals("late", said.getFirst());
    assertTrue(said.getLast().contains("/compact"), said.getLast());
  }

  @Test
  void helpListsEveryCommandOnALineOfItsOwn() {
    String help = counter.say("/help");

    for (SlashCommand command : Commands.ALL) {
      String line = "- `/" + command.name() + "` – " + command.description() + "\n";
      assertTrue(help.contains(line), help);
    }
  }

  @Test
  void helpTellsMoreOfOneCommand() {
    String help = counter.say("/help clear");

    assertTrue(help.startsWith("`/clear [undo]`\n\nBegins the model's context afresh"), help);
    assertEquals(help, counter.say("/help /clear"));
    assertTrue(counter.say("/help claer").contains("Did you mean `/clear`?"));
  }

  @ParameterizedTest
  @CsvSource({
    "/hlep, /help",
    "/comp, /compact",
    "/models, /model",
    "/claer now, /clear",
    "/stats, /status",
    "/session, /sessions"
  })
  void aSlipOfTheFingerIsAnsweredWithWhatWasMeant(String typed, String meant) {
    String answer = counter.say(typed);

    String name = typed.split(" ", 2)[0];
    assertEquals(
        "There is no command `" + name + "`. Did you mean `" + meant + "`? `/help` lists all.",
        answer);
    assertEquals(List.of(), counter.model.requests);
  }

  @Test
  void whatIsLikeNoCommandIsAnsweredWithoutAGuess() {
    assertEquals(
        "There is no command `/xyzzy`. `/help` lists all.", counter.say("/xyzzy and more"));
    assertEquals(List.of(), counter.model.requests);
  }

  @Test
  void statusTellsWhereAndWithWhatTheSessionWorks() {
    String before = counter.say("/status");
    counter.say("Fix the *build*");

    String status = counter.say("/status");

    assertTrue(before.contains("- Title: none yet\n"), before);
    assertEquals(
        """
        acp-server 1.2.3

        - Session: `%s`
        - Title: Fix the \\*build\\*
        - Folder: `/project`
        - Also: `/notes`
        - Mode: Ask
        - Model: lab/quick
        - Context: 1,020 of 10,000 tokens (10 %%) at the last request
        - Turns: 1
        - Messages: 5
        - Tool calls: 0
        - Tokens: 1,000 in, 20 out
        """
            .formatted(counter.session.id()),
        status);
  }

  @Test
  void usageTellsOfTheLastTurnThatAskedTheModelAndOfAll() {
    String before = counter.say("/usage");
    counter.say("one");
    counter.say("two");
    counter.say("/help");

    String usage = counter.say("/usage");

    assertEquals("No model has reported any tokens in this session yet.", before);
    assertEquals(
        """
        - Last turn: 1,000 in, 20 out, 1 request
        - Session: 2,000 in, 40 out, 2 requests
        - From the provider's cache: 50 %
        - Context: 1,020 of 10,000 tokens (10 %) at the last request

        Of all sessions, by day, project, model or tool: `acp-server sessions stats`.""",
        usage);
  }

  @Test
  void whatIsKnownOfThePriceIsToldWithTheTokens() {
    counter.model.facts = ModelFacts.of("anthropic/claude-sonnet-4-5");
    counter.model.answer =
        _ ->
            Flux.just(
                new ModelEvent.Text("a"),
                new ModelEvent.Usage(1000, 20, 500, 300),
                new ModelEvent.Ended(ModelEvent.Stop.DONE));
    for (int i = 0; i < 100; i++) {
      counter.say("one");
    }

    String usage = counter.say("/usage");

    assertTrue(usage.contains("Last turn: 1,000 in, 20 out, about $0.0022, 1 request\n"), usage);
    assertTrue(usage.contains("Session: 100,000 in, 2,000 out, about $0.22, 100 req"), usage);
    assertTrue(usage.contains("Written to it: 30,000\n"), usage);
    assertTrue(counter.say("/status").contains("Tokens: 100,000 in, 2,000 out, about $0.22\n"));
  }

  @Test
  void modeShowsWhatThereIs() {
    String answer = counter.say("/mode");

    assertTrue(answer.startsWith("Mode: **Ask**\n\n- `ask` – Asks before it edits"), answer);
    assertTrue(answer.contains("- `accept_edits` – "), answer);
    assertEquals(List.of(), counter.seen.all(Event.ConfigChanged.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept_edits", "Accept edits", "ACC", "a c c"})
  void modeIsSetByItsNameOrTheBeginningOfIt(String name) {
    boolean known = !name.equals("a c c");

    String answer = counter.say("/mode " + name);

    assertEquals(known, answer.startsWith("Mode: **Accept edits**\n\nEdits files"), answer);
    assertEquals(
        known ? List.of(new Event.ConfigChanged(Map.of("mode", "accept_edits"))) : List.of(),
        counter.seen.all(Event.ConfigChanged.class));
  }

  @Test
  void aModeThatIsSetAlreadyChangesNothing() {
    assertEquals("It is already so. Mode: **Ask**", counter.say("/mode ask"));
    assertEquals(List.of(), counter.seen.all(Event.ConfigChanged.class));
  }

  @Test
  void anUnknownModeIsAnsweredWithThoseThereAreAndTheNearest() {
    String answer = counter.say("/mode aks");

    assertTrue(
        answer.startsWith("There is no mode `aks`. Did you mean `ask`? There is:\n\n- `ask`"),
        answer);
    assertEquals("ask", counter.session.state().config().get("mode"));
  }

  @Test
  void aBeginningOfSeveralNamesIsAnsweredWithThese() {
    String answer = counter.say("/model qui");

    assertEquals("`qui` may be each of these:\n\n- `lab/quick`\n- `lab/quiet`\n", answer);
    assertEquals("lab/quick", counter.session.state().config().get("model"));
  }

  @Test
  void whatDependsOnTheModelChangesWithItAndIsSaid() {
    counter.say("/model lab/deep");
    Counter.await(counter.session.configure(_ -> Map.of("thought_level", "high")));

    String answer = counter.say("/model wide");

    assertEquals("Model: **other/wide**\n\nThinking: **some**", answer);
    assertEquals(
        new Event.ConfigChanged(Map.of("model", "other/wide", "thought_level", "some")),
        counter.seen.all(Event.ConfigChanged.class).getLast());
  }

  @Test
  void whatTheUserPicksIsSet() {
    counter.picker =
        (_, option, current) ->
            Mono.just(option.id() + " " + current)
                .map(
                    asked -> {
                      assertEquals("mode ask", asked);
                      return "accept_edits";
                    });

    String answer = counter.say("/mode");

    assertTrue(answer.startsWith("Mode: **Accept edits**"), answer);
  }

  @Test
  void aPickThatIsNoChoiceIsASentence() {
    counter.picker = (_, _, _) -> Mono.just("reckless");

    assertEquals("Unknown mode. Nothing more was done; try `/mode` again.", counter.say("/mode"));
  }

  @Test
  void renameSetsTheTitleOnOneLineAndNotTooLong() {
    assertEquals(
        "The session has no title. `/rename title` gives it another.", counter.say("/rename"));

    counter.say("/rename  The *big*\n\tone ");
    assertEquals("The *big* one", title());
    assertEquals(
        "The session is called **The \\*big\\* one**. `/rename title` gives it another.",
        counter.say("/rename"));

    counter.say("/rename " + "𝄞".repeat(300));
    assertEquals("𝄞".repeat(199) + "…", title());
  }

  @Test
  void theFirstRealPromptNamesASessionThatBeganWithACommand() {
    counter.say("/help");
    String after = title();
    counter.say("Fix the build");

    assertEquals("", after);
    assertEquals("Fix the build", title());
  }

  @Test
  void planIsShownAsAChecklistAndToTheEditorAgain() {
    assertTrue(counter.say("/plan").startsWith("There is no plan."));
    String input =
        """
        {"entries":[{"content":"Look","priority":"high","status":"completed"},
        {"content":"Change <it>","priority":"medium","status":"in_progress"},
        {"content":"Tell","priority":"low","status":"pending"}]}
        """;
    counter.model.answer =
        _ ->
            counter.model.requests.size() == 1
                ? Flux.just(
                    new ModelEvent.Call("update_plan", input),
                    new ModelEvent.Ended(ModelEvent.Stop.DONE))
                : Counter.Counting.says("planned");
    counter.say("make a plan");
    List<PlanEntry> plan = counter.session.state().plan();

    String answer = counter.say("/plan");

    assertEquals("- [x] Look\n- [ ] **Change \\<it\\>** (in progress)\n- [ ] Tell\n", answer);
    List<Event.PlanChanged> shown = counter.seen.all(Event.PlanChanged.class);
    assertEquals(3, plan.size());
    assertEquals(new Event.PlanChanged(plan), shown.getLast());
    assertEquals(2, shown.size());
    counter.say("/plan clear");
    assertEquals(List.of(), counter.session.state().plan());
  }

  @Test
  void whatACommandDoesNotTakeChangesNothing() {
    assertTrue(counter.say("/plan empty").startsWith("Nothing was changed"));
    assertTrue(counter.say("/clear all").startsWith("Nothing was changed: `/clear`"));
    assertTrue(counter.say("/new fix it").startsWith("Nothing was changed: `/new`"));
    assertEquals(List.of(), counter.seen.all(Event.ContextCleared.class));
  }
}
