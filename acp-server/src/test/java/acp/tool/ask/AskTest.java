package acp.tool.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Form;
import acp.tool.Bench;
import acp.tool.ListClient;
import acp.tool.Tool;
import acp.tool.ToolResult;
import acp.tool.Workspace;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Tools that ask the user, with a user, without one, and with what must not be asked. */
@Timeout(10)
class AskTest {
  private final Bench bench =
      new Bench(new Workspace(Path.of("/"), List.of()), Bench.noFiles(), Bench.noTerminals());

  /** A user at a client that takes forms and pages. */
  private static final class User extends ListClient {
    final List<Form> forms = new ArrayList<>();
    final List<URI> pages = new ArrayList<>();
    Mono<Map<String, List<String>>> answer = Mono.empty();
    Mono<Boolean> agrees = Mono.just(true);

    @Override
    public boolean offersForms() {
      return true;
    }

    @Override
    public boolean offersPages() {
      return true;
    }

    @Override
    public Mono<Map<String, List<String>>> fill(
        SessionId session, @Nullable CallId call, Form form) {
      forms.add(form);
      return answer;
    }

    @Override
    public Mono<Boolean> open(SessionId session, CallId call, URI page, String why) {
      pages.add(page);
      return agrees;
    }
  }

  private User user() {
    User user = new User();
    bench.questions = new ClientQuestions(user, new SessionId("s"), new CallId("c"));
    return user;
  }

  private ToolResult run(Tool tool, String input) {
    JsonNode json = Bench.json(input);
    return Bench.now(tool.intend(json, bench).flatMap(intent -> tool.run(json, intent, bench)));
  }

  @Test
  void aChoiceIsAFormWithOneFieldAndItsAnswerIsForTheModel() {
    User user = user();
    user.answer = Mono.just(Map.of("answer", List.of("blue")));

    ToolResult result =
        run(new AskUser(), "{'question':'Which?','options':[{'label':'red'},{'label':'blue'}]}");

    Form.Field field = user.forms.getFirst().fields().getFirst();
    assertEquals(Form.Kind.ONE, field.kind());
    assertEquals(List.of("red", "blue"), field.options().stream().map(Form.Option::value).toList());
    assertFalse(result.failed());
    assertTrue(result.told().endsWith("blue"), result.told());
  }

  @Test
  void severalMayBeChosenOrAnythingWritten() {
    User user = user();
    user.answer = Mono.just(Map.of("answer", List.of("a", "b")));

    ToolResult several =
        run(
            new AskUser(),
            "{'question':'Which?','several':true,'options':[{'label':'a'},{'label':'b'}]}");
    run(new AskUser(), "{'question':'Why?'}");

    assertTrue(several.told().endsWith("a, b"), several.told());
    assertEquals(Form.Kind.SEVERAL, user.forms.getFirst().fields().getFirst().kind());
    assertEquals(Form.Kind.TEXT, user.forms.getLast().fields().getFirst().kind());
  }

  @Test
  void noAnswerIsToldAsNone() {
    user();

    ToolResult result = run(new AskUser(), "{'question':'Which?'}");

    assertTrue(result.failed());
    assertTrue(result.told().contains("did not answer"), result.told());
  }

  @Test
  void whereNobodyCanBeAskedTheModelIsToldToAskInItsAnswer() {
    ToolResult question = run(new AskUser(), "{'question':'Which?'}");
    ToolResult page = run(new OpenPage(), "{'url':'https://a.example/x','reason':'Look'}");

    assertTrue(question.failed() && question.told().contains("your answer"), question.told());
    assertTrue(page.failed() && page.told().contains("https://a.example/x"), page.told());
  }

  @Test
  void aClientThatFailsIsNobody() {
    User user = user();
    user.answer = Mono.error(new AcpException(ErrorCode.METHOD_NOT_FOUND, "What?"));
    user.agrees = Mono.error(new AcpException(ErrorCode.INTERNAL_ERROR, "Oh"));

    assertTrue(run(new AskUser(), "{'question':'Which?'}").told().contains("your answer"));
    assertTrue(
        run(new OpenPage(), "{'url':'https://a.example','reason':'Look'}")
            .told()
            .contains("your answer"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is your password?",
        "Please enter your OpenAI API key",
        "Paste the access token here",
        "What is the pass phrase of the key?",
        "Which secret shall I use?",
        "What are the passwords of the two accounts?",
        "Paste your GitHub token here",
        "Which API keys shall I use?",
        "What is the one-time code that you were sent?"
      })
  void secretsAreNotAskedFor(String question) {
    User user = user();

    AcpException refused =
        assertThrows(
            AcpException.class, () -> run(new AskUser(), "{'question':'" + question + "'}"));

    assertTrue(String.valueOf(refused.getMessage()).contains("Secrets"), refused::getMessage);
    assertEquals(List.of(), user.forms);
  }

  @Test
  void wordsThatOnlyLookLikeSecretsMayBeAskedFor() {
    User user = user();

    run(new AskUser(), "{'question':'Which tokeniser shall the parser use?'}");
    run(
        new AskUser(),
        "{'question':'Where is the password kept?','options':[{'label':'vault'},{'label':'env'}]}");

    assertEquals(2, user.forms.size());
  }

  @Test
  void aPageIsOpenedIfTheUserAgrees() {
    User user = user();

    ToolResult agreed = run(new OpenPage(), "{'url':'https://a.example/b?c=d','reason':'Look'}");
    user.agrees = Mono.just(false);
    ToolResult refused = run(new OpenPage(), "{'url':'http://localhost:80/','reason':'Look'}");

    assertEquals(URI.create("https://a.example/b?c=d"), user.pages.getFirst());
    assertFalse(agreed.failed());
    assertTrue(refused.failed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/",
        "ftp://a.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https:///x",
        "not an address",
        "https://user:pass@a.example/",
        "https://a.example/?access_token=x",
        "https://a.example/cb?state=1&code=abc",
        "https://a.example/#api_key=1"
      })
  void anAddressThatIsUnsafeOrLetsItsReaderInIsNotShown(String url) {
    User user = user();

    assertThrows(
        AcpException.class, () -> run(new OpenPage(), "{'url':'" + url + "','reason':'Look'}"));
    assertEquals(List.of(), user.pages);
  }
}
