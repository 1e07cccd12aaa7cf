package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.SessionId;
import acp.session.Form;
import acp.tool.Bench;
import acp.tool.ListClient;
import acp.tool.Questions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Servers that say how far they are, and that ask the user something while they work. */
@Timeout(60)
class AskingServersTest {
  private static final String FORM =
      """
      {'message':'Who are you?','requestedSchema':{'type':'object','required':['name'],'properties':{
        'name':{'type':'string','title':'Name','description':'in full'},
        'age':{'type':'integer'},
        'size':{'type':'number','default':1.5},
        'agree':{'type':'boolean'},
        'pet':{'type':'string','enum':['p1','p2'],'enumNames':['Cat','Dog']},
        'hero':{'type':'string','oneOf':[{'const':'h1','title':'Superman'}]},
        'fish':{'type':'array','items':{'anyOf':[{'const':'f1','title':'Tuna'},{'const':'f2'}]}}}}}
      """;

  /** A server that is hung up on may write while it ends. */
  @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
  Path folder;

  /** A client with forms: shows them, and answers what it is given. */
  private static final class Filling extends ListClient {
    final List<Form> shown = new java.util.concurrent.CopyOnWriteArrayList<>();
    final Queue<Mono<Map<String, List<String>>>> answers = new ConcurrentLinkedQueue<>();

    @Override
    public boolean offersForms() {
      return true;
    }

    @Override
    public Mono<Map<String, List<String>>> fill(
        SessionId session, @Nullable CallId call, Form form) {
      return Mono.defer(
          () -> {
            shown.add(form);
            Mono<Map<String, List<String>>> answer = answers.poll();
            return answer == null ? Mono.empty() : answer;
          });
    }
  }

  private Play play(ListClient client) {
    Play play = new Play(folder, Play.QUICK);
    play.client = client;
    return play.settle(Play.played("fs"));
  }

  @Test
  void progressIsShownAsOutput() {
    try (Play play = play(new ListClient())) {
      String told = play.call("fs__steps", "{}").told();

      assertEquals("done", told);
      assertEquals(List.of("1/2.5\n", "2 half↵way\n"), play.bench.printed);
    }
  }

  @Test
  void aFormIsFilledInByTheUser() {
    Filling client = new Filling();
    client.answers.add(
        Mono.just(
            Map.of(
                "name", List.of("Ada"),
                "age", List.of(" 36 "),
                "size", List.of(""),
                "agree", List.of("true"),
                "pet", List.of("p2"),
                "fish", List.of("f1", "f2"))));
    try (Play play = play(client)) {
      String told = play.call("fs__ask", FORM).told();

      assertEquals(
          Bench.json(
              "{'action':'accept','content':{'name':'Ada','age':36,'agree':true,'pet':'p2',"
                  + "'fish':['f1','f2']}}"),
          Bench.json(told.replace('"', '\'')));
      Form form = client.shown.getFirst();
      assertEquals("fs: Who are you?", form.message());
      assertEquals("Name – in full", form.fields().getFirst().title());
      assertTrue(form.fields().getFirst().required());
      assertFalse(form.fields().get(1).required());
      assertEquals("1.5", form.fields().get(2).initial());
      assertEquals("Dog", form.fields().get(4).options().get(1).title());
      assertEquals(Form.Kind.SEVERAL, form.fields().get(6).kind());
    }
  }

  @Test
  void aNumberThatIsNoneIsAskedForAgain() {
    Filling client = new Filling();
    client.answers.add(Mono.just(Map.of("name", List.of("Ada"), "age", List.of("old"))));
    client.answers.add(Mono.just(Map.of("name", List.of("Ada"), "age", List.of("36"))));
    try (Play play = play(client)) {
      String told = play.call("fs__ask", FORM).told();

      assertTrue(told.contains("36"), told);
      assertEquals(
          "\"age\" must be a whole number. fs: Who are you?", client.shown.get(1).message());
    }
  }

  @Test
  void whereNobodyCanBeAskedItIsDeclined() {
    try (Play play = play(new ListClient())) {
      assertEquals("{\"action\":\"decline\"}", play.call("fs__ask", FORM).told());
    }
  }

  @Test
  void whatTheUserDoesNotFillInIsDeclined() {
    try (Play play = play(new Filling())) {
      assertEquals("{\"action\":\"decline\"}", play.call("fs__ask", FORM).told());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':'x','requestedSchema':{'type':'object','properties':{'api_key':{'type':'string'}}}}",
        "{'message':'Your password?','requestedSchema':{'type':'object','properties':{'a':{'type':'string'}}}}",
        "{'message':'x','requestedSchema':{'type':'object','properties':{'a':{'type':'object'}}}}",
        "{'message':'x','requestedSchema':{'type':'object','properties':{}}}"
      })
  void whatMustNotOrCannotBeAskedIsDeclined(String form) {
    Filling client = new Filling();
    try (Play play = play(client)) {
      assertEquals("{\"action\":\"decline\"}", play.call("fs__ask", form).told());
      assertEquals(List.of(), client.shown);
    }
  }

  @Test
  void noClockRunsWhileTheUserIsAsked() {
    Filling client = new Filling();
    client.answers.add(Mono.delay(Duration.ofSeconds(3)).map(_ -> Map.of("name", List.of("Ada"))));
    var slow = new Configured(Play.played("fs"), null, Duration.ofSeconds(1), false);
    try (Play play = new Play(folder, Play.QUICK).set(slow)) {
      play.client = client;
      play.settle();

      String told = play.call("fs__ask", FORM).told();

      assertTrue(told.contains("Ada"), told);
    }
  }

  @Test
  void aQuestionEndsWithItsCall() {
    Filling client = new Filling();
    Sinks.Empty<Void> asked = Sinks.empty();
    Sinks.Empty<Void> withdrawn = Sinks.empty();
    client.answers.add(
        Mono.<Map<String, List<String>>>never()
            .doOnSubscribe(_ -> asked.tryEmitEmpty())
            .doOnCancel(withdrawn::tryEmitEmpty));
    try (Play play = play(client)) {
      Disposable call = play.begin(play.tool("fs__ask"), FORM).subscribe();
      asked.asMono().block(Duration.ofSeconds(20));

      call.dispose();

      withdrawn.asMono().block(Duration.ofSeconds(20));
    }
  }

  @Test
  void aPageIsOpenedByTheUserUnlessItLetsSomebodyIn() {
    Questions pages =
        new Questions() {
          @Override
          public boolean takesForms() {
            return false;
          }

          @Override
          public boolean takesPages() {
            return true;
          }

          @Override
          public Mono<List<String>> ask(String question, List<Choice> choices, boolean several) {
            return Mono.empty();
          }

          @Override
          public Mono<Boolean> open(URI page, String why) {
            return Mono.just(
                page.toString().equals("https://example.com/a") && why.equals("fs: go"));
          }
        };
    try (Play play = play(new ListClient())) {
      play.bench.questions = pages;
      String good =
          "{'mode':'url','message':'go','elicitationId':'1','url':'https://example.com/a'}";
      String bad = good.replace("/a", "/a?token=1");

      assertEquals("{\"action\":\"accept\"}", play.call("fs__visit", good).told());
      assertEquals("{\"action\":\"decline\"}", play.call("fs__visit", bad).told());
    }
  }
}
