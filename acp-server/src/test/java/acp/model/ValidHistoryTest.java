package acp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.model.dialect.Json;
import acp.model.dialect.UserText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link ValidHistory}: what every server takes, from whatever there was. */
@Timeout(10)
class ValidHistoryTest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ModelMessage PICTURE =
      new ModelMessage.User(List.of(new Content.Image("AAAA", "image/png", null)));

  @Test
  void whatIsValidStaysAsItIs() {
    List<ModelMessage> valid =
        List.of(
            user("a"),
            answer(text("b"), call("1"), call("2")),
            result("1"),
            result("2"),
            answer(text("c")),
            PICTURE);

    List<ModelMessage> same = ValidHistory.of(valid);

    assertEquals(valid, same);
    assertSame(valid.getFirst(), same.getFirst());
  }

  @Test
  void aCallWithoutAResultIsToldAsUnfinished() {
    List<ModelMessage> messages =
        ValidHistory.of(List.of(user("a"), answer(call("1"), call("2")), result("2"), user("b")));

    assertEquals(5, messages.size());
    assertEquals("1", ((ModelMessage.ToolResult) messages.get(2)).callId());
    assertTrue(((ModelMessage.ToolResult) messages.get(2)).failed());
    assertEquals(result("2"), messages.get(3));
  }

  @Test
  void aResultWithoutACallIsLeftOut() {
    assertEquals(List.of(user("a")), ValidHistory.of(List.of(result("9"), user("a"))));
  }

  @Test
  void resultsStandBehindTheirCallsInTheirOrder() {
    List<ModelMessage> messages =
        ValidHistory.of(
            List.of(user("a"), answer(call("1"), call("2")), result("2"), user("b"), result("1")));

    assertEquals(
        List.of(user("a"), answer(call("1"), call("2")), result("1"), result("2"), user("b")),
        messages);
  }

  @Test
  void callsOfOneIdBecomeTwoWithTheirOwnResults() {
    List<ModelMessage> messages =
        ValidHistory.of(
            List.of(
                user("a"),
                answer(call("x")),
                new ModelMessage.ToolResult("x", "f", "first", false),
                answer(call("x")),
                new ModelMessage.ToolResult("x", "f", "second", false)));

    assertEquals(
        List.of(
            user("a"),
            answer(call("x")),
            new ModelMessage.ToolResult("x", "f", "first", false),
            answer(call("x-2")),
            new ModelMessage.ToolResult("x-2", "f", "second", false)),
        messages);
  }

  @Test
  void idsNamesAndArgumentsAreOfAFormThatAllTake() {
    ModelMessage odd =
        answer(new ModelMessage.Call("call:1/ö" + "x".repeat(80), "my tool!", "[1]"));

    List<ModelMessage> messages = ValidHistory.of(List.of(user("a"), odd, user("b")));

    ModelMessage.Call call = ((ModelMessage.Assistant) messages.get(1)).calls().getFirst();
    assertTrue(call.callId().startsWith("call_1__x"), call.callId());
    assertEquals(64, call.callId().length());
    assertEquals("my_tool_", call.name());
    assertEquals("{\"malformed\":\"[1]\"}", call.arguments());
    assertEquals("{}", arguments(""));
    assertEquals("{\"malformed\":\"{\\\"a\\\":\"}", arguments("{\"a\":"));
    assertEquals("{\"a\":1}", arguments("{\"a\":1}"));
  }

  private static String arguments(String written) {
    List<ModelMessage> messages =
        ValidHistory.of(List.of(user("a"), answer(new ModelMessage.Call("1", "f", written))));
    return ((ModelMessage.Assistant) messages.get(1)).calls().getFirst().arguments();
  }

  @Test
  void aThoughtAloneIsNoAnswer() {
    ModelMessage thinking = answer(new ModelMessage.Thought("hm", null));

    assertEquals(
        List.of(new ModelMessage.User(List.of(new Content.Text("a"), new Content.Text("b")))),
        ValidHistory.of(List.of(user("a"), thinking, user("b"))));
  }

  @Test
  void aConversationBeginsAndEndsWithTheUser() {
    List<ModelMessage> messages = ValidHistory.of(List.of(answer(text("a"))));

    assertEquals(3, messages.size());
    assertInstanceOf(ModelMessage.User.class, messages.getFirst());
    assertInstanceOf(ModelMessage.User.class, messages.getLast());
    assertEquals(1, ValidHistory.of(List.of()).size());
  }

  @Test
  void twoAnswersInARowAreOne() {
    assertEquals(
        List.of(user("a"), answer(text("b\n\nc"), call("1")), result("1")),
        ValidHistory.of(
            List.of(user("a"), answer(text("b")), answer(text("c"), call("1")), result("1"))));
  }

  @RepeatedTest(300)
  void whateverThereWasComesOutValidAndIsThenLeftAlone(RepetitionInfo repetition) {
    List<ModelMessage> chaos = chaos(new Random(repetition.getCurrentRepetition()));

    List<ModelMessage> messages = ValidHistory.of(chaos);

    assertValid(messages, chaos);
    assertEquals(words(chaos), words(messages), chaos.toString());
    assertEquals(messages, ValidHistory.of(messages));
  }

  /** What the user said, piece by piece. */
  private static List<Content> words(List<ModelMessage> messages) {
    return messages.stream()
        .filter(ModelMessage.User.class::isInstance)
        .flatMap(user -> ((ModelMessage.User) user).content().stream())
        .filter(piece -> !(piece instanceof Content.Text(String text) && isOurs(text)))
        .toList();
  }

  private static boolean isOurs(String text) {
    return text.isBlank() || text.equals("Go on.") || text.startsWith("[The beginning");
  }

  private static void assertValid(List<ModelMessage> messages, List<ModelMessage> from) {
    String all = from + "\nbecame\n" + messages;
    assertInstanceOf(ModelMessage.User.class, messages.getFirst(), all);
    assertFalse(messages.getLast() instanceof ModelMessage.Assistant, all);
    Set<String> ids = new HashSet<>();
    List<String> open = new ArrayList<>();
    ModelMessage before = null;
    for (ModelMessage message : messages) {
      switch (message) {
        case ModelMessage.User user -> {
          assertTrue(open.isEmpty(), all);
          assertFalse(before instanceof ModelMessage.User, all);
          assertTrue(
              user.content().stream().anyMatch(UserText::isPicture)
                  || !UserText.of(user.content()).isBlank(),
              all);
        }
        case ModelMessage.Assistant answer -> {
          assertTrue(open.isEmpty(), all);
          assertFalse(before instanceof ModelMessage.Assistant, all);
          assertFalse(answer.text().isBlank() && answer.calls().isEmpty(), all);
          for (ModelMessage.Call call : answer.calls()) {
            assertTrue(ids.add(call.callId()), all);
            assertTrue(call.callId().matches("[A-Za-z0-9_-]{1,64}"), all);
            assertTrue(call.name().matches("[A-Za-z0-9_-]{1,64}"), all);
            assertTrue(Json.isObject(JSON, call.arguments()), all);
            open.add(call.callId());
          }
        }
        case ModelMessage.ToolResult result -> {
          assertFalse(open.isEmpty(), all);
          assertEquals(open.removeFirst(), result.callId(), all);
          assertFalse(result.text().isBlank() && result.pictures().isEmpty(), all);
        }
      }
      before = message;
    }
    assertTrue(open.isEmpty(), all);
  }

  /** Messages in any order, with few ids, so that they meet often. */
  private static List<ModelMessage> chaos(Random random) {
    List<ModelMessage> messages = new ArrayList<>();
    int size = random.nextInt(12);
    for (int i = 0; i < size; i++) {
      messages.add(
          switch (random.nextInt(7)) {
            case 0 -> user("u" + i);
            case 1 -> user(random.nextBoolean() ? "" : " \n");
            case 2 -> PICTURE;
            case 3, 4 -> anAnswer(random);
            case 5 -> new ModelMessage.ToolResult(anId(random), "f g", "", random.nextBoolean());
            default -> result(anId(random));
          });
    }
    return messages;
  }

  private static ModelMessage anAnswer(Random random) {
    List<ModelMessage.Part> parts = new ArrayList<>();
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      parts.add(
          switch (random.nextInt(5)) {
            case 0 -> text("t" + i);
            case 1 -> text(" ");
            case 2 -> new ModelMessage.Thought("hm", JsonNodeFactory.instance.objectNode());
            case 3 -> new ModelMessage.Thought("", null);
            default ->
                new ModelMessage.Call(
                    anId(random),
                    random.nextBoolean() ? "f" : "",
                    List.of("", "{}", "[", "{\"a\":1}").get(random.nextInt(4)));
          });
    }
    return new ModelMessage.Assistant(parts);
  }

  private static String anId(Random random) {
    return List.of("1", "2", "a/b", "", "x".repeat(70)).get(random.nextInt(5));
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }

  private static ModelMessage answer(ModelMessage.Part... parts) {
    return new ModelMessage.Assistant(List.of(parts));
  }

  private static ModelMessage.Text text(String text) {
    return new ModelMessage.Text(text);
  }

  private static ModelMessage.Call call(String id) {
    return new ModelMessage.Call(id, "f", "{}");
  }

  private static ModelMessage.ToolResult result(String id) {
    return new ModelMessage.ToolResult(id, "f", "done", false);
  }
}
